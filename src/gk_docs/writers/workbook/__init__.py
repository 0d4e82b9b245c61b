"""The workbook that a clerk fills in: what stands in its cells, and how it is drawn."""
