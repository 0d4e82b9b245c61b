"""Authored input: a file in the form's own words becomes a report, all its problems at once, each with its line."""
