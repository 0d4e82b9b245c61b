"""From a value to the text of a document: what a caller may give, how it prints, and what one render has met."""
