"""What the text of a report claims about its figures: words, the wording of sentences, and the claims they make."""
