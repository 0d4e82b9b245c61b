"""Show what was found: at the prompt, as a workbook, a Word file, a web page or JSON."""
