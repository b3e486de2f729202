"""Answers that a reader may have already (RFC 9110, 13.1.2)."""

from fastapi import Request


def has(request: Request, etag: str) -> bool:
    """Return whether the reader has what bears this strong or weak ETag; the comparison is weak."""
    known = [_bare(tag) for tag in request.headers.get("if-none-match", "").split(",")]
    return _bare(etag) in known or "*" in known


def _bare(tag: str) -> str:
    return tag.strip().removeprefix("W/")
