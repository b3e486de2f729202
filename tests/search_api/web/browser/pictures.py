"""The pictures of README.md and docs/librarians.md, taken anew: ``scripts/pictures``.

A picture that looks as before is left alone, so that a day or an address in it changes no file.
"""

import io
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.people.permissions import Role
from corpus.people.person import PersonName
from corpus.people.store import People
from tests.end_to_end.program import ROOT, Apart, accepts, free_port, until
from tests.search_api.web.browser.conftest import CHROMIUM
from tests.search_api.web.browser.desk.heap import payloads

FOLDER = ROOT / "docs" / "pictures"
READER, DESK = ViewportSize(width=1100, height=860), ViewportSize(width=1100, height=1150)
NAME, PASSWORD = PersonName("anna"), "correct horse battery"
MINUTES = 600.0
"""Seconds that the sample may take to be read, or the server to end."""

LOOKS_LIKE, SHARE = 48, 0.0003
"""How much a pixel may differ, and which share of them may differ more, in two pictures that look alike."""

QUESTION = "/fr?q=accidents+de+vélo+sur+les+rails+de+tram+depuis+2018"
INVENTORY = """\
Identifiant;Titre;Commanditaire;Date;Montant (€ HTVA);Fichier
velos-cargo-2023;Vélos-cargo en ville : premiers usages;Bruxelles Mobilité;2023;48.500;velos-cargo.txt
bruit-nocturne;Le bruit nocturne des terrasses;Bruxelles Environement;2022;36500;bruit.txt
marches-2021;Les marchés publics de la Région;Bruxelles Mobilité;2021;12.000 ou 15.000;marches.pdf
bancs-publics;Où sont les bancs publics ?;Bruxelles Mobilité;2020;22500;bancs-publics.txt
"""
CARGO = """\
Vélos-cargo en ville : premiers usages

Un ménage sur vingt possède un vélo-cargo, et quatre sur cinq l'utilisent au moins une fois par mois. \
Contact de l'enquêtrice : Mme Claire Vandevelde, rue des Pommiers 12, 1030 Schaerbeek, GSM 0470 12 34 56, \
claire.vandevelde@exemple.example.
"""
FILES = {
    "inventaire.csv": INVENTORY.encode(),
    "velos-cargo.txt": CARGO.encode(),
    "bruit.txt": "Le bruit nocturne des terrasses a été mesuré dans six rues du Pentagone.\n".encode() * 3,
    "marches.pdf": b"%PDF-1.4\n",
    "bancs.txt": "Les bancs publics manquent surtout près des arrêts et des écoles.\n".encode() * 3,
}


def search(page: Page) -> None:
    """A French question with its Dutch answers."""
    page.set_viewport_size(READER)
    page.goto(QUESTION)


def reader(page: Page) -> None:
    """The first passage that answers it, on its page."""
    page.set_viewport_size(READER)
    page.goto(QUESTION)
    page.locator(".passage .source a").first.click()
    expect(page.locator("#reader[data-shown]")).to_be_visible()
    page.locator(".textLayer mark").first.scroll_into_view_if_needed()


def desk_inbox(page: Page) -> None:
    """An import with its questions."""
    page.set_viewport_size(DESK)
    page.goto("/fr/desk")
    page.fill("#name", NAME)
    page.fill("#password", PASSWORD)
    page.click("main form button")
    page.goto("/fr/desk/inbox")
    page.set_input_files("#files", payloads(FILES))
    page.click("form[enctype] button")
    expect(page.locator("tbody tr").first).to_contain_text("Terminé")
    page.mouse.move(0, 0)


def desk_study(page: Page) -> None:
    """A study beside the page of its file."""
    page.goto("/fr/desk/studies/fietsongevallen")
    page.evaluate("document.querySelector('.sheet img').decode()")


def desk_personal(page: Page) -> None:
    """What is personal in a draft."""
    page.goto("/fr/desk/studies/velos-cargo-2023/personal-data")


PICTURES: Mapping[str, Callable[[Page], None]] = {
    "search": search,
    "reader": reader,
    "desk-inbox": desk_inbox,
    "desk-study": desk_study,
    "desk-personal": desk_personal,
}
"""What leads to each picture, in this order."""


@contextmanager
def served(data: Path) -> Iterator[str]:
    """Serve the sample corpus with an account, and yield the address."""
    program, port = Apart(data, {"SAVOIR_SPACE_KEPT": "0"}), free_port()
    with (data.parent / "log").open("w") as log:
        out = log.fileno()
        with program.running("ingest", "corpus/sample", out=out, err=out) as ingesting:
            ingesting.wait(MINUTES)
        with Catalogue.open(sqlite_url(data / "catalogue.sqlite")) as catalogue:
            catalogue.beside(People).create(NAME, Role.ADMINISTRATOR, PASSWORD, by=NAME)
        with program.running("serve", "--port", str(port), out=out, err=out) as process:
            until(lambda: accepts(port), process)
            yield f"http://127.0.0.1:{port}"
            process.terminate()
            process.wait(MINUTES)


def keep(name: str, taken: bytes) -> bool:
    """Keep a picture under a name unless the one that is there looks alike; return whether it was kept."""
    path = FOLDER / f"{name}.png"
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    if path.exists() and look_alike(picture, Image.open(path).convert("RGB")):
        return False
    picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    return True


def look_alike(one: Image.Image, other: Image.Image) -> bool:
    """Return whether two pictures differ in no more than a few small places."""
    if one.size != other.size:
        return False
    grey = ImageChops.difference(one, other).convert("L")
    differing = sum(grey.histogram()[LOOKS_LIKE:])
    return differing <= SHARE * one.width * one.height


def main() -> None:
    """Take all pictures."""
    expect.set_options(timeout=120_000)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "data") as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(base_url=url, reduced_motion="reduce", color_scheme="light").new_page()
        for name, lead in PICTURES.items():
            lead(page)
            print(f"{name}: {'taken' if keep(name, page.screenshot()) else 'looks as before'}")
        browser.close()


if __name__ == "__main__":
    main()
