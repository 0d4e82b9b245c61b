"""Which body reports, and what only another body would say: names, kinds, standing, regions and trades."""
