"""What holds for the house as a whole; tests of single rooms stand in the rooms."""
