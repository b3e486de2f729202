"""axe-core finds nothing on any page, light or dark; pictures of the pages for those who look."""

import os
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from models.language import Language
from tests.search_api.web.browser.conftest import MISSING, Opens

AXE = (Path(__file__).parents[1] / "axe" / "axe.min.js").read_text(encoding="utf-8")
PICTURES = os.environ.get("SAVOIR_TEST_PICTURES")
"""A folder that pictures of the pages are put into, where it is set."""

PAGES = {
    "start": "",
    "results": "?q=Quel+serait+l'effet+d'un+péage+urbain+sur+les+ménages+%3F",
    "filtered": "?q=qualité+de+l'air&language=nl&date_from=2018&cost_min=1000&sort=newest&colour=red",
    "empty": "?q=zzzz&mode=keyword&language=nl&date_from=2030",
    "study": "/study/peage-urbain-menages",
    "text": "/study/stadslandbouw/text/1#passage-3",
    "numbers": "/numbers",
    "reader": "/study/fietsongevallen/file/1?page=2&passage=7&mark=fietsers",
    "failure": f"/study/{MISSING}",
}


Scheme = Literal["light", "dark"]
LOOKS: tuple[tuple[int, Scheme], ...] = ((360, "light"), (1280, "dark"), (360, "dark"), (1280, "light"))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(opens: Opens, name: str, language: Language) -> None:
    page = opens(f"/{language}{PAGES[name]}")
    if name == "reader":
        page.wait_for_selector("#reader[data-shown]")
    page.evaluate(AXE)
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        if PICTURES:
            picture = Path(PICTURES, f"{name}-{language}-{width}-{scheme}.png")
            page.screenshot(path=picture, full_page=True)
        if (width == 360) is (scheme == "light"):
            assert violations(page) == [], (width, scheme)


def test_axe_would_see_a_fault(opens: Opens) -> None:
    page = opens("/en", color_scheme="light")
    page.evaluate(AXE)
    page.evaluate("document.querySelector('label[for=q]').remove()")
    page.evaluate("document.querySelector('.hint').style.color = '#ccc'")
    assert {rule for rule, _ in violations(page)} >= {"label", "color-contrast"}


def violations(page: Page) -> list[tuple[str, str]]:
    found: Any = page.evaluate("axe.run()")
    return [(one["id"], node["html"]) for one in found["violations"] for node in one["nodes"]]
