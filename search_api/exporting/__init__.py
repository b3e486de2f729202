"""A list of results, to be taken away."""
