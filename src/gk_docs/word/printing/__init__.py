"""Print the values of a context as the XML of a document, and keep the state of a render."""
