"""Backups: a library in one archive, and back."""
