"""Work that goes on while nobody waits for it: uploads, imports, and the index that follows the catalogue."""
