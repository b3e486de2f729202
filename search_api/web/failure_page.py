"""What went wrong, as a page."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from models.language import Language
from search_api.describing import API
from search_api.problems import language_of, title_of
from search_api.site import site_of
from search_api.web.addresses import page_language
from search_api.web.rendering import frame, page
from search_api.web.wording import wording


def is_page(request: Request) -> bool:
    """Return whether a request is for a page: by its address, or by what a browser at a wrong one accepts."""
    path = request.url.path
    if page_language(path) or path.startswith("/study/"):
        return True
    return not path.startswith(API) and "text/html" in request.headers.get("accept", "")


def failure_page(
    request: Request, status: int, kind: str, detail: str, headers: dict[str, str]
) -> HTMLResponse:
    """Return a page that says what went wrong and leads back to the search.

    Args:
        request: that failed.
        status: of HTTP.
        kind: of the problem, as ``outcomes`` has it.
        detail: what a program is told; people are told of a missing study in words of their own.
        headers: of the answer.
    """
    language = language_of(request)
    title = title_of(kind, status, language)
    if kind == "study-not-found":
        words = wording(language)
        detail = words.text("There is no study at this address: it may have been withdrawn, or mistyped.")
    made = frame(language, title, {other: f"/{other}" for other in Language}, site_of(request))
    said = {**headers, "Vary": "Accept, Accept-Language"}
    return page(
        "failure.html", made, status=status, headers=said, title=title, detail=detail[:1].upper() + detail[1:]
    )
