"""The one matcher: pages of any format are fitted to the form by their labels, exactly or not at all."""
