"""What `gk-docs compare` does."""
