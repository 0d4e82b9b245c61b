"""Compile the tags of a part to code that runs within limits, and report its errors at their place in the template."""
