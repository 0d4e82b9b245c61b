"""What several rules work out from a case: quotations, numbers that agree with figures, rates, changes, blank cells."""
