"""Looking at a page as readers have it: narrow and wide, light and dark, with axe-core and with pictures."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "axe" / "axe.min.js").read_text(encoding="utf-8")
PICTURES = os.environ.get("SAVOIR_TEST_PICTURES")
"""A folder that pictures of the pages are put into, where it is set."""

Scheme = Literal["light", "dark"]
LOOKS: tuple[tuple[int, Scheme], ...] = ((360, "light"), (1280, "dark"))
"""Each width and each scheme once: colours do not depend on the width."""


def looks(page: Page, name: str | None) -> Iterator[tuple[int, Scheme]]:
    """Give a page each look in turn, and take a picture of it by that name where pictures are wanted."""
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        if PICTURES and name:
            page.screenshot(path=Path(PICTURES, f"{name}-{width}-{scheme}.png"), full_page=True)
        yield width, scheme


def faults(page: Page, name: str, *, axe: bool = True) -> list[object]:
    """Return what axe finds in a page in each look, and where the page is wider than its window.

    Pictures are taken of what axe looks at: those of the other languages say little more, and take as long.
    """
    if axe:
        page.evaluate(AXE)
    found: list[object] = []
    for width, scheme in looks(page, name if axe else None):
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append((width, f"is {wide} pixels wide"))
        if axe:
            found += [(width, scheme, *violation) for violation in violations(page)]
    return found


def violations(page: Page) -> list[tuple[str, str]]:
    """Return the rules that axe finds broken, each with the element."""
    found: Any = page.evaluate("axe.run()")
    return [(one["id"], node["html"]) for one in found["violations"] for node in one["nodes"]]
