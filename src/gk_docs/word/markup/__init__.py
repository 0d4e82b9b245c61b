"""The text of one part of a Word file: tags, runs, tables, places, and what keeps it whole after a render."""
