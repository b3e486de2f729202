"""What every page of the desk has."""

from dataclasses import dataclass

from fastapi.responses import HTMLResponse

from corpus.people.permissions import Permission
from models.language import Language
from search_api.access.forms import csrf_of
from search_api.access.who import Visitor
from search_api.site import Site
from search_api.web.rendering import frame, page
from search_api.web.wording import wording

DESK = "/desk"
"""What the path of a page of the desk begins with, after its language."""

PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
"""No cache keeps a page of the desk, and no other site learns its address."""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation."""

    name: str
    url: str
    current: bool


_PLACES: tuple[tuple[str, str, Permission], ...] = (
    ("", "Desk", Permission.READ),
    ("/inbox", "Inbox", Permission.READ),
    ("/studies", "Studies", Permission.READ),
    ("/duplicates", "Duplicates", Permission.READ),
    ("/administrations", "Administrations", Permission.READ),
    ("/glossary", "Glossary", Permission.READ),
    ("/law", "Legal view", Permission.READ),
    ("/harvests", "Harvests", Permission.READ),
    ("/check", "Check", Permission.ADMINISTER),
    ("/people", "People", Permission.ADMINISTER),
    ("/tokens", "Tokens", Permission.ADMINISTER),
    ("/account", "My account", Permission.READ),
)
"""Path, English name and the permission that its pages need, in order."""


def desk_page(
    template: str,
    language: Language,
    site: Site,
    visitor: Visitor,
    *,
    path: str,
    title: str,
    status: int = 200,
    **views: object,
) -> HTMLResponse:
    """Return a page of the desk, which no cache keeps.

    Args:
        template: below ``templates/desk``.
        language: of the page.
        site: where this installation is.
        visitor: who sees it.
        path: below ``/{language}/desk``, with its query; empty for the first page.
        title: in the language of the page.
        status: of HTTP.
        views: what fills the template.
    """
    made = frame(language, title, {other: f"/{other}{DESK}{path}" for other in Language}, site)
    return page(
        f"desk/{template}",
        made,
        status=status,
        headers=PRIVATE,
        visitor=visitor,
        places=_places(language, visitor, path.partition("?")[0]),
        csrf=csrf_of(visitor.session or ""),
        **views,
    )


def _places(language: Language, visitor: Visitor, path: str) -> tuple[Place, ...]:
    words = wording(language)
    return tuple(
        Place(words.text(name), f"/{language}{DESK}{place}", _within(path, place))
        for place, name, needed in _PLACES
        if needed in visitor.permissions
    )


def _within(path: str, place: str) -> bool:
    return path == place or (bool(place) and path.startswith(f"{place}/"))
