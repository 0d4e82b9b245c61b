"""What `gk-docs total` and `gk-docs county` do."""
