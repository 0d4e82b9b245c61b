"""The official form as types."""
