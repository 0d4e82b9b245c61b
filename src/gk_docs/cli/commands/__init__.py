"""The commands, one a file: options and help. The packages beside `cli` do the work."""
