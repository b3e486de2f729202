"""A heap of files with an inventory, from the inbox to the search page."""

from pathlib import Path

from playwright.sync_api import Page, expect

from models.language import Language
from tests.end_to_end.program import PATIENCE
from tests.search_api.web.browser.desk.conftest import DeskSite, SignsIn, press
from tests.search_api.web.browser.desk.heap import BROKEN, PEARL, payloads, write_heap

MOST_CONNECTIONS = 6
"""That a browser keeps to one server."""
QUESTIONS = 11
"""Six about broken files, and one about each fault of the inventory; two are about one file."""


def test_thirty_files_of_which_six_are_broken_are_brought_in_decided_and_published(
    signs_in: SignsIn, desk_site: DeskSite, tmp_path: Path
) -> None:
    page = signs_in(Language.FR)
    press(page, ".places a:has-text('Arrivages')")
    page.set_input_files("#files", write_heap(tmp_path))
    press(page, "form[enctype] button")
    expect(page.locator("progress")).to_have_count(1)
    # The page shows the end by itself.
    expect(page.locator("progress")).to_have_count(0, timeout=1000 * PATIENCE)
    expect(page.locator("tbody tr").first).to_contain_text("31 études")

    of_these = [f".todo li:has(a[href*='/desk/studies/{start}-'])" for start in ("caisse", "etude")]
    asked = page.locator(", ".join(of_these))
    expect(asked).to_have_count(QUESTIONS)
    for name in BROKEN:
        expect(asked.filter(has_text=name)).to_have_count(1)
    for _ in range(QUESTIONS - 1):
        press(page, asked.first.locator("button").first)
    expect(asked).to_have_count(0)

    lead_all(page, "submit")
    lead_all(page, "publish")
    reader = page.request
    desk_site.until(lambda: "/fr/study/caisse-05" in reader.get("/fr", params={"q": PEARL}).text())
    page.goto("/fr")
    page.fill("#q", PEARL)
    page.keyboard.press("Enter")
    expect(page.locator(".result mark", has_text="Zorglub").first).to_be_visible()
    press(page, ".result h3 a")
    expect(page.locator("h1")).to_have_text("Étude sur l'éclairage des parcs")
    page.goto("/fr/study/caisse-02")
    expect(page.locator("main")).to_contain_text("bruit-tramways.pdf")
    # What stood for the file alone left the catalogue when the row got the file.
    assert page.request.get("/fr/desk/studies/etude-bruit-tramways").status == 404


def test_a_page_with_many_waiting_imports_still_answers(signs_in: SignsIn, desk_site: DeskSite) -> None:
    page = signs_in(Language.NL)
    page.goto("/nl/desk/inbox")
    waiting = page.locator("tr[data-events]")
    with desk_site.worker_asleep():
        for number in range(1, MOST_CONNECTIONS + 2):
            text = f"Dossier {number} over de bloembakken.".encode()
            page.set_input_files("#files", payloads({f"dossier-{number}.txt": text}))
            press(page, "form[enctype] button")
            expect(waiting).to_have_count(number)
        for left in range(MOST_CONNECTIONS, -1, -1):
            press(page, waiting.locator("button[value=cancel]").first)
            expect(waiting).to_have_count(left)


def lead_all(page: Page, step: str) -> None:
    """Take all studies of the inventory a step further at once."""
    page.goto("/fr/desk/studies?q=caisse")
    press(page, "button[value=all]")
    page.check("input[value=take_step]")
    page.select_option("[id='take_step.instead']", step)
    press(page, "button[name=preview]")
    expect(page.locator("#preview")).to_contain_text("29 études")
    press(page, "button[name=apply]")
    expect(page.locator("[role=status]")).to_contain_text("29 études")
