"""Tables found, cut into cells, and these put together as rows of the form."""
