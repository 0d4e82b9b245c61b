"""The running text itself: its sentences, set phrases, citations, names and numbers of persons."""
