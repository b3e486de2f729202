"""What can go wrong with one file."""


class IngestError(Exception):
    """A file that gives no passages; the message is the reason that the catalogue keeps."""
