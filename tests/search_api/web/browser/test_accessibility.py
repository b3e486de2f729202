"""axe-core finds nothing on any page, light or dark; pictures of the pages for those who look."""

import pytest

from models.language import Language
from tests.search_api.web.browser.conftest import MISSING, Opens
from tests.search_api.web.browser.looking import AXE, faults, violations

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


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(opens: Opens, name: str, language: Language) -> None:
    page = opens(f"/{language}{PAGES[name]}")
    if name == "reader":
        page.wait_for_selector("#reader[data-shown]")
    assert faults(page, f"{name}-{language}") == []


def test_axe_would_see_a_fault(opens: Opens) -> None:
    page = opens("/en", color_scheme="light")
    page.evaluate(AXE)
    page.evaluate("document.querySelector('label[for=q]').remove()")
    page.evaluate("document.querySelector('.hint').style.color = '#ccc'")
    assert {rule for rule, _ in violations(page)} >= {"label", "color-contrast"}
