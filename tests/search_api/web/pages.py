"""Pages as readers get them, parsed."""

from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient


def fetch(
    client: TestClient, url: str, *, status: int = 200, params: Mapping[str, Any] | None = None, **more: Any
) -> BeautifulSoup:
    """Return the page at an address, which must answer with this status."""
    response = client.get(url, params={**(params or {}), **more} or None, follow_redirects=False)
    assert response.status_code == status, (url, response.status_code, response.text)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return BeautifulSoup(response.text, "lxml")


def one(page: Tag, path: str) -> Tag:
    """Return the only element at a path of CSS."""
    (found,) = page.select(path)
    return found


def plain(element: Tag) -> str:
    """Return the text of an element, its spaces collapsed."""
    return " ".join(element.get_text(" ").split())


def text(page: Tag, path: str) -> str:
    """Return the text of the only element at a path."""
    return plain(one(page, path))


def texts(page: Tag, path: str) -> list[str]:
    """Return the text of every element at a path."""
    return [plain(found) for found in page.select(path)]


def links(page: Tag, path: str) -> Mapping[str, str]:
    """Return the addresses of the links at a path by their text."""
    return {plain(found): str(found["href"]) for found in page.select(path)}
