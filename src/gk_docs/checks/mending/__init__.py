"""Mends: what a finding says is to be written, put into the file or the report, and nothing else changed."""
