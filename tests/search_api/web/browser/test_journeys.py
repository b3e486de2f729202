"""What readers do, from the question to the page that answers it."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from models.language import Language
from tests.search_api.web.browser.conftest import MISSING, Opens


@dataclass(frozen=True)
class Asked:
    """A question whose answer is in another language."""

    language: Language
    question: str
    study: str
    mark: str
    file: str


ASKED = [
    Asked(
        Language.FR,
        "Combien de cyclistes blessés manquent dans les statistiques des accidents de vélo ?",
        "fietsongevallen",
        "En néerlandais",
        "fietsongevallen_nl.pdf",
    ),
    Asked(
        Language.NL,
        "Welk effect heeft vliegtuiglawaai op de slaap?",
        "bruit-avions-sommeil",
        "In het Frans",
        "bruit-avions-sommeil_fr.pdf",
    ),
    Asked(
        Language.EN,
        "How does aircraft noise disturb sleep?",
        "bruit-avions-sommeil",
        "In French",
        "bruit-avions-sommeil_fr.pdf",
    ),
]


def answer(page: Page, study: str) -> Locator:
    """Return the result that shows a study."""
    return page.locator(".result", has=page.locator(f"h3 a[href$='/study/{study}']"))


def ask(page: Page, question: str) -> None:
    page.locator("#q").fill(question)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.language)
@pytest.mark.parametrize(
    ("scripts", "width"), [(True, 360), (False, 1280)], ids=["a phone", "a desk without scripts"]
)
def test_a_question_leads_to_the_page_of_an_answer_in_another_language(
    opens: Opens, asked: Asked, scripts: bool, width: int
) -> None:
    page = opens(f"/{asked.language}", scripts=scripts, width=width)
    page.locator("#q").focus()
    ask(page, asked.question)
    found = answer(page, asked.study)
    passage = found.locator(".passage").filter(has_text=asked.mark).first
    expect(passage).to_be_visible()
    expect(passage.locator(".source a").first).to_contain_text(asked.file)
    url = passage.locator("a.file").get_attribute("href") or ""
    assert re.fullmatch(rf"/api/v1/studies/{asked.study}/files/1#page=[1-9]", url)
    opened = page.request.get(url.partition("#")[0])
    assert opened.headers["content-type"] == "application/pdf"
    assert opened.headers["content-disposition"].startswith("inline")
    found.locator("h3 a").click()
    expect(page.locator("h1")).to_be_visible()
    assert urlsplit(page.url).path == f"/{asked.language}/study/{asked.study}"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_filter_is_put_on_and_taken_off_and_the_back_button_undoes_it(
    opens: Opens, language: Language, scripts: bool
) -> None:
    page = opens(f"/{language}?q=mobilité", scripts=scripts)
    summary, chips = page.locator(".head h2"), page.locator(".chips a:not(.all)")
    before = summary.inner_text()
    page.locator("#language-nl").click()
    expect(chips).to_have_count(1)
    expect(summary).not_to_have_text(before)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["mobilité"], "language": ["nl"]}
    # The other languages of the page keep the filter.
    assert "language=nl" in (page.locator("#languages a").first.get_attribute("href") or "")
    page.go_back()
    expect(chips).to_have_count(0)
    expect(summary).to_have_text(before)
    page.go_forward()
    expect(chips).to_have_count(1)
    chips.first.click()
    expect(chips).to_have_count(0)
    expect(summary).to_have_text(before)


@pytest.mark.parametrize(
    ("language", "said", "left"),
    [
        (Language.FR, "études de Bruxelles Environnement sur l'air depuis 2018", "l'air"),
        (Language.NL, "studies van Leefmilieu Brussel over luchtkwaliteit sinds 2018", "luchtkwaliteit"),
        (Language.EN, "studies by Brussels Environment on air quality since 2018", "air quality"),
    ],
)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_filter_said_in_words_is_shown_and_taken_off(
    opens: Opens, language: Language, said: str, left: str, scripts: bool
) -> None:
    page = opens(f"/{language}", scripts=scripts)
    ask(page, said)
    chips = page.locator(".chips a:not(.all)")
    expect(chips).to_have_count(2)
    expect(page.locator(".read")).to_contain_text("2018")
    expect(page.locator("#q")).to_have_value(left)
    chips.nth(1).click()
    expect(chips).to_have_count(1)
    expect(page.locator("#q")).to_have_value(left)
    assert parse_qs(urlsplit(page.url).query) == {"q": [left], "administration": ["bruxelles-environnement"]}


def test_with_a_script_only_the_answer_changes(opens: Opens) -> None:
    page = opens("/fr")
    page.evaluate("window.sameDocument = true")
    ask(page, "péage urbain")
    expect(page.locator(".result mark").first).to_be_visible()
    page.locator("#date_from").fill("2020")
    page.locator("#apply-dates").click()
    expect(page.locator(".chips a:not(.all)")).to_have_count(1)
    page.locator(".orders a").nth(1).click()
    expect(page.locator(".orders a").nth(1)).to_have_attribute("aria-current", "true")
    assert page.evaluate("window.sameDocument")
    assert page.evaluate("document.activeElement.id") == "order-2", "the keyboard stays where it was"
    assert parse_qs(urlsplit(page.url).query) == {
        "q": ["péage urbain"],
        "date_from": ["2020"],
        "sort": ["newest"],
    }
    assert page.title() == "péage urbain – Savoir"
    expect(page.locator("#said")).to_have_text(page.locator(".head h2").inner_text())


def test_a_new_question_keeps_the_filters(opens: Opens) -> None:
    page = opens("/en?q=noise&language=nl&date_from=2015")
    ask(page, "air")
    expect(page.locator("h2", has_text="stud").first).to_be_visible()
    page.wait_for_url(re.compile("q=air"))
    expect(page.locator(".chips a:not(.all)")).to_have_count(2)


def test_what_is_typed_is_completed(opens: Opens) -> None:
    page = opens("/nl")
    page.locator("#q").press_sequentially("mobil")
    option = page.locator("#suggestions option[value='Brussel Mobiliteit']")
    expect(option).to_have_count(1)
    assert urlsplit(page.url).path == "/nl"


@pytest.mark.parametrize("language", Language)
def test_the_keyboard_alone_is_enough(opens: Opens, language: Language) -> None:
    page = opens(f"/{language}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("geluid en slaap")
    page.keyboard.press("Enter")
    expect(page.locator(".result mark").first).to_be_visible()
    seen = [_tab(page) for _ in range(7)]
    assert seen[0].startswith("BUTTON")
    assert any(stop.startswith("A /") and "/study/" in stop for stop in seen)
    page.locator(".result h3 a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/{language}/study/"))


def _tab(page: Page) -> str:
    """Go to the next stop, which must be seen to have the focus."""
    page.keyboard.press("Tab")
    stop = page.locator(":focus")
    expect(stop).to_be_in_viewport()
    style: str = stop.evaluate("element => getComputedStyle(element).outlineStyle")
    assert style != "none"
    name: str = stop.evaluate("element => element.tagName + ' ' + (element.getAttribute('href') || '')")
    return name


@pytest.mark.parametrize(
    "path",
    [
        "/fr",
        "/nl?q=qualité+de+l'air&date_from=2018&language=nl&administration=bruxelles-environnement&colour=red",
        "/en/study/renovatie-sociale-woningen",
        "/nl/numbers",
        f"/fr/study/{MISSING}",
    ],
)
def test_a_phone_shows_every_page_without_scrolling_sideways(opens: Opens, path: str) -> None:
    page = opens(path, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_phone_leads_from_the_results_to_the_filters(opens: Opens) -> None:
    page = opens("/fr?q=bruit", width=360)
    page.locator(".jump").click()
    expect(page.locator("#refine h2")).to_be_in_viewport()


def test_a_page_with_all_that_it_loads_is_light(opens: Opens) -> None:
    page = opens("about:blank")
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto("/fr?q=Quel+serait+l'effet+d'un+péage+urbain")
    page.wait_for_load_state("networkidle")
    assert len(sizes) >= 3
    assert sum(sizes) < 150_000
