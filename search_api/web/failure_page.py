"""What went wrong, as a page."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from models.language import Language
from search_api.describing import API
from search_api.web.addresses import page_language
from search_api.web.rendering import frame, page


def is_page(request: Request) -> bool:
    """Return whether a request is for a page: by its address, or by what a browser at a wrong one accepts."""
    path = request.url.path
    if page_language(path) or path.startswith("/study/"):
        return True
    return not path.startswith(API) and "text/html" in request.headers.get("accept", "")


def failure_page(
    language: Language, status: int, title: str, detail: str, headers: dict[str, str]
) -> HTMLResponse:
    """Return a page that says what went wrong and leads back to the search."""
    made = frame(language, title, {other: f"/{other}" for other in Language})
    said = {**headers, "Vary": "Accept, Accept-Language"}
    return page("failure.html", made, status=status, headers=said, title=title, detail=detail)
