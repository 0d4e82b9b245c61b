"""A file becomes a report, and what could not be placed."""
