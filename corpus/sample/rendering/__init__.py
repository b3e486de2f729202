"""Turns the sources of the sample corpus into the files that a library would receive."""
