"""What texts have in common: text shared by two of them, and the few worth comparing among very many."""
