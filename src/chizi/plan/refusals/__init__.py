"""Why plan says no, split by noun."""
