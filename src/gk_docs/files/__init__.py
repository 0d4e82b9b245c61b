"""Bytes, disk and processes: office files and web pages opened, files saved, other programs run."""
