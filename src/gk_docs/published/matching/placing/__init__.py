"""The cells of each row taken for the figures that the form has there."""
