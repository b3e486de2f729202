"""The pages that studies are edited in, in a browser: with scripts and without, and looked over by axe."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.people.permissions import Role
from corpus.people.person import PersonName
from corpus.people.store import People
from tests.search_api.web.browser.conftest import Opens
from tests.search_api.web.browser.test_accessibility import AXE, violations

NAME, PASSWORD = PersonName("editor"), "correct horse battery"
STUDY = "/fr/desk/studies/bruit-avions-sommeil"
PAGES = (
    "/nl/desk/studies?q=fiets",
    STUDY,
    f"{STUDY}/history",
    "/en/desk/new-study",
    "/fr/desk/law",
    "/nl/desk/law/2021",
)


@pytest.fixture(scope="module", autouse=True)
def account(sample_library: Path) -> None:
    """An account; nothing else of the library is changed here."""
    with Catalogue.open(sqlite_url(sample_library / "catalogue.sqlite")) as catalogue:
        catalogue.beside(People).create(NAME, Role.LIBRARIAN, PASSWORD, by="test")


def sign_in(opens: Opens, *, scripts: bool = True) -> Page:
    page = opens("/fr/desk/sign-in", scripts=scripts)
    page.fill("#name", NAME)
    page.fill("#password", PASSWORD)
    page.click("main form button")
    return page


def test_axe_finds_no_violation_where_studies_are_edited(opens: Opens) -> None:
    page = sign_in(opens)
    for path in PAGES:
        page.goto(path)
        page.evaluate(AXE)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if width == 360 else "light")
            assert violations(page) == [], (path, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width, path


def test_pages_are_turned_beside_a_form_that_keeps_what_was_written(opens: Opens) -> None:
    page = sign_in(opens)
    page.goto(STUDY)
    page.fill("#contractor", "Not saved yet")
    page.click("#sheet-of-file a:has-text('Suivante')")
    page.wait_for_selector("#sheet-of-file img[src$='/page/2.png']")
    assert page.input_value("#contractor") == "Not saved yet"
    assert page.evaluate("document.querySelector('#sheet-of-file img').decode().then(() => true)")


def test_a_change_for_many_is_previewed_without_scripts(opens: Opens) -> None:
    page = sign_in(opens, scripts=False)
    page.goto("/en/desk/studies?q=bruit")
    page.check("input[name=id] >> nth=0")
    page.click("button[value=chosen]")
    page.check("input[value=add_keyword]")
    page.fill("[id='add_keyword.value']", "night")
    page.click("button[name=preview]")
    assert page.inner_text("#preview") == "This would change 1 study"
