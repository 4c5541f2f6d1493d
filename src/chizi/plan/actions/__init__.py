"""Writes of plan, split by noun."""
