"""An inventory of many rows, imported as a librarian does."""

import io
import json
import random
import time

from openpyxl import Workbook

from corpus.administrations import registry
from eval.bench.desk.browser import Browser
from eval.bench.desk.pages import DESK
from eval.bench.desk.results import DeskJob
from eval.bench.errors import ServerFailedError
from eval.bench.synthetic import Words
from models.language import Language

_HEADER = ("Identifiant", "Titre", "Commanditaire", "Auteur", "Date", "Montant (€ HTVA)", "Fichier")
_GLANCE = 0.1
_OVER = frozenset({"done", "failed", "cancelled"})


def inventory(rows: int, *, seed: int, name: str) -> bytes:
    """Return an XLSX of so many rows whose files are missing: each leaves a question.

    Args:
        rows: below the header.
        seed: of what they say.
        name: what their ids begin with.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(_HEADER)
    words, rng = Words.shipped(), random.Random(seed)
    names = [entry.names[Language.FR] for entry in registry()]
    for number in range(rows):
        title, amount = words.text(rng, 9), f"{rng.randrange(4_000, 900_000)},00"
        author, day = f"Bureau {number % 40}", f"{rng.randrange(1, 28)}/03/{rng.randrange(2010, 2025)}"
        named, file = rng.choice(names), f"{name}-{number}.pdf"
        sheet.append((f"{name}-{number}", title, named, author, day, amount, file))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def bring_in(browser: Browser, rows: int, *, seed: int, name: str = "row") -> DeskJob:
    """Send an inventory through the page, and wait until its studies are there.

    Raises:
        ServerFailedError: the import fails.
    """
    content = inventory(rows, seed=seed, name=name)
    proof = [pair for pair in browser.get(f"{DESK}/inbox").hidden() if pair[0] == "csrf"]
    start = time.perf_counter()
    browser.upload(f"{DESK}/inbox", "inventaire.xlsx", content, proof)
    while (state := _state(browser)) not in _OVER:
        time.sleep(_GLANCE)
    if state != "done":
        raise ServerFailedError(f"the import {state}")
    return DeskJob(name=f"import of {rows:,} rows", seconds=round(time.perf_counter() - start, 2))


def open_questions(browser: Browser) -> int:
    """Return how many questions wait for a decision."""
    total: int = json.loads(browser.get("/api/v1/todo?limit=1").text)["total"]
    return total


def _state(browser: Browser) -> str:
    (job,) = json.loads(browser.get("/api/v1/imports?limit=1").text)["imports"]
    state: str = job["state"]
    return state
