"""Years, spans and steps of time in a text, and the words around them that say which are meant."""
