"""Ledger (台账): matters as a list and one by one: the story, the clocks with their sums, what comes next."""
