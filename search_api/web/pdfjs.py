"""PDF.js, as it is vendored, under an address of its version."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

from search_api.web.assets import FOREVER

VERSION = "5.6.205"

_FOLDER = Path(__file__).parent / "static" / "pdfjs"
_KINDS = {".mjs": "text/javascript; charset=utf-8", ".wasm": "application/wasm"}

_FILES = frozenset(
    path.relative_to(_FOLDER).as_posix()
    for path in _FOLDER.rglob("*")
    if path.suffix in {*_KINDS, ".pfb", ".ttf"}
)

_WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""A worker obeys the policy that it was sent with: it fetches and compiles what decodes pictures."""

LIBRARY = f"/pdfjs/{VERSION}/"
"""Where its files are."""

router = APIRouter(include_in_schema=False)


@router.get(LIBRARY + "{name:path}")
def send(name: str) -> FileResponse:
    """Send a file of PDF.js; another version has another address, so browsers may keep it for good."""
    if name not in _FILES:
        raise HTTPException(404)
    kind = _KINDS.get(Path(name).suffix, "application/octet-stream")
    headers = {**FOREVER, "Content-Security-Policy": _WORKER_POLICY}
    return FileResponse(_FOLDER / name, media_type=kind, headers=headers)
