"""The Word template engine: any .docx template and any context. Knows nothing of annual reports."""
