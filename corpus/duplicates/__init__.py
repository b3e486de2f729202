"""Studies that may be one and the same work, and what a librarian decides about them."""
