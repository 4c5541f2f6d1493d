"""Pages of study, by noun."""
