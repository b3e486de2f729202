"""What an import makes of files, and what it leaves to a librarian."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from corpus.errors import StudyNotFoundError, TodoSettledError
from corpus.jobs import JobId, Todo, TodoKind, TodoState
from corpus.life import Step, StudyState
from corpus.study import AdministrationId, Cost, FileState, PublicationDate, Study, StudyId, Vat
from ingest.watch import Unwatched
from models.language import Language
from search_api.checking.check import check
from search_api.editing.desks import Soon
from search_api.jobs.errors import ChoiceError, OutdatedError
from search_api.jobs.following import follow, is_behind
from search_api.jobs.queue import JobQueue
from search_api.jobs.settling import accept, dismiss
from search_api.library import Library
from tests.search_api.jobs.conftest import HEADER, TEXT, Bring, asked

A = StudyId("a")

Settle = Callable[..., Todo]


def desk(library: Library, queue: JobQueue) -> Soon:
    return Soon(library, Unwatched(), queue)


@pytest.fixture
def settle(library: Library, queue: JobQueue) -> Settle:
    """Accept the one question of a kind."""

    def settled(kind: TodoKind, choice: str | None = None) -> Todo:
        (todo,) = (todo for todo in queue.todo.todos() if todo.question.kind is kind)
        return accept(desk(library, queue), library.registry, todo.id, choice, by="bram")

    return settled


def study(library: Library, study: StudyId = A) -> Study:
    return library.catalogue.everything().study(study)


def publish(library: Library, study: StudyId = A) -> None:
    for step in (Step.SUBMIT, Step.PUBLISH):
        library.catalogue.take_step(study, step, by="anna")


def test_studies_come_in_as_drafts_that_readers_do_not_see(
    library: Library, queue: JobQueue, bring: Bring
) -> None:
    table = HEADER + "a;Le péage;Bruxelles Mobilité;2021;12 500,50;a.txt\n"
    job = bring({"inventaire.csv": table.encode("cp1252"), "a.txt": TEXT})
    assert library.catalogue.count_studies() == 0
    assert library.catalogue.standing(A).state is StudyState.DRAFT
    assert study(library).cost == Cost(Decimal("12500.50"), Vat.EXCLUDED)
    assert library.catalogue.history(A)[0].by == "anna"
    assert (job.report["studies"], job.report["files"], job.report["questions"]) == (1, {"indexed": 1}, 0)
    assert job.report["notes"][0]["reason"][0] == "table.windows-1252"
    assert queue.todo.todos() == []


def test_a_publication_is_searched_once_the_index_has_followed(library: Library, bring: Bring) -> None:
    bring({"inventaire.csv": HEADER + "a;Le péage;;2021;;a.txt\n", "a.txt": TEXT})
    assert not is_behind(library)
    publish(library)
    assert is_behind(library)
    assert follow(library, Unwatched()) == {"written": 1, "removed": 0}
    assert not is_behind(library)


def test_an_ambiguous_amount_is_settled_by_a_choice(
    library: Library, queue: JobQueue, bring: Bring, settle: Settle
) -> None:
    bring({"inventaire.csv": HEADER + "a;Le péage;;2021;1.250;a.txt\n", "a.txt": TEXT})
    assert study(library).cost is None
    with pytest.raises(ChoiceError, match=r"1\.25"):
        settle(TodoKind.DOUBTFUL_AMOUNT, "7")
    settled = settle(TodoKind.DOUBTFUL_AMOUNT, "1250")
    assert study(library).cost == Cost(Decimal("1250.00"), Vat.EXCLUDED)
    assert library.catalogue.history(A)[-1].by == "bram"
    with pytest.raises(TodoSettledError):
        accept(desk(library, queue), library.registry, settled.id, "1250", by="bram")


def test_a_date_that_may_be_meant_is_proposed(library: Library, bring: Bring, settle: Settle) -> None:
    bring({"inventaire.csv": HEADER + "a;Le péage;;04/25/2021;;a.txt\n", "a.txt": TEXT})
    settle(TodoKind.DOUBTFUL_DATE)
    assert study(library).published == PublicationDate.parse_iso("2021-04-25")


def test_an_unknown_administration_is_settled_by_the_nearest_known_one(
    library: Library, bring: Bring, settle: Settle
) -> None:
    bring({"inventaire.csv": HEADER + "a;Le péage;Bruxeles Mobilté;2021;;a.txt\n", "a.txt": TEXT})
    settle(TodoKind.UNKNOWN_ADMINISTRATION)
    assert study(library).administrations == (AdministrationId("bruxelles-mobilite"),)
    assert study(library).administrations_as_written == ("Bruxeles Mobilté",)


def test_a_row_without_its_file_is_given_the_one_that_is_meant(
    library: Library, queue: JobQueue, bring: Bring, settle: Settle
) -> None:
    table = HEADER + "a;Le péage;;2021;;rapport-peage.txt\n"
    bring({"inventaire.csv": table, "rapport-peages.txt": TEXT})
    assert library.catalogue.everything().count_studies() == 2
    (question,) = asked(queue, TodoKind.ROW_WITHOUT_FILE)
    assert [one.label for one in question.proposals] == ["rapport-peages.txt"]
    settle(TodoKind.ROW_WITHOUT_FILE)
    assert [file.name for file in study(library).files] == ["rapport-peages.txt"]
    assert library.catalogue.everything().count_studies() == 1, "the one that was made for the file is gone"
    assert queue.todo.todos() == [], "and nothing is asked of it any more"


def test_a_file_without_a_row_is_given_to_the_study_that_lacks_it(
    library: Library, queue: JobQueue, bring: Bring, settle: Settle
) -> None:
    bring({"inventaire.csv": HEADER + "a;Le péage urbain;;2021;;\n", "peage_urbain.txt": TEXT})
    assert asked(queue, TodoKind.ROW_WITHOUT_FILE)
    (made,) = {question.study for question in asked(queue, TodoKind.FILE_WITHOUT_ROW)}
    settle(TodoKind.FILE_WITHOUT_ROW, A)
    assert [file.name for file in study(library).files] == ["peage_urbain.txt"]
    with pytest.raises(StudyNotFoundError):
        library.catalogue.standing(StudyId(str(made)))


def test_two_rows_of_one_file_may_share_it(library: Library, bring: Bring, settle: Settle) -> None:
    table = HEADER + "a;Le péage;;2021;;a.txt\nb;Le bruit;;2022;;a.txt\n"
    bring({"inventaire.csv": table, "a.txt": TEXT})
    settle(TodoKind.FILE_OF_TWO_ROWS)
    assert study(library, StudyId("b")).files == study(library).files


def test_the_same_content_twice_is_told_and_may_be_taken_out(
    library: Library, bring: Bring, settle: Settle
) -> None:
    table = HEADER + "a;Le péage;;2021;;a.txt\nb;Le bruit;;2022;;b.txt\n"
    bring({"inventaire.csv": table, "a.txt": TEXT, "b.txt": TEXT})
    assert "a file of a" in str(settle(TodoKind.SAME_FILE).question.reason)
    assert study(library, StudyId("b")).files == ()


def test_files_that_are_broken_misnamed_or_of_no_language_are_told(
    library: Library, queue: JobQueue, bring: Bring, settle: Settle
) -> None:
    table = HEADER + "a;Chiffres;;2021;;a.txt\nb;Le bruit;;2022;;b.pdf\nc;Le vide;;2022;;c.docx\n"
    files: dict[str, str | bytes] = {"a.txt": "12 34 56\n", "b.pdf": TEXT, "c.docx": b"PK\x03\x04 broken"}
    bring({"inventaire.csv": table, **files})
    (misnamed,) = asked(queue, TodoKind.MISNAMED_FILE)
    assert (misnamed.study, misnamed.source) == ("b", "b.pdf")
    (failed,) = asked(queue, TodoKind.FAILED_FILE)
    assert failed.study == "c"
    settle(TodoKind.UNKNOWN_LANGUAGE, "nl")
    assert study(library).files[0].language is Language.NL
    settle(TodoKind.FAILED_FILE)
    assert study(library, StudyId("c")).files == ()


def test_a_published_study_is_changed_when_a_librarian_says_so(
    library: Library, bring: Bring, settle: Settle, queue: JobQueue
) -> None:
    bring({"inventaire.csv": HEADER + "a;Le péage;Actiris;2021;100;a.txt\n", "a.txt": TEXT})
    publish(library)
    bring({"inventaire.csv": HEADER + "a;Le péage;;2021;200;a.txt\n", "a.txt": TEXT})
    assert study(library).cost == Cost(Decimal(100), Vat.EXCLUDED)
    settled = settle(TodoKind.KNOWN_STUDY)
    assert "cost" in str(settled.question.reason)
    assert study(library).cost == Cost(Decimal(200), Vat.EXCLUDED)
    assert study(library).administrations == ("actiris",), "of which the second inventory says nothing"


def test_a_withdrawn_study_stays_as_it_is_and_is_told_of(
    library: Library, bring: Bring, queue: JobQueue
) -> None:
    files = {"inventaire.csv": HEADER + "a;Le péage;;2021;100;a.txt\n", "a.txt": TEXT}
    bring(files)
    publish(library)
    library.catalogue.take_step(A, Step.WITHDRAW, by="anna", reason="why")
    bring(files)
    assert library.catalogue.standing(A).state is StudyState.WITHDRAWN
    (todo,) = queue.todo.todos()
    assert todo.question.kind is TodoKind.WITHDRAWN_STUDY
    assert dismiss(library.catalogue, todo.id, by="bram").state is TodoState.DISMISSED


def test_a_published_study_that_takes_over_personal_data_waits_in_review(
    library: Library, bring: Bring, settle: Settle
) -> None:
    bring({"inventaire.csv": HEADER + "a;Le péage;;2021;100;a.txt\n", "a.txt": TEXT})
    publish(library)
    bring({"inventaire.csv": HEADER + "a;Appeler Mme Delvaux-Morin au 0470 12 34 57;;2021;100;\n"})
    settle(TodoKind.KNOWN_STUDY)
    assert "Delvaux" in study(library).titles[Language.FR]
    assert library.catalogue.standing(A).state is StudyState.IN_REVIEW


def test_a_file_that_waits_for_an_answer_is_no_fault_and_goes_with_a_dismissal(
    library: Library, bring: Bring, queue: JobQueue
) -> None:
    bring({"peage.txt": TEXT})
    (made,) = library.catalogue.everything().studies()
    publish(library, made.id)
    follow(library, Unwatched())
    bring({"peage.txt": TEXT + "Deuxième édition.\n"})
    (todo,) = [one for one in queue.todo.todos() if one.question.kind is TodoKind.KNOWN_STUDY]
    assert len(asked(queue, TodoKind.FILE_WITHOUT_ROW)) == 1, "of the first one"
    assert check(library, Unwatched(), deep=True).found == []
    dismiss(library.catalogue, todo.id, by="bram")
    assert check(library, Unwatched(), deep=True).found == []
    assert library.catalogue.count_files() == {FileState.INDEXED: 1, FileState.WITHDRAWN: 1}
    assert study(library, made.id).files == made.files


def test_a_draft_takes_over_what_a_second_inventory_tells(library: Library, bring: Bring) -> None:
    bring({"inventaire.csv": HEADER + "a;Le péage;Actiris;2021;100;a.txt\n", "a.txt": TEXT})
    bring({"inventaire.csv": HEADER + "a;Le péage;;2022;;\n"})
    assert study(library).published == PublicationDate.parse_iso("2022")
    assert study(library).administrations == ("actiris",)
    assert [file.name for file in study(library).files] == ["a.txt"]


def test_a_row_or_an_inventory_that_cannot_be_read_is_told(
    library: Library, queue: JobQueue, bring: Bring
) -> None:
    bring({"inventaire.xlsx": b"no workbook", "a.txt": TEXT})
    (question,) = asked(queue, TodoKind.LEFT_OUT)
    assert (question.source, question.reason.kind) == ("inventaire.xlsx", "inventory.broken-workbook")
    (todo,) = (one for one in queue.todo.todos() if one.question == question)
    with pytest.raises(ChoiceError, match="dismissed"):
        accept(desk(library, queue), library.registry, todo.id, None, by="bram")


def test_a_proposal_for_a_study_that_is_gone_is_refused_and_stays_open(
    library: Library, bring: Bring, settle: Settle, queue: JobQueue
) -> None:
    bring({"inventaire.csv": HEADER + "a;Le péage;;2021;1.250;a.txt\n", "a.txt": TEXT})
    library.catalogue.remove_study(A, by="anna")
    with pytest.raises(OutdatedError):
        settle(TodoKind.DOUBTFUL_AMOUNT)
    assert asked(queue, TodoKind.DOUBTFUL_AMOUNT)


def test_a_file_that_nobody_describes_comes_in_once(library: Library, queue: JobQueue, bring: Bring) -> None:
    first = bring({"peage.txt": TEXT})
    assert library.catalogue.count_files() == {FileState.INDEXED: 1}
    bring({"copie.txt": TEXT})
    assert library.catalogue.everything().count_studies() == 1
    (question,) = asked(queue, TodoKind.SAME_FILE)
    assert question.source == "copie.txt"
    assert queue.todo.count(job=JobId(first.id)) == 1
