"""The arithmetic of a report's tables: sums as equations, the wrong cells they reveal, and blanks they fill in."""
