from datetime import UTC, datetime, timedelta

from corpus.catalogue.judging import JudgedQuestion, Judgement
from corpus.catalogue.store import Catalogue
from corpus.study import Study, StudyId
from models.language import Language

AIR = JudgedQuestion(text="qualité de l'air", language=Language.FR)
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def judgement(
    grade: int, *, judge: str = "anna", study: str = "a", question: JudgedQuestion = AIR, hours: int = 0
) -> Judgement:
    judged = START + timedelta(hours=hours)
    return Judgement(question=question, study=StudyId(study), grade=grade, judge=judge, judged=judged)


def test_the_newest_judgement_of_each_judge_counts(catalogue: Catalogue) -> None:
    first, other, second = judgement(1), judgement(0, judge="bram"), judgement(3, hours=1)
    for one in (first, other, second):
        catalogue.record_judgement(one)
    assert catalogue.judgements() == (other, second)


def test_grades_are_those_of_one_judge_for_one_question_in_one_language(catalogue: Catalogue) -> None:
    english = JudgedQuestion(text=AIR.text, language=Language.EN)
    catalogue.record_judgement(judgement(1))
    catalogue.record_judgement(judgement(2))
    catalogue.record_judgement(judgement(3, study="b"))
    catalogue.record_judgement(judgement(0, judge="bram"))
    catalogue.record_judgement(judgement(0, question=english))
    assert catalogue.grades(AIR, "anna") == {"a": 2, "b": 3}
    assert catalogue.grades(english, "anna") == {"a": 0}
    assert catalogue.grades(AIR, "nobody") == {}


def test_a_judgement_outlives_its_study(catalogue: Catalogue) -> None:
    catalogue.put_study(Study(id=StudyId("a"), titles={}))
    catalogue.record_judgement(judgement(2))
    catalogue.put_study(Study(id=StudyId("a"), titles={Language.FR: "Autre"}))
    catalogue.remove_study(StudyId("a"))
    assert [one.grade for one in catalogue.judgements()] == [2]
