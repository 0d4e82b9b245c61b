"""Bytes, disk and processes, for every room above."""
