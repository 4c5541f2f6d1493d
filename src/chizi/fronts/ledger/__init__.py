"""Ledger (台账): matters, step by step, with their evidence."""
