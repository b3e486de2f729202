"""The documentation page and what it is made of, all from this server."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

from search_api.headers import PAGE_POLICY

STATIC = Path(__file__).parents[1] / "static"

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def docs() -> FileResponse:
    """Return the page that shows the OpenAPI document."""
    return FileResponse(
        STATIC / "docs.html", media_type="text/html", headers={"Content-Security-Policy": PAGE_POLICY}
    )
