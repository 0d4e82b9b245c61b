"""What we print: Word files, web pages and PDFs, what they carry, and reading our own back whole."""
