"""Personal data in text: found, with the reason, for a librarian to confirm or redact."""
