"""The workbook that a clerk fills in: drawn from the form and read back cell by cell."""
