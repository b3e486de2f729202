"""Style sheet and script of the pages, under addresses that change with their content."""

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

_FILES = {
    "savoir.css": ("savoir.css", "text/css; charset=utf-8"),
    "desk.css": ("desk.css", "text/css; charset=utf-8"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
    "htmx.js": ("htmx/htmx.min.js", "text/javascript; charset=utf-8"),
    "progress.js": ("progress.js", "text/javascript; charset=utf-8"),
    "reader.js": ("reader.js", "text/javascript; charset=utf-8"),
}
_FOLDER = Path(__file__).parent / "static"
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
"""The headers of what never changes at its address."""

router = APIRouter(include_in_schema=False)


@cache
def asset(name: str) -> str:
    """Return the address of a file; another content has another address, so browsers may keep it for good."""
    content = (_FOLDER / _FILES[name][0]).read_bytes()
    return f"/assets/{hashlib.sha256(content).hexdigest()[:12]}/{name}"


@router.get("/assets/{fingerprint}/{name}")
def send(fingerprint: str, name: str) -> FileResponse:
    """Send a file; one of another version is not here."""
    if name not in _FILES or asset(name) != f"/assets/{fingerprint}/{name}":
        raise HTTPException(404)
    path, kind = _FILES[name]
    return FileResponse(_FOLDER / path, media_type=kind, headers=FOREVER)
