"""What is redacted leaves a record, its history and the database file; that it was redacted stays."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from corpus.catalogue.harvests import HarvestedRecord, HarvestState, Taken
from corpus.catalogue.jobs import JobBook
from corpus.catalogue.records import FileRecord
from corpus.catalogue.store import Catalogue
from corpus.catalogue.todo import TodoBook
from corpus.duplicates.candidates import Candidate, Evidence, Kind, Sign
from corpus.errors import RevisionNotFoundError
from corpus.jobs import JobId, JobKind, Proposal, Question, TodoKind
from corpus.life import Step
from corpus.personal import Decision, Erasure, Verdict, record_holder
from corpus.reasons import as_written
from corpus.redaction import BAR
from corpus.study import AdministrationId, FileState, Sha256, Study, StudyFile, StudyId
from models.language import Language
from tests.corpus.conftest import Ask

STUDY, OTHER = StudyId("etude"), StudyId("autre")
SECRET = "0470 12 34 56"
SPELLINGS = frozenset({SECRET, "0470/12.34.56"})
FILE = StudyFile(sha256=Sha256("a" * 64), name=f"appel {SECRET}.pdf", size=3, language=None)
FULL = Study(
    id=STUDY,
    titles={Language.FR: f"Appeler le {SECRET}", Language.NL: "Bellen"},
    abstracts={Language.FR: "Tél. 0470/12.34.56, le soir."},
    keywords={Language.FR: ("eau", SECRET)},
    administrations=(AdministrationId("unlisted:m-delvaux-0470-12-34-56"),),
    administrations_as_written=(f"M. Delvaux, {SECRET}",),
    contractor=f"Delvaux, {SECRET}",
    files=(FILE,),
)
DECISION = Decision(
    holder=record_holder(STUDY),
    key="1" * 32,
    kind="phone",
    verdict=Verdict.REDACTED,
    masked="04…56",
    page=None,
    passage=None,
    start=0,
    end=3,
    by="anna",
    made=datetime(2026, 1, 2, tzinfo=UTC),
)
ERASURE = Erasure(study=STUDY, decisions=(DECISION,), spellings=SPELLINGS)


def held(path: Path) -> list[str]:
    """Return which parts of the value stand in the files of the database, whatever they are part of."""
    files = [path, *path.parent.glob(f"{path.name}-*")]
    told = b"".join(file.read_bytes() for file in files)
    return [part for part in ("0470 12 34 56", "0470/12.34.56", "0470-12-34-56") if part.encode() in told]


def forget_history(ask: Ask, study: StudyId, *, on_server: bool) -> None:
    """Leave a study as it was before changes were recorded."""
    kept = "ALTER TABLE study_change {} TRIGGER study_change_kept"
    ask(kept.format("DISABLE") if on_server else "DROP TRIGGER study_change_DELETE")
    ask(f"DELETE FROM study_change WHERE study_id = '{study}'")
    if on_server:
        ask(kept.format("ENABLE"))


@pytest.fixture
def told(catalogue: Catalogue) -> Catalogue:
    """A catalogue with a study that says the value everywhere, said it before, and another one that does."""
    now = datetime.now(UTC)
    catalogue.put_study(FULL, by="carl")
    catalogue.put_study(replace(FULL, id=OTHER), by="carl")
    catalogue.record_file(
        FileRecord(sha256=FILE.sha256, size=3, name=FILE.name, state=FileState.INDEXED, seen=now, updated=now)
    )
    for step, reason in ((Step.WITHDRAW, f"Demandé par le {SECRET}"), (Step.RESTORE, None)):
        catalogue.take_step(STUDY, step, by="carl", reason=reason)
    return catalogue


def test_no_state_of_a_study_says_any_more_what_was_redacted(told: Catalogue) -> None:
    told.remove_study(OTHER, by="carl")
    before = told.history(STUDY)
    told.decide([], [ERASURE])
    study = told.study(STUDY)
    assert study.titles == {Language.FR: f"Appeler le {BAR}", Language.NL: "Bellen"}
    assert study.abstracts == {Language.FR: f"Tél. {BAR}, le soir."}
    assert study.keywords == {Language.FR: ("eau", BAR)}
    assert study.administrations == (AdministrationId(f"unlisted:m-delvaux-{BAR}"),)
    assert study.contractor == f"Delvaux, {BAR}"
    assert study.files == (replace(FILE, name=f"appel {BAR}.pdf"),)
    assert [one.name for one in told.files()] == [f"appel {BAR}.pdf"]
    assert "0470" not in repr(told.history(STUDY))
    assert f"Demandé par le {BAR}" in repr(told.history(STUDY))
    assert [told.study_after(STUDY, one.number).titles for one in before] == [study.titles] * 3


def test_nothing_of_it_stays_in_the_files_of_the_database(told: Catalogue, path: Path) -> None:
    for study in (replace(FULL, titles={}), replace(FULL, contractor=None), Study(id=STUDY, titles={})):
        told.put_study(study, by="carl")
    if not path.exists():
        pytest.skip("the files of a server are its own")
    assert held(path)
    told.decide([], [ERASURE, _about(OTHER)])
    assert held(path) == []


def _about(study: StudyId) -> Erasure:
    return replace(ERASURE, study=study, decisions=(replace(DECISION, holder=record_holder(study)),))


def test_the_log_says_that_something_was_redacted_by_whom_and_when(told: Catalogue) -> None:
    before = told.history(STUDY)
    told.decide([], [ERASURE])
    *kept, last = told.history(STUDY)
    assert [(one.number, one.by, one.made) for one in kept] == [(o.number, o.by, o.made) for o in before]
    assert (last.by, last.made, last.number) == ("anna", DECISION.made, before[-1].number + 1)
    ((field, was, now),) = ((one.field, one.before, one.after) for one in last.changes)
    assert (field, was, now) == ("redacted", None, [{"kind": "phone", "masked": "04…56"}])
    assert told.decisions([DECISION.holder])[DECISION.holder] == {DECISION.key: DECISION}


def test_another_study_keeps_what_it_says(told: Catalogue) -> None:
    told.decide([], [ERASURE])
    assert told.study(OTHER) == replace(FULL, id=OTHER)
    assert len(told.history(OTHER)) == 1


def test_the_author_is_spared_where_the_decision_is_about_somebody_in_a_text(told: Catalogue) -> None:
    told.decide([], [replace(ERASURE, spellings=frozenset(), spellings_of_others=SPELLINGS)])
    assert told.study(STUDY).contractor == FULL.contractor
    assert told.study_after(STUDY, 1).contractor == FULL.contractor
    assert told.study(STUDY).titles[Language.FR] == f"Appeler le {BAR}"


def test_a_study_from_before_the_log_and_one_that_was_removed_lose_it_too(
    told: Catalogue, path: Path, ask: Ask
) -> None:
    told.remove_study(STUDY, by="carl")
    told.decide([], [ERASURE])
    assert "0470" not in repr(told.history(STUDY))
    with pytest.raises(RevisionNotFoundError):
        told.study_after(STUDY, len(told.history(STUDY)))
    assert told.revert(STUDY, to=1, by="anna").titles[Language.FR] == f"Appeler le {BAR}"
    forget_history(ask, OTHER, on_server=not path.exists())
    told.decide([], [_about(OTHER)])
    first, second = told.history(OTHER)
    assert (first.by, [one.field for one in second.changes]) == ("before the log", ["redacted"])
    assert "0470" not in repr(told.history(OTHER))


def test_what_imports_harvests_and_duplicates_tell_of_the_study_says_it_no_more(told: Catalogue) -> None:
    book, jobs = told.beside(TodoBook), told.beside(JobBook)
    job = jobs.enter(JobId("1" * 32), JobKind.IMPORT, by="carl", asked={"names": [FILE.name]}).id
    question = Question(
        kind=TodoKind.KNOWN_STUDY,
        reason=as_written(f"it says {SECRET}"),
        study=STUDY,
        value=SECRET,
        proposals=(Proposal("update", f"say {SECRET}"),),
        facts={"study": {"titles": [["fr", SECRET]]}},
    )
    book.bring(jobs.job(job), [], [question], lambda *_: pytest.fail("nothing is met"))
    record = HarvestedRecord(
        identifier="oai:x:1", study=STUDY, stamp=None, told={"titles": [["fr", f"Appeler le {SECRET}"]]}
    )
    told.take_over(
        "https://x", {"oai:x:1": (STUDY, lambda *_: Taken(None, record))}, HarvestState(), by="carl"
    )
    evidence = (Evidence(Sign.SAME_TITLE, {"title": f"Appeler le {SECRET}"}),)
    told.propose([Candidate(first=OTHER, second=STUDY, kind=Kind.SAME_TITLE, score=0.9, evidence=evidence)])
    told.decide([], [ERASURE])
    (todo,) = book.todos()
    assert "0470" not in repr((todo, jobs.job(job), told.harvested("https://x"), told.candidates()))
    assert len(told.candidates()) == 1
    assert todo.question.facts == {"study": {"titles": [["fr", BAR]]}}


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE study_change SET after = '\"x\"' WHERE field = 'titles'",
        "UPDATE study_change SET after = '\"x\"', redaction = 99 WHERE field = 'titles'",
        "UPDATE study_change SET made_by = 'nobody', redaction = 1 WHERE field = 'titles'",
        "UPDATE study_change SET after = '\"x\"', redaction = 1 WHERE study_id = 'autre'",
        "UPDATE study_change SET after = '\"draft\"', redaction = 1 WHERE field = 'state'",
        "UPDATE study_change SET after = NULL, redaction = 1 WHERE field = 'titles'",
        "DELETE FROM study_change",
    ],
)
def test_nothing_but_a_redaction_changes_the_log(told: Catalogue, ask: Ask, act: str) -> None:
    told.decide([], [ERASURE])
    with pytest.raises(DBAPIError, match="only added to"):
        ask(act)
