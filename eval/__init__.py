"""Topics, qrels, runs, measures and benchmarks."""
