"""What `gk-docs check` does, and what the checks say while a report is rendered."""
