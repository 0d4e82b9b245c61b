"""What all commands share: Chinese words, help pages, patience, files that are given."""
