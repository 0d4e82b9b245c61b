"""Work on many reports: write, check, mend, start, convert, total, survey and compare them."""
