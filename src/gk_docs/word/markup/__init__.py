"""The XML of one part of a Word file: its tags, runs and tables, and what keeps it valid after a render."""
