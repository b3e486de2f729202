"""The catalogue: the database of studies and files, and the truth that every index is derived from."""
