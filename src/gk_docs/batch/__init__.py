"""Many reports: write them all, total them."""
