"""The package of a Word file: its parts, their relations, and what is taken out of them or added to them."""
