"""Versions of what the extraction does: what was made by another one is made again."""

SPLITTER_VERSION = "1"
"""Changes whenever the same Elements give other passages."""

EXTRACTOR_VERSION = f"3.{SPLITTER_VERSION}"
"""Changes whenever the same file gives another Extraction."""
