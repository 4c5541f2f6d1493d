"""Parts of the benchmark of the sync endpoint: the office, the load, the naive ways."""
