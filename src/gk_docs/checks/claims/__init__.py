"""What sentences say of the figures: the words, their wording, and the claims that a sentence makes."""
