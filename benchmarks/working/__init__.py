"""A large office at work, for the benchmark of its pages."""
