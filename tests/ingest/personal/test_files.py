"""Personal data of a file: once each, with every place."""

from corpus.study import FileState, Sha256
from ingest.passage import Extraction, PageSpan, Passage, PassageId
from ingest.personal.files import find_in_file
from ingest.personal.finding import Kind, Weight
from models.language import Language

FILE = Sha256("a" * 64)


def extraction(*texts: str) -> Extraction:
    passages = tuple(
        Passage(
            id=PassageId(f"{FILE[:16]}-{number}"),
            file=FILE,
            number=number,
            text=text,
            language=Language.FR,
            pages=PageSpan(number + 1, number + 1),
        )
        for number, text in enumerate(texts)
    )
    return Extraction(file=FILE, state=FileState.INDEXED, passages=passages)


def test_what_stands_in_several_places_is_told_once_with_all_of_them() -> None:
    (one,) = find_in_file(extraction("GSM 0470 12 34 56", "rien", "Mobile : 0470 12 34 56, merci"))
    assert (one.kind, one.text) == (Kind.PHONE, "0470 12 34 56")
    assert [place.pages for place in one.places] == [PageSpan(1, 1), PageSpan(3, 3)]
    assert [(place.start, place.end) for place in one.places] == [(4, 17), (9, 22)]


def test_what_weighs_in_one_place_weighs_in_the_file() -> None:
    (one,) = find_in_file(extraction("Standard : 02 344 41 74", "Chez elle, au 02 344 41 74"))
    assert one.weight is Weight.HIGH


def test_a_key_depends_on_kind_and_text_alone() -> None:
    here = find_in_file(extraction("Voir jeanne.delvaux@commune.example"))
    there = find_in_file(
        extraction("rien", "Écrire à jeanne.delvaux@commune.example, ou à info@commune.example")
    )
    assert here[0].key == there[0].key
    assert len({one.key for one in there}) == len(there)


def test_a_file_without_text_has_no_findings() -> None:
    assert find_in_file(extraction()) == ()
