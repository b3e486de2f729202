"""The questions of the sample corpus and their judgements."""

import json
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.study import Study, StudyId
from index.port import Filters
from index.question import Mode
from index.search import SearchRequest
from models.language import Language
from search_api.requests import SearchParameters, search_request
from search_api.services import Services

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
KINDS = {"keywords", "question", "misspelt", "cross-lingual", "filtered"}

Topic = dict[str, Any]


@cache
def topics() -> tuple[Topic, ...]:
    return tuple(json.loads(line) for line in (SAMPLE / "topics.jsonl").read_text("utf-8").splitlines())


@cache
def judgements() -> dict[str, dict[StudyId, int]]:
    graded: defaultdict[str, dict[StudyId, int]] = defaultdict(dict)
    for topic, _, study, grade in map(str.split, lines("qrels.trec")):
        graded[topic][StudyId(study)] = int(grade)
    return graded


def lines(name: str) -> list[str]:
    return (SAMPLE / name).read_text("utf-8").splitlines()


def asked(topic: Topic, sample: Services, *, mode: str = "hybrid") -> SearchRequest:
    """What the interface makes of a topic, its filters included."""
    return search_request(
        SearchParameters(q=topic["text"], mode=mode, limit=100, **topic.get("filters", {})), sample
    )


FILTERED = [topic for topic in topics() if "filters" in topic]


def test_there_are_thirty_topics_a_language_with_ids_and_texts_of_their_own() -> None:
    assert Counter(topic["language"] for topic in topics()) == dict.fromkeys(map(str, Language), 30)
    assert len({topic["id"] for topic in topics()}) == len({topic["text"] for topic in topics()}) == 90
    assert all(topic["id"].startswith(f"{topic['language']}-") for topic in topics())
    assert all(topic["text"].strip() == topic["text"] != "" for topic in topics())


def test_a_topic_says_nothing_that_is_not_known() -> None:
    for topic in topics():
        assert set(topic) <= {"id", "language", "text", "kind", "filters"}
        assert topic["kind"] in KINDS
        assert (topic["kind"] == "filtered") == bool(topic.get("filters"))


def test_judgements_are_in_the_format_of_trec_one_a_pair_graded_from_0_to_3() -> None:
    rows = [line.split(" ") for line in lines("qrels.trec")]
    assert all(len(row) == 4 and row[1] == "0" for row in rows)
    assert {row[3] for row in rows} == {"0", "1", "2", "3"}
    assert len({(row[0], row[2]) for row in rows}) == len(rows)


def test_every_topic_is_judged_and_has_a_best_answer() -> None:
    assert set(judgements()) == {topic["id"] for topic in topics()}
    assert all(3 in grades.values() for grades in judgements().values())


def test_every_study_judged_is_in_the_library_and_every_study_with_files_answers_something(
    sample: Services,
) -> None:
    held = {study.id for study in sample.catalogue.studies() if study.files}
    assert {study for grades in judgements().values() for study in grades} <= held
    best = {study for grades in judgements().values() for study, grade in grades.items() if grade == 3}
    assert best == held


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic["id"])
def test_the_interface_understands_every_topic(topic: Topic, sample: Services) -> None:
    request = asked(topic, sample)
    assert request.text == topic["text"]
    assert (request.filters != Filters()) == ("filters" in topic)


@pytest.mark.parametrize("topic", FILTERED, ids=lambda topic: topic["id"])
def test_no_relevant_study_breaks_the_filters_of_its_topic(topic: Topic, sample: Services) -> None:
    filters = asked(topic, sample).filters
    for study, grade in judgements()[topic["id"]].items():
        assert grade == 0 or passes(sample.catalogue.study(study), filters), (study, filters)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("topic", FILTERED, ids=lambda topic: topic["id"])
def test_no_result_breaks_the_filters_and_by_meaning_none_is_missing(
    topic: Topic, mode: Mode, sample: Services
) -> None:
    request = asked(topic, sample, mode=mode)
    result = sample.live.search(request)
    found = {one.study for one in result.studies}
    allowed = {study.id for study in sample.catalogue.studies() if passes(study, request.filters)}
    assert found <= allowed
    assert result.total == len(found)
    if mode is not Mode.KEYWORD:
        assert found == allowed
    if languages := request.filters.languages:
        assert {cited.passage.language for one in result.studies for cited in one.passages} <= languages


def passes(study: Study, filters: Filters) -> bool:
    """The filters as a reader understands them, from the catalogue alone."""
    return (
        (not filters.administrations or not filters.administrations.isdisjoint(study.administrations))
        and (not filters.document_types or study.document_type in filters.document_types)
        and (not filters.languages or any(file.language in filters.languages for file in study.files))
        and _published(study, filters)
        and _cost(study, filters)
    )


def _published(study: Study, filters: Filters) -> bool:
    if not (filters.date_from or filters.date_to):
        return True
    if study.published is None:
        return False
    after = filters.date_from is None or study.published.last >= filters.date_from
    return after and (filters.date_to is None or study.published.first <= filters.date_to)


def _cost(study: Study, filters: Filters) -> bool:
    least, most = filters.cost_min, filters.cost_max
    if least is None and most is None:
        return True
    if study.cost is None:
        return filters.include_unknown_cost
    return (least is None or study.cost.amount >= least) and (most is None or study.cost.amount <= most)
