from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.judging import JudgedQuestion, Judgement
from corpus.catalogue.store import Catalogue
from corpus.study import StudyId
from eval.errors import EvaluationDataError
from eval.judgements import judged_qrels, topic_id, write_judgements
from eval.qrels import read_qrels
from eval.topics import read_topics
from models.language import Language
from tests.end_to_end.program import Here

AIR = JudgedQuestion(text="qualité de l'air", language=Language.FR)
LUCHT = JudgedQuestion(text="luchtkwaliteit\u2028Brussel", language=Language.NL)
WHEN = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def judgement(question: JudgedQuestion, study: str, grade: int, judge: str = "anna") -> Judgement:
    return Judgement(question=question, study=StudyId(study), grade=grade, judge=judge, judged=WHEN)


GIVEN = (
    judgement(AIR, "a", 3),
    judgement(AIR, "a", 1, "bram"),
    judgement(AIR, "b", 0),
    judgement(LUCHT, "a", 2),
)


def test_judgements_are_read_again_as_they_were_given(tmp_path: Path) -> None:
    out = tmp_path / "new" / "judged.qrels"
    topics, judges = write_judgements(GIVEN, out)
    assert read_qrels(out) == {topic_id(AIR): {"a": 1, "b": 0}, topic_id(LUCHT): {"a": 2}}
    assert {(topic.id, topic.text, topic.language) for topic in read_topics(topics)} == {
        (topic_id(question), question.text, question.language) for question in (AIR, LUCHT)
    }
    header, *rows = judges.read_text("utf-8").rstrip("\n").split("\n")
    assert header.split("\t") == ["topic", "document", "grade", "judge", "judged"]
    assert rows[1].split("\t") == [topic_id(AIR), "a", "1", "bram", "2026-03-01T12:30:00+00:00"]
    assert len(rows) == len(GIVEN)


def test_where_judges_differ_the_median_counts() -> None:
    given = [judgement(AIR, "a", grade, f"judge-{number}") for number, grade in enumerate((3, 0, 3, 1))]
    assert judged_qrels(given) == {topic_id(AIR): {"a": 1}}
    assert judged_qrels([*given, judgement(AIR, "a", 3)]) == {topic_id(AIR): {"a": 3}}


def test_the_same_words_in_another_language_are_another_topic() -> None:
    english = JudgedQuestion(text=AIR.text, language=Language.EN)
    assert len({topic_id(AIR), topic_id(english), topic_id(AIR)}) == 2


def test_nothing_judged_is_said_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(EvaluationDataError, match="nothing was judged yet"):
        write_judgements((), tmp_path / "judged.qrels")
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_what_the_catalogue_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    savoir = Here(tmp_path / "var", monkeypatch, capsys)
    with Catalogue.open(sqlite_url(tmp_path / "var" / "catalogue.sqlite")) as catalogue:
        for one in GIVEN:
            catalogue.record_judgement(one)
    ended = savoir("eval", "judgements", "--out", tmp_path / "judged.qrels")
    assert ended.code == 0, ended.err
    assert "4 judgements" in ended.out
    assert read_qrels(tmp_path / "judged.qrels")[topic_id(LUCHT)] == {"a": 2}
