"""The version of gk-docs, in one place."""

__version__ = "0.1.0"
