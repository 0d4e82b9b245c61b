"""What the rules know about running text: sentences, misspellings, citations, copied text, names and addresses."""
