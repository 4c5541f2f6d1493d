"""Search (检索): an index of two-character words, on both databases."""
