"""A librarian's decisions about personal data."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from corpus.personal import Decision, Verdict
from corpus.study import StudyId
from ingest.personal.values import masked
from ingest.watch import Watch
from search_api.errors import FindingInRecordError, FindingNotFoundError
from search_api.ingesting.indexing import sync_index
from search_api.library import Library, Shelf
from search_api.personal.findings import StudyFinding, findings_of


def decide(
    library: Library, study: StudyId, verdicts: Mapping[str, Verdict], watch: Watch, *, by: str
) -> tuple[StudyFinding, ...]:
    """Decide about findings of a study, have the index follow, and return its findings as they stand then.

    Args:
        library: open for writing.
        study: its id, in whatever state it is.
        verdicts: by the keys of findings.
        watch: is told about each study that the index takes anew.
        by: who decides.

    Raises:
        the errors of ``keep_decisions``.
    """
    if keep_decisions(library, study, verdicts, by=by):
        sync_index(library, watch)
    return findings_of(library, library.catalogue.everything().study(study))


def keep_decisions(shelf: Shelf, study: StudyId, verdicts: Mapping[str, Verdict], *, by: str) -> bool:
    """Decide about findings of a study, all at once or none; return whether that changes its text.

    A decision is about a value in a file, wherever it stands there and whatever study holds the file. It
    may be changed by a later one. The text page follows at once, searches when the index has.

    Raises:
        StudyNotFoundError: there is no such study.
        FindingNotFoundError: it has no finding with one of these keys.
        FindingInRecordError: what stands in a record is edited away, not redacted.
        FileMissingError: the store has lost a file.
    """
    known = shelf.catalogue.everything().study(study)
    findings = {one.key: one for one in findings_of(shelf, known)}
    decisions = list(_decisions(study, findings, verdicts, by))
    shelf.catalogue.decide(decisions)
    return any(_changes_text(findings[one.key], one) for one in decisions)


def _decisions(
    study: StudyId, findings: Mapping[str, StudyFinding], verdicts: Mapping[str, Verdict], by: str
) -> Iterator[Decision]:
    now = datetime.now(UTC)
    for key, verdict in verdicts.items():
        if key not in findings:
            raise FindingNotFoundError(study, key, len(findings))
        one = findings[key]
        if one.file is None and verdict is Verdict.REDACTED:
            raise FindingInRecordError(study, one.where)
        yield _decision(one, verdict, by, now)


def _decision(one: StudyFinding, verdict: Verdict, by: str, now: datetime) -> Decision:
    return Decision(
        holder=one.holder,
        key=one.key,
        kind=one.kind.value,
        verdict=verdict,
        masked=one.text if one.why is None else masked(one.text),
        page=one.pages[0] if one.pages else None,
        passage=one.passage,
        start=one.start,
        end=one.end,
        by=by,
        made=now,
    )


def _changes_text(one: StudyFinding, decision: Decision) -> bool:
    before = one.decision.verdict if one.decision else Verdict.HARMLESS
    return before is not decision.verdict
