"""Thirty invented studies: their sources, the files rendered from them, and their inventory."""
