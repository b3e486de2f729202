"""A PDF is read at the page that was found, with the passage marked."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.search_api.web.browser.conftest import Opens

QUESTION = "/fr?q=Combien+de+cyclistes+blessés+manquent+dans+les+statistiques+des+accidents+de+vélo+%3F"
PLACE = "/file/1?page=2&passage=7&mark=fietsers&mark=ziekenhuiscijfers"


def drawn(page: Page, number: int) -> None:
    """Wait until a page of the file is drawn."""
    expect(page.locator(f"#reader[data-shown='{number}']")).to_be_visible()


def marks(page: Page, kind: str = "") -> str:
    """Return the marked text of the page, in one line."""
    return " ".join(" ".join(page.locator(f".textLayer mark{kind}").all_inner_texts()).split())


def has_ink(page: Page) -> Any:
    """Return whether the picture of the page has more than one colour."""
    return page.evaluate(
        """() => {
            const canvas = document.querySelector(".paper canvas");
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size > 2;
        }"""
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_a_french_question_opens_a_dutch_pdf_at_the_page_with_the_passage_marked(
    opens: Opens, width: int
) -> None:
    page = opens(QUESTION, width=width)
    result = page.locator(".result", has=page.locator("h3 a[href$='/study/fietsongevallen']"))
    passage = result.locator(".passage").first
    said = passage.locator("mark").first.inner_text()
    place = passage.locator(".source a").first
    number = int(re.search(r"page (\d+)", place.inner_text())[1])  # type: ignore[index]
    place.click()
    drawn(page, number)
    assert has_ink(page)
    assert said.lower() in marks(page, ".word").lower()
    assert len(marks(page).split()) > 40
    expect(page.locator(".textLayer mark").first).to_be_in_viewport()


def test_the_passage_is_marked_and_nothing_but_the_passage(opens: Opens) -> None:
    page = opens(f"/nl/study/fietsongevallen{PLACE}")
    drawn(page, 2)
    marked = marks(page).replace(" ", "")
    assert marked.startswith("8.AanbevelingenMaakvanderegistratieopspoed")
    assert "Beperkingen" not in marked
    assert set(marks(page, ".word").lower().split()) == {"fietsers", "ziekenhuiscijfers"}


def test_pages_are_turned_by_links_by_number_and_by_the_back_button(opens: Opens) -> None:
    page = opens(f"/en/study/fietsongevallen{PLACE}")
    drawn(page, 2)
    page.locator("#previous").click()
    drawn(page, 1)
    expect(page.locator("#where")).to_have_text("Page 1 of 2")
    assert "page=1&" in page.url
    page.locator("#page").fill("2")
    page.keyboard.press("Enter")
    drawn(page, 2)
    expect(page.locator("#itself")).to_have_attribute("href", re.compile("#page=2$"))
    page.go_back()
    drawn(page, 1)
    page.locator("#next").click()
    drawn(page, 2)


def test_a_page_is_made_larger(opens: Opens) -> None:
    page = opens("/en/study/fietsongevallen/file/1")
    drawn(page, 1)
    before = page.locator(".paper").evaluate("paper => paper.clientWidth")
    page.locator("#larger").click()
    expect(page.locator(".paper")).to_have_css("width", f"{int(before * 1.25)}px")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_an_anchor_opens_the_page_as_it_does_in_the_file_itself(opens: Opens) -> None:
    page = opens("/en/study/fietsongevallen/file/1#page=2")
    drawn(page, 2)


def test_without_scripts_the_file_and_its_text_are_offered(opens: Opens) -> None:
    page = opens(f"/fr/study/fietsongevallen{PLACE}", scripts=False)
    expect(page.locator("#plain")).to_contain_text("ouvrez le fichier lui-même")
    assert (page.locator("#itself").get_attribute("href") or "").endswith("/files/1#page=2")
    page.locator(".ways a").nth(1).click()
    expect(page.locator(":target mark", has_text="ziekenhuiscijfers")).to_be_visible()
    expect(page.locator(":target")).to_be_in_viewport()
