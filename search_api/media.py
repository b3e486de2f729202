"""How files are handed to a browser."""

from pathlib import PurePosixPath

OCTETS = "application/octet-stream"

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".doc": "application/msword",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".md": "text/markdown; charset=utf-8",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".rtf": "application/rtf",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
"""By extension. Anything else is bytes to be saved: no file may choose to be run by a browser."""

_SHOWN = {"application/pdf", "image/jpeg", "image/png", "text/html", "text/plain; charset=utf-8"}

_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


def media_type(name: str) -> str:
    """Return the media type that the name of a file stands for."""
    return MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), OCTETS)


def disposition(kind: str) -> str:
    """Return whether a browser shows files of this media type or saves them."""
    return "inline" if kind in _SHOWN else "attachment"


def policy(kind: str) -> str:
    """Return the content security policy of files of this media type.

    A page that a librarian took in must not run in the name of this server. Browsers show PDF in a viewer
    of their own, which a sandbox would keep from opening.
    """
    return "frame-ancestors 'self'" if kind == "application/pdf" else _SANDBOX
