"""What `gk-docs render`, `convert` and `template` do."""
