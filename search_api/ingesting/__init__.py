"""Bringing studies in: from folders to the catalogue, the files, the passages and the index."""
