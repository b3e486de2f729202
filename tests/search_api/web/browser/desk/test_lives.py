"""What befalls a study at the desk: two librarians, a withdrawal, personal data, a way back."""

from playwright.sync_api import Locator, Page, expect

from models.language import Language
from tests.search_api.web.browser.conftest import Opens
from tests.search_api.web.browser.desk.conftest import ANNA, BRAM, DeskSite, SignsIn, press
from tests.search_api.web.browser.desk.studies import LETTER, MAIL, PHONE, TRAM

REASON = "The figures were wrong: see the edition of 2023."
TITLE = "Nachttrams in Brussel"
TELLING = (
    "/en?q=nachttrams",
    "/nl/suggest?q=nachttr",
    "/api/v1/suggest?q=nachttr",
    "/api/v1/search?q=nachttrams",
    "/api/v1/studies",
    "/feeds/search.atom?q=nachttrams",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/dcat.ttl",
    "/opensearch/suggestions?q=nachttr",
)
"""Addresses that tell the title of a published study."""
OWN = (
    f"/en/study/{TRAM}",
    f"/en/study/{TRAM}/file/1",
    f"/en/study/{TRAM}/text/1",
    f"/api/v1/studies/{TRAM}",
    f"/api/v1/studies/{TRAM}/files/1",
)
"""Addresses of one study alone."""


def test_two_librarians_on_one_study_lose_nothing(signs_in: SignsIn) -> None:
    address = "/nl/desk/studies/observatoire-loyers"
    first, second = signs_in(Language.NL, ANNA), signs_in(Language.NL, BRAM, refused=(409,))
    for page in (first, second):
        page.goto(address)
    first.fill("#contractor", "Bureau van Anna")
    first.fill("[id='titles.nl']", "De huurprijzen volgens Anna")
    press(first, "button[name=act]")
    second.fill("#contractor", "Bureau van Bram")
    second.fill("#amount", "99 000,00")
    press(second, "button[name=act]")
    conflict = second.locator("#contractor-conflict")
    expect(conflict).to_contain_text("Bureau van Anna")
    expect(conflict).to_contain_text("anna")
    expect(second.locator("#contractor")).to_have_value("Bureau van Bram")
    expect(second.locator("[id='titles.nl']")).to_have_value("De huurprijzen volgens Anna")
    press(second, conflict.locator("button"))
    expect(second.locator("#contractor")).to_have_value("Bureau van Anna")
    press(second, "button[name=act]")
    expect(second.locator("[role=status]")).to_have_text("Opgeslagen.")
    first.goto(address)
    assert [first.input_value(name) for name in ("#contractor", "[id='titles.nl']", "#amount")] == [
        "Bureau van Anna",
        "De huurprijzen volgens Anna",
        "99000",
    ]
    press(first, "a[href$='/history']")
    assert [who.split(",")[0] for who in first.locator("h2").all_inner_texts()[:2]] == ["3. bram", "2. anna"]


def test_a_withdrawn_study_is_gone_everywhere(signs_in: SignsIn, opens: Opens, desk_site: DeskSite) -> None:
    reader = opens("/en?q=nachttrams", refused=(410,))
    expect(reader.locator(".result h3 a", has_text=TITLE)).to_be_visible()
    reader.goto(OWN[1])
    expect(reader.locator("#reader[data-shown='1']")).to_be_visible()
    before = counted(reader)
    assert [address for address in TELLING if TITLE not in told(reader, address)] == []
    assert [address for address in OWN if reader.request.get(address).status != 200] == []
    assert TRAM in told(reader, "/sitemap-1.xml")

    page = signs_in(Language.EN)
    page.goto(f"/en/desk/studies/{TRAM}")
    page.fill("#reason", REASON)
    press(page, "button[value=withdraw]")
    expect(page.locator(".life")).to_contain_text(f"Withdrawn: {REASON}")

    assert [address for address in TELLING if TITLE in told(reader, address)] == []
    assert [address for address in OWN if reader.request.get(address).status != 410] == []
    assert TRAM not in told(reader, "/sitemap-1.xml")
    assert counted(reader) == before - 1
    reader.goto("/en?q=nachttrams")
    expect(reader.locator(".result h3 a", has_text=TITLE)).to_have_count(0)
    for address in OWN[:2]:
        reader.goto(address)
        expect(reader.locator("h1")).to_have_text("Study withdrawn")
        expect(reader.locator("main")).to_contain_text(REASON)

    press(page, "button[value=restore]")
    desk_site.until(lambda: TITLE in told(reader, TELLING[0]))


def test_personal_data_is_decided_about_before_a_study_is_published(
    signs_in: SignsIn, opens: Opens, desk_site: DeskSite
) -> None:
    page = signs_in(Language.NL, BRAM, refused=(409,))
    page.goto(f"/nl/desk/studies/{LETTER}")
    press(page, "button[value=publish]")
    expect(page.locator("[role=alert]")).to_contain_text("persoonsgegevens")
    press(page, "a[href$='/personal-data']")
    finding(page, MAIL).locator("[value=harmless]").check()
    finding(page, PHONE).locator("[value=redacted]").check()
    press(page, "main form:has(.findings) button[type=submit]")
    expect(page.locator(".wrong")).to_contain_text("plaintes.pdf")
    page.goto(f"/nl/desk/studies/{LETTER}")
    press(page, "button[value=publish]")
    expect(page.locator("[role=status]")).to_have_text("Opgeslagen.")

    reader = opens("/nl")
    desk_site.until(lambda: LETTER in told(reader, "/nl?q=plaintes+des+riverains+du+ring"))
    reader.goto(f"/nl/study/{LETTER}/text/1")
    expect(reader.locator("main")).to_contain_text(MAIL)
    expect(reader.locator("main")).not_to_contain_text(PHONE)
    found = reader.request.get("/api/v1/search", params={"q": f"plainte confirmée au {PHONE}"}).json()
    assert LETTER in [one["study"]["id"] for one in found["results"]]
    assert PHONE not in str(found["results"])
    assert reader.request.get(f"/api/v1/studies/{LETTER}/files/1").status == 404


def test_an_earlier_state_is_restored(signs_in: SignsIn, opens: Opens, desk_site: DeskSite) -> None:
    page = signs_in(Language.FR)
    page.goto("/fr/desk/studies/peage-urbain")
    before = page.input_value("[id='titles.fr']")
    page.fill("[id='titles.fr']", "Un titre par erreur")
    press(page, "button[name=act]")
    reader = opens("/fr/study/peage-urbain")
    expect(reader.locator("h1")).to_have_text("Un titre par erreur")
    press(page, "a[href$='/history']")
    press(page, "section:has(#change-1) button[name=to]")
    expect(page.locator("section:has(#change-3)")).to_contain_text("Un titre par erreur")
    press(page, "a:has-text('Retour')")
    assert page.input_value("[id='titles.fr']") == before
    reader.reload()
    expect(reader.locator("h1")).to_have_text(before)
    desk_site.until(lambda: before in told(reader, "/fr?q=péage+ménage+motorisé"))


def finding(page: Page, text: str) -> Locator:
    """Return what asks about something personal."""
    return page.locator(".findings > li", has=page.locator("mark", has_text=text))


def told(page: Page, address: str) -> str:
    """Return what an address says to a reader."""
    return page.request.get(address).text()


def counted(page: Page) -> int:
    """Return how many studies the statistics count."""
    studies: int = page.request.get("/api/v1/numbers").json()["total"]["studies"]
    return studies
