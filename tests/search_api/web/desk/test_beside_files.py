"""What the form of a study shows of its files: pictures of pages, and what they say of the study."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from fastapi.testclient import TestClient

from corpus.study import FileState, Study, StudyFile, StudyId
from ingest import cache
from ingest.passage import Extraction, Heading, PageSpan, Passage, PassageId
from models.language import Language
from search_api.ingesting.reading import source_of
from search_api.jobs.queue import JobQueue
from search_api.services import Services
from tests.ingest.builders import column, write_pdf
from tests.search_api.web.desk.test_editing_pages import fields, parsed, send
from tests.search_api.web.pages import fetch, one, text, texts

ID = StudyId("neuf")
PAGE = f"/fr/desk/studies/{ID}"
TEXT = "Rapport commandé par Bruxelles Mobilité, Bruxelles, mars 2021. Le mot urban ne dit rien de plus."


def bring(desk: Services, folder: Path, name: str = "rapport.pdf") -> StudyFile:
    """Bring in a draft that says nothing but a file."""
    path = write_pdf(folder / "a.pdf", [column(72, 700, ["Le bruit des trams"])])
    stored = desk.files.add(path)
    file = StudyFile(sha256=stored.sha256, name=name, size=stored.size)
    desk.catalogue.add_study(Study(id=ID, titles={Language.FR: "rapport"}, files=(file,)), by="anna")
    return file


def keep_reading(desk: Services, file: StudyFile) -> None:
    passage = Passage(
        id=PassageId("p-0"), file=file.sha256, number=0, text=TEXT, language=Language.FR, pages=PageSpan(1, 1)
    )
    read = Extraction(
        file=file.sha256,
        state=FileState.INDEXED,
        passages=(passage,),
        outline=(Heading(text="Le bruit des trams", depth=1, page=1),),
        title="Le bruit des trams",
        author="Bureau Exemple",
        created=date(2024, 1, 1),
        language=Language.FR,
    )
    cache.save(desk.extractions, source_of(desk, file), desk.limits, read)


def test_what_a_file_says_is_taken_over_by_a_button_and_saved_with_the_form(
    librarian: TestClient, desk: Services, tmp_path: Path
) -> None:
    keep_reading(desk, bring(desk, tmp_path))
    page = fetch(librarian, PAGE)
    said = [line.removeprefix("Reprendre ") for line in texts(page, ".proposal")]
    assert said == [
        "Le bruit des trams titre, page 1 de rapport.pdf",
        "Bruxelles Mobilité page 1 de rapport.pdf",
        "Bureau Exemple propriétés de rapport.pdf",
        "2021-03 page 1 de rapport.pdf",
        "fr page 1 de rapport.pdf",
    ]
    while buttons := page.select(".proposal button"):
        pressed = {str(buttons[0]["name"]): str(buttons[0]["value"])}
        page = parsed(send(librarian, PAGE, fields(page, "form#study"), **pressed))
    assert desk.catalogue.everything().study(ID).contractor is None, "taking over does not save yet"
    assert send(librarian, PAGE, fields(page, "form#study")).status_code == 303
    study = desk.catalogue.everything().study(ID)
    assert study.titles == {Language.FR: "Le bruit des trams"}
    assert (study.administrations, study.contractor) == (("bruxelles-mobilite",), "Bureau Exemple")
    assert study.published
    assert study.published.isoformat() == "2021-03"
    assert study.files[0].language is Language.FR


def test_a_page_is_a_picture_and_what_is_none_is_not_found(
    librarian: TestClient, desk: Services, tmp_path: Path
) -> None:
    bring(desk, tmp_path)
    page = fetch(librarian, f"{PAGE}/files/1/page/1")
    picture = librarian.get(str(one(page, ".sheet img")["src"]))
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    assert picture.content.startswith(b"\x89PNG")
    for path in ("files/1/page/2.png", "files/1/page/0.png", "files/1/page/2", "files/2/page/1.png"):
        assert librarian.get(f"{PAGE}/{path}").status_code == 404, path
    other = "/fr/desk/studies/luchtkwaliteit-lez/files/1/page/1.png"
    assert librarian.get(other).status_code == 404, "a page of the web is no PDF"


def test_a_study_whose_file_is_lost_is_still_described(
    librarian: TestClient, desk: Services, tmp_path: Path
) -> None:
    file = bring(desk, tmp_path)
    desk.files.path(file.sha256).unlink()
    page = fetch(librarian, PAGE)
    assert "a perdu ce fichier" in text(page, ".file .wrong")
    assert send(librarian, PAGE, fields(page, "form#study"), contractor="Anna").status_code == 303
    assert librarian.get(f"{PAGE}/files/1/page/1.png").status_code == 503


def test_a_file_that_is_declared_in_another_language_is_read_again(
    librarian: TestClient, desk: Services, followed: list[JobQueue]
) -> None:
    study = desk.catalogue.study(StudyId("luchtkwaliteit-lez"))
    sha256, url = study.files[0].sha256, f"/fr/desk/studies/{study.id}"
    form = fields(fetch(librarian, url), "form#study")
    before = desk.catalogue.file(sha256)
    assert before is not None
    desk.catalogue.record_file(replace(before, extractor="of now"))
    data = [(name, "en" if name == f"language.{sha256}" else value) for name, value in form]
    assert send(librarian, url, data).status_code == 303
    after = desk.catalogue.file(sha256)
    assert after is not None
    assert after.extractor is None
    assert followed == [desk.queue]
