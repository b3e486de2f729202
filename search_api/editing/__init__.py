"""Editing studies: what a librarian writes becomes a study, or is told field by field why it cannot."""
