"""What benchmarks.evaluation compares: one made-up world, and the same work done by several hands."""
