"""Take the cells of each row as figures of the form."""
