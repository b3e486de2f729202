"""A judge gives a token once, grades results, and takes a grade back."""

import pytest
from playwright.sync_api import Page, expect

from models.language import Language
from tests.search_api.web.browser.conftest import TOKEN, Opens
from tests.search_api.web.browser.looking import faults

QUESTION = "/{language}?q=qualité+de+l'air"


def judging(opens: Opens, language: Language, *, scripts: bool) -> Page:
    """Open a window in which results can be graded."""
    page = opens(f"/{language}/judging", scripts=scripts)
    page.locator("#token").fill(TOKEN)
    page.keyboard.press("Enter")
    expect(page.locator("#token")).to_have_count(0)
    page.goto(QUESTION.format(language=language))
    return page


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_result_is_graded_and_graded_again(opens: Opens, scripts: bool) -> None:
    page = judging(opens, Language.FR, scripts=scripts)
    result = page.locator(".result").nth(1)
    identity = result.get_attribute("id")
    result.locator(".grades button").nth(3).click()
    expect(page.locator(f"#{identity} .grades [aria-pressed=true]")).to_have_attribute("value", "3")
    expect(page.locator(f"#{identity}")).to_be_in_viewport()
    page.locator(f"#{identity} .grades button").nth(0).click()
    expect(page.locator(f"#{identity} .grades [aria-pressed=true]")).to_have_attribute("value", "0")
    page.locator(".judge button").click()
    page.goto(QUESTION.format(language=Language.FR))
    expect(page.locator(".grades")).to_have_count(0)


def test_a_new_question_is_judged_for_itself(opens: Opens) -> None:
    page = judging(opens, Language.NL, scripts=True)
    page.locator("#q").fill("geluid en slaap")
    page.keyboard.press("Enter")
    expect(page.locator(".judge p")).to_contain_text("geluid en slaap")
    expect(page.locator(".grades input[name=q]").first).to_have_value("geluid en slaap")


@pytest.mark.parametrize("language", Language)
def test_axe_finds_no_violation_in_what_judges_see(opens: Opens, language: Language) -> None:
    page = judging(opens, language, scripts=True)
    for name, path in {
        "judging": QUESTION.format(language=language),
        "token": f"/{language}/judging",
    }.items():
        page.goto(path)
        assert faults(page, f"{name}-{language}") == []
