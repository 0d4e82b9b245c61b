"""What the rules read in running text first: sentences and numbers, dates, units, citations, leftovers, persons."""
