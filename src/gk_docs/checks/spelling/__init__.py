"""Misspellings: the words of reports, how likely a word is meant, what is typed twice, set phrases nearly right."""
