"""Benchmarks: what building, searching and ingesting cost, beside references of the same run."""
