"""Filters said in words inside a question, in French, Dutch and English."""
