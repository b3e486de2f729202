"""From a file to Elements: one reader per kind of file."""
