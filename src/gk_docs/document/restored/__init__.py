"""A file of ours read back whole: what its pages show, and what its carried part says they hide."""
