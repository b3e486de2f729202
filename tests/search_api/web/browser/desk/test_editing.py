"""The pages that studies are edited in, with scripts and without."""

from models.language import Language
from tests.search_api.web.browser.desk.conftest import BRAM, SignsIn, press
from tests.search_api.web.browser.desk.studies import TRAM


def test_pages_are_turned_beside_a_form_that_keeps_what_was_written(signs_in: SignsIn) -> None:
    page = signs_in(Language.FR, BRAM)
    page.goto(f"/fr/desk/studies/{TRAM}")
    page.fill("#contractor", "Not saved yet")
    page.click("#sheet-of-file a:has-text('Suivante')")
    page.wait_for_selector("#sheet-of-file img[src$='/page/2.png']")
    assert page.input_value("#contractor") == "Not saved yet"
    assert page.evaluate("document.querySelector('#sheet-of-file img').decode().then(() => true)")


def test_a_change_for_many_is_previewed_without_scripts(signs_in: SignsIn) -> None:
    page = signs_in(Language.EN, BRAM, scripts=False)
    page.goto(f"/en/desk/studies?q={TRAM}")
    page.check("input[name=id] >> nth=0")
    press(page, "button[value=chosen]")
    page.check("input[value=add_keyword]")
    page.fill("[id='add_keyword.value']", "night")
    press(page, "button[name=preview]")
    assert page.inner_text("#preview") == "This would change 1 study"
