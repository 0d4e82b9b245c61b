"""Read reports that others published: a reader for each format makes pages, and one matcher fits them to the form."""
