"""Entries of the glossary that librarians add and correct, over those that ship."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.lists import Lists
from corpus.catalogue.store import Catalogue
from corpus.lists.concepts import GLOSSARY
from corpus.lists.entries import Origin
from corpus.lists.errors import SameConceptError
from models.glossary import Concept, glossary, phrase, read_glossary
from models.language import Language

FR, NL, EN = Language.FR, Language.NL, Language.EN
MUSSELS = Concept(
    id="mussels",
    domain="food",
    synonyms={FR: ("moule de bouchot",), NL: ("mossel op paal",), EN: ("rope mussel", "pole mussel")},
)


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[Lists]:
    with Catalogue.open(sqlite_url(tmp_path / "catalogue.sqlite")) as catalogue:
        yield catalogue.beside(Lists)


def meant(lists: Lists, text: str, language: Language) -> list[str]:
    _, concepts = lists.glossary(language).find(phrase(text, language), 0)
    return [concept.id for concept in concepts]


def test_untouched_the_glossary_is_the_one_that_ships(lists: Lists) -> None:
    assert lists.glossary(FR) is glossary(FR)


def test_an_added_entry_is_found_by_its_terms_in_each_language(lists: Lists) -> None:
    assert meant(lists, "moules de bouchot", FR) == []
    lists.add(GLOSSARY, "mussels", MUSSELS, by="anna")
    for text, language in (("moules de bouchot", FR), ("mosselen op paal", NL), ("pole mussels", EN)):
        assert meant(lists, text, language) == ["mussels"]
    assert meant(lists, "péage urbain", FR) == ["congestion-charge"]
    assert lists.glossary(FR) is lists.glossary(FR)


def test_a_correction_of_what_ships_counts_until_it_is_lifted(lists: Lists) -> None:
    (shipped, *_) = read_glossary()
    corrected = replace(shipped, synonyms={**shipped.synonyms, FR: ("moule de bouchot",)})
    lists.change(GLOSSARY, shipped.id, corrected, expected=0, by="anna")
    assert meant(lists, "moule de bouchot", FR) == [shipped.id]
    assert shipped.id not in meant(lists, shipped.synonyms[FR][0], FR)
    lists.restore(GLOSSARY, shipped.id, expected=1, by="anna")
    assert shipped.id in meant(lists, shipped.synonyms[FR][0], FR)


def test_what_was_taken_out_is_translated_no_more(lists: Lists) -> None:
    (entry,) = meant(lists, "titres-services", FR)
    lists.remove(GLOSSARY, entry, expected=0, by="anna")
    assert meant(lists, "titres-services", FR) == []


def test_an_entry_that_says_what_another_one_says_is_refused(lists: Lists) -> None:
    (shipped, *_) = read_glossary()
    again = {language: (shipped.synonyms[language][-1].upper(), "x") for language in Language}
    with pytest.raises(SameConceptError) as refused:
        lists.add(GLOSSARY, "again", replace(shipped, synonyms=again), by="anna")
    assert refused.value.other == shipped.id


def test_a_word_may_have_several_meanings(lists: Lists) -> None:
    lists.add(GLOSSARY, "mussels", MUSSELS, by="anna")
    other = {FR: MUSSELS.synonyms[FR], NL: ("gietvorm",), EN: ("rope mussel",)}
    lists.add(GLOSSARY, "mould", replace(MUSSELS, synonyms=other), by="anna")
    assert sorted(meant(lists, "moule de bouchot", FR)) == ["mould", "mussels"]


def test_entries_are_taken_all_or_none(lists: Lists) -> None:
    (shipped, *_) = read_glossary()
    double = replace(shipped, id="double")
    with pytest.raises(SameConceptError):
        lists.take(GLOSSARY, {"mussels": MUSSELS, "double": double}, by="anna")
    assert lists.last_change() == 0
    taken = lists.take(GLOSSARY, {"mussels": MUSSELS, shipped.id: shipped}, by="anna")
    assert (taken.added, taken.changed) == (1, 0)
    assert lists.entry(GLOSSARY, "mussels").origin is Origin.ADDED


def test_every_shipped_entry_can_be_written_down_and_read_again() -> None:
    for concept in read_glossary():
        assert GLOSSARY.read(concept.id, GLOSSARY.write(concept)) == concept
