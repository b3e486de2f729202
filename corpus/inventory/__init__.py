"""Inventories: the tables in which administrations list their studies, read into study records."""
