"""Print reports as Word files, web pages, PDFs, pictures and open data, and read our own files back whole."""
