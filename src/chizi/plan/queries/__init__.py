"""Reads of plan, split by noun."""
