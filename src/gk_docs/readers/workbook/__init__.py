"""Workbooks of ours, filled in by a clerk: authored input, read cell by cell."""
