"""Every page of the desk, new ones too: axe finds nothing, and none is scrolled sideways."""

import re
from collections.abc import Callable, Iterator

from fastapi.routing import iter_route_contexts
from playwright.sync_api import Page, expect

from models.language import Language
from search_api.web.desk.routing import router
from tests.end_to_end.program import PATIENCE
from tests.search_api.web.browser.conftest import Opens
from tests.search_api.web.browser.desk.conftest import BRAM, SignsIn, press
from tests.search_api.web.browser.desk.heap import payloads
from tests.search_api.web.browser.desk.studies import LETTER, TRAM
from tests.search_api.web.browser.looking import faults

DESK = "/{language:lang}/desk"
NO_PAGES = {
    "/desk/sign-in/callback",
    f"{DESK}/sign-in/callback",
    f"{DESK}/sign-in/provider",
    f"{DESK}/signed-out",
    f"{DESK}/studies/{{study}}/files/{{n}}/page/{{number}}.png",
    f"{DESK}/studies/{{study}}/personal-data/{{key}}.png",
    f"{DESK}/bulk/{{job}}/events",
}
"""Pictures, what programs follow, and what there is with an identity provider alone."""
LINK = f"{DESK}/new-password"
"""Where a link leads that an administrator makes."""
FOR_VISITORS = {f"{DESK}/sign-in", LINK}
FILLED = {"name": BRAM, "year": "2020", "first": "urban-heat", "second": TRAM, "n": "1", "number": "1"}
ENTRIES = {"administrations": "bruxelles-mobilite", "glossary": "congestion-charge"}
WITH_FINDINGS = f"{DESK}/studies/{{study}}/personal-data"

INVENTORY = "Identifiant;Titre;Commanditaire;Montant;Fichier\nrue;La rue;Bruxeles Mobilté;1.250;rue.pdf\n"


def pages() -> Iterator[str]:
    """Yield the routes that answer with a page."""
    for context in iter_route_contexts(router.routes):
        if context.path and "GET" in (context.methods or ()) and context.path not in NO_PAGES:
            yield context.path


def address(route: str, language: Language, job: str) -> str:
    study = LETTER if route == WITH_FINDINGS else TRAM
    entry = next((one for part, one in ENTRIES.items() if f"/{part}/" in route), "")
    filled = {**FILLED, "language:lang": language, "study": study, "entry": entry, "job": job}
    return re.sub(r"\{([^}]*)\}", lambda name: filled[name[1]], route)


def picture(route: str, language: Language) -> str:
    """Return what pictures of a page are called."""
    return "-".join(["desk", *re.findall(r"\w+", route.removeprefix(DESK)), language])


def test_no_page_has_a_fault(signs_in: SignsIn, opens: Opens) -> None:
    librarian, visitor = signs_in(Language.EN), opens("/en")
    bring_in(librarian)
    librarian.goto(f"/en/desk/people/{BRAM}")
    press(librarian, "form[action$='/link'] button")
    link = librarian.input_value("#link").partition("/desk/")[2]
    job = changed(librarian)
    wrong: dict[str, list[object]] = {}
    for number, route in enumerate(pages()):
        page = visitor if route in FOR_VISITORS else librarian
        for turn, language in enumerate(Language):
            answer = page.goto(f"/{language}/desk/{link}" if route == LINK else address(route, language, job))
            assert answer is not None
            assert answer.status == 200, page.url
            # By axe in one language; by their widths, which words decide, in all.
            by_axe = (number + turn) % len(Language) == 0
            wrong[page.url] = faults(page, picture(route, language), axe=by_axe)
    assert {url: found for url, found in wrong.items() if found} == {}


def bring_in(page: Page) -> None:
    """Leave questions in the inbox."""
    page.goto("/en/desk/inbox")
    files = {"inventaire.csv": INVENTORY.encode(), "rue.pdf": b"%PDF-1.4\n", "loin.txt": b" \n"}
    page.set_input_files("#files", payloads(files))
    press(page, "form[enctype] button")
    expect(page.locator("tbody tr").first).to_contain_text("Done", timeout=1000 * PATIENCE)
    assert page.locator(".todo li").count() >= 3


def changed(page: Page) -> str:
    """Publish what was brought in, and return the job that does it."""
    for step in ("submit", "publish"):
        page.goto("/en/desk/studies?q=rue")
        press(page, "button[value=all]")
        page.check("input[value=take_step]")
        page.select_option("[id='take_step.instead']", step)
        press(page, "button[name=preview]")
        press(page, "button[name=apply]")
    # The page shows the end by itself.
    expect(page.locator("progress")).to_have_count(0, timeout=1000 * PATIENCE)
    return page.url.rpartition("/")[2]


def choose_many(page: Page) -> None:
    page.goto("/fr/desk/studies")
    press(page, "button[value=all]")


def preview_many(page: Page) -> None:
    choose_many(page)
    page.check("input[value=take_step]")
    press(page, "button[name=preview]")


def mistype(page: Page) -> None:
    page.goto(f"/nl/desk/studies/{TRAM}")
    page.fill("#published", "gisteren")
    page.fill("#amount", "veel")
    press(page, "button[name=act]")


def disagree(page: Page) -> None:
    other = page.context.new_page()
    for one in (page, other):
        one.goto(f"/fr/desk/studies/{TRAM}")
    for one, said in ((other, "Bureau premier"), (page, "Bureau second")):
        one.fill("#contractor", said)
        press(one, "button[name=act]")
    other.close()


def forget_the_title(page: Page) -> None:
    page.goto("/en/desk/new-study")
    page.fill("#published", "yesterday")
    press(page, "button[name=act]")


def make_a_token(page: Page) -> None:
    page.goto("/nl/desk/account")
    page.fill("#label", "een programma")
    page.check("input[name=scope] >> nth=0")
    press(page, "form[action$='/tokens'] button")


FORMS: tuple[Callable[[Page], None], ...] = (
    choose_many,
    preview_many,
    mistype,
    disagree,
    forget_the_title,
    make_a_token,
)
"""What leads to pages that have no address of their own."""


def lost_ways(page: Page) -> list[str]:
    """Return the links to the page in other languages that lead nowhere."""
    links = [link.get_attribute("href") or "" for link in page.locator("#languages a").all()]
    assert len(links) == len(Language)
    return [link for link in links if page.request.get(link).status != 200]


def test_no_page_that_a_form_leads_to_has_a_fault(signs_in: SignsIn) -> None:
    page = signs_in(Language.FR, refused=(409, 422))
    wrong = {}
    for lead in FORMS:
        lead(page)
        wrong[lead.__name__] = [*faults(page, f"desk-{lead.__name__}"), *lost_ways(page)]
    assert {name: found for name, found in wrong.items() if found} == {}
