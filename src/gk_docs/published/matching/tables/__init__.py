"""Find tables, cut them into cells, and put the cells together as rows of the form."""
