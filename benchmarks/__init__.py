"""Benchmarks: measured side by side in one run, read as ratios. Each module runs alone; `make bench` runs all."""
