"""Pure rules of learn, split by noun."""
