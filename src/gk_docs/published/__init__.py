"""What others published: a file becomes pages, and the one matcher fits pages to the form."""
