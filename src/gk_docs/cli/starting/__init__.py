"""What `gk-docs new` does."""
