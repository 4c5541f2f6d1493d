"""Rules of plan, split by noun."""
