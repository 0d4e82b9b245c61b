"""Dates, numerals, amounts and labels of Chinese official text. Knows nothing of reports."""
