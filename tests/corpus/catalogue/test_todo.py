import pytest

from corpus.catalogue.jobs import JobBook
from corpus.catalogue.store import Catalogue
from corpus.catalogue.todo import Met, Settlement, TodoBook
from corpus.errors import StaleRevisionError, StudyNotFoundError, TodoNotFoundError, TodoSettledError
from corpus.jobs import Job, JobId, JobKind, Proposal, Question, TodoId, TodoKind, TodoState
from corpus.life import Standing, StudyState
from corpus.reasons import reason
from corpus.study import Study, StudyId
from models.language import Language

A, B = StudyId("a"), StudyId("b")
ASKED = Question(
    kind=TodoKind.DOUBTFUL_AMOUNT,
    reason=reason("amount.ambiguous", text="1.250", thousands="1250", decimals="1.25"),
    study=A,
    source="inventaire.csv",
    row=2,
    column="Montant",
    value="1.250",
    proposals=(Proposal("1250", "1250"), Proposal("1.25", "1.25")),
    facts={"vat": "excluded"},
)


def titled(study: StudyId, title: str) -> Study:
    return Study(id=study, titles={Language.FR: title})


def left_alone(_told: Study, known: Study, standing: Standing) -> Met:
    if standing.state is StudyState.DRAFT:
        return Met(known)
    why = reason("todo.known-otherwise", fields="cost")
    question = Question(kind=TodoKind.KNOWN_STUDY, reason=why, study=known.id)
    return Met(known, question)


@pytest.fixture
def job(catalogue: Catalogue) -> Job:
    return catalogue.beside(JobBook).enter(JobId("1" * 32), JobKind.IMPORT, by="anna")


@pytest.fixture
def book(catalogue: Catalogue) -> TodoBook:
    return catalogue.beside(TodoBook)


def test_studies_come_in_as_drafts_with_their_questions_and_once(
    catalogue: Catalogue, book: TodoBook, job: Job
) -> None:
    catalogue.put_study(titled(B, "published before"))
    for _ in range(2):
        book.bring(job, [titled(A, "new"), titled(B, "other")], [ASKED], left_alone)
    assert catalogue.standing(A).state is StudyState.DRAFT
    assert catalogue.study(B).titles == {Language.FR: "published before"}
    assert [(one.by, one.number) for one in catalogue.history(A)] == [("anna", 1)]
    todos = book.todos()
    assert [one.question.kind for one in todos] == [TodoKind.DOUBTFUL_AMOUNT, TodoKind.KNOWN_STUDY]
    assert todos[0].question == ASKED
    assert book.count(job=job.id) == 2
    assert catalogue.beside(JobBook).job(job.id).described


def test_a_draft_that_another_study_stands_for_goes(catalogue: Catalogue, book: TodoBook, job: Job) -> None:
    book.bring(job, [titled(A, "file")], [], left_alone)
    book.bring(job, [titled(B, "row")], [], left_alone, superseded=[A])
    with pytest.raises(StudyNotFoundError):
        catalogue.standing(A)


def test_settling_changes_the_study_and_the_question_together(
    catalogue: Catalogue, book: TodoBook, job: Job
) -> None:
    book.bring(job, [titled(A, "new")], [ASKED], left_alone)
    (todo,) = book.todos()
    book.settle(
        todo.id,
        TodoState.ACCEPTED,
        by="bram",
        choice="1250",
        settlement=Settlement(become={A: titled(A, "settled")}, expected={A: 1}),
    )
    assert catalogue.everything().study(A).titles == {Language.FR: "settled"}
    assert catalogue.history(A)[-1].by == "bram"
    assert book.todos() == []
    settled = book.todo(todo.id)
    assert (settled.state, settled.choice, settled.by) == (TodoState.ACCEPTED, "1250", "bram")
    with pytest.raises(TodoSettledError, match="bram"):
        book.settle(todo.id, TodoState.DISMISSED, by="anna")


def test_a_settlement_that_fails_leaves_the_question_open(
    catalogue: Catalogue, book: TodoBook, job: Job
) -> None:
    book.bring(job, [titled(A, "new")], [ASKED], left_alone)
    (todo,) = book.todos()
    catalogue.put_study(titled(A, "changed meanwhile"), by="anna")
    for settlement, refusal in (
        (Settlement(become={A: titled(A, "settled")}, expected={A: 1}), StaleRevisionError),
        (Settlement(become={B: titled(B, "settled")}, expected={B: 1}), StudyNotFoundError),
    ):
        with pytest.raises(refusal):
            book.settle(todo.id, TodoState.ACCEPTED, by="bram", settlement=settlement)
    assert book.todo(todo.id).state is TodoState.OPEN
    assert catalogue.everything().study(A).titles == {Language.FR: "changed meanwhile"}
    with pytest.raises(TodoNotFoundError):
        book.todo(TodoId("nothing"))
