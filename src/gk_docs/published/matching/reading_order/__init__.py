"""Rows whose labels and figures running text prints apart, put together where there is one way."""
