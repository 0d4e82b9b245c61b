"""Read our own files back whole: what the pages show now, with the fields carried in hidden data (`carried`)."""
