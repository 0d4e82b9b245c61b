"""Read the text of a report: its titles, its head, the titles of its sections, their narrative."""
