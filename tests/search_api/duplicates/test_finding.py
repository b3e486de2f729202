"""What is found in a library whose pairs are labelled."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.administrations import registry
from corpus.duplicates.candidates import Candidate, Kind, Sign
from corpus.study import StudyId
from models.encoder import Encoder
from models.language import Language
from search_api.duplicates.find import candidates
from search_api.duplicates.records import Record
from search_api.duplicates.wording import sentences
from search_api.messages import table
from tests.search_api.duplicates import later
from tests.search_api.duplicates.labelled import NEAR_MISSES, PAIRS, library


@pytest.fixture(scope="module")
def compared(encoder: Encoder) -> Sequence[Record]:
    return library(encoder)


@pytest.fixture(scope="module")
def found(compared: Sequence[Record], encoder: Encoder) -> dict[frozenset[StudyId], Candidate]:
    return {one.pair: one for one in candidates(compared, encoder)}


def test_the_set_is_large_enough_to_say_something() -> None:
    assert len(PAIRS) + len(NEAR_MISSES) >= 60
    assert not PAIRS.keys() & set(NEAR_MISSES)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "-and-".join(sorted(pair)))
def test_a_pair_is_found_as_what_it_is(
    found: dict[frozenset[StudyId], Candidate], pair: frozenset[StudyId]
) -> None:
    assert found[pair].kind is PAIRS[pair]


@pytest.mark.parametrize("pair", NEAR_MISSES, ids=lambda pair: "-and-".join(sorted(pair)))
def test_a_near_miss_is_not_asked_about(
    found: dict[frozenset[StudyId], Candidate], pair: frozenset[StudyId]
) -> None:
    assert pair not in found


def test_nothing_else_is_asked_about(found: dict[frozenset[StudyId], Candidate]) -> None:
    assert found.keys() == PAIRS.keys()


def test_so_it_is_in_a_library_that_the_rules_were_not_made_for(encoder: Encoder) -> None:
    found = candidates(library(encoder, later.CASES), encoder)
    assert {one.pair: one.kind for one in found} == later.PAIRS


def test_of_editions_the_older_comes_first(found: dict[frozenset[StudyId], Candidate]) -> None:
    editions = [one for one in found.values() if one.kind is Kind.EDITION]
    assert [(one.first, one.second) for one in editions if one.first > one.second] == []
    pair = found[frozenset({StudyId("guide"), StudyId("guide-2")})]
    assert pair.evidence[0].facts == {"first": "", "second": "2e édition"}


def test_the_order_of_the_studies_changes_nothing(compared: Sequence[Record], encoder: Encoder) -> None:
    def key(one: Candidate) -> tuple[str, str]:
        return one.first, one.second

    turned = sorted(candidates(list(reversed(compared)), encoder), key=key)
    for one, other in zip(sorted(candidates(compared, encoder), key=key), turned, strict=True):
        assert (key(one), one.kind, one.score) == (key(other), other.kind, other.score)
        assert {each.sign for each in one.evidence} == {each.sign for each in other.evidence}


@pytest.mark.parametrize("language", Language)
def test_every_candidate_says_why_in_the_language_of_the_librarian(
    found: dict[frozenset[StudyId], Candidate], language: Language
) -> None:
    for one in found.values():
        for sentence in sentences(one, registry(), language):
            assert sentence.endswith(".") or sentence.endswith(").")
            assert "{" not in sentence


def test_every_sign_has_words() -> None:
    assert {f"duplicates.{sign}" for sign in Sign} <= set(table())


def test_a_threshold_is_told_with_the_share(found: dict[frozenset[StudyId], Candidate]) -> None:
    near = found[frozenset({StudyId("stationnement"), StudyId("riverains")})]
    (sentence, *_) = sentences(near, registry(), Language.EN)
    assert "% of their word sequences in common (threshold: 40%)" in sentence


def test_a_file_that_a_whole_series_holds_does_not_make_every_pair_of_it(
    compared: Sequence[Record], encoder: Encoder
) -> None:
    (one,) = [record for record in compared if record.study.id == "loyers"]
    crowd = [
        Record(replace(one.study, id=StudyId(f"s{number}"), titles={}), one.texts) for number in range(60)
    ]
    assert len(candidates(crowd, encoder)) == 59
