"""Numbers in sentences: what the text says of the figures, and whether the tables agree."""
