"""Finding studies that may be one work, and acting on what a librarian decides about them."""
