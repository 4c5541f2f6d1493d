"""Why learn says no, split by noun."""
