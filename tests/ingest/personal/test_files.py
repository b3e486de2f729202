"""Personal data of a file: once each, with every place."""

from corpus.study import Sha256
from ingest.passage import PageSpan
from ingest.personal.files import find_in_file
from ingest.personal.finding import Kind, Weight
from tests.ingest.personal.texts import extraction


def test_what_stands_in_several_places_is_told_once_with_all_of_them() -> None:
    (one,) = find_in_file(extraction("GSM 0470 12 34 56", "rien", "Mobile : +32 470/12.34.56, merci"))
    assert (one.kind, one.text) == (Kind.PHONE, "0470 12 34 56")
    assert [place.pages for place in one.places] == [PageSpan(1, 1), PageSpan(3, 3)]
    assert [(place.passage, place.start, place.end) for place in one.places] == [(0, 4, 17), (2, 9, 25)]


def test_what_weighs_in_one_place_weighs_in_the_file() -> None:
    (one,) = find_in_file(extraction("Standard : 02 344 41 74", "Chez elle, au 02 344 41 74"))
    assert one.weight is Weight.HIGH


def test_a_key_depends_on_file_kind_and_value_alone() -> None:
    here = find_in_file(extraction("Voir jeanne.delvaux@commune.example"))
    there = find_in_file(
        extraction("rien", "Écrire à Jeanne.Delvaux (at) commune.example, ou à info@commune.example")
    )
    elsewhere = find_in_file(extraction("Voir jeanne.delvaux@commune.example", file=Sha256("b" * 64)))
    assert here[0].key == there[0].key != elsewhere[0].key
    assert len({one.key for one in there}) == len(there)


def test_all_but_what_an_organisation_tells_of_itself_asks_for_a_decision() -> None:
    text = "Contact : info@commune.example, tél. 0800 12 345, Mme Delvaux-Morin, 0478/66.14.35"
    asking = {one.kind: one.asks for one in find_in_file(extraction(text)) if one.text != "0800 12 345"}
    assert asking == {Kind.EMAIL: False, Kind.NAME: True, Kind.PHONE: True}


def test_a_file_without_text_has_no_findings() -> None:
    assert find_in_file(extraction()) == ()
