"""What was found, shown: at the prompt, as a workbook, as a Word file, as a page, as JSON."""
