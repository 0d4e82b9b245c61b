"""Many reports: write them all, total them, survey them, compare them."""
