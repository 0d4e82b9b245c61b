"""What rules need of a case beside its figures and claims: places in text, sums against numbers, rates, blank cells."""
