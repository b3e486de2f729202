"""What a redaction takes out of the records of studies and their histories, and what keeps it out of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.catalogue.documents import document, study_of
from corpus.catalogue.records import StudySelection
from corpus.catalogue.store import Catalogue
from corpus.life import Standing, StudyState
from corpus.personal import Decision, Erasure, Verdict, record_holder
from corpus.redaction import covering, covering_all
from corpus.study import Sha256, Study, StudyId
from ingest.personal.find import find_personal_data
from ingest.personal.finding import Kind
from ingest.personal.kept import kept_findings
from ingest.personal.redacting import spellings_of
from ingest.personal.values import key_of, normalised
from search_api.ingesting.reading import whole_extraction
from search_api.library import Shelf
from search_api.personal.findings import StudyFinding
from search_api.personal.texts import CONTRACTOR, found_in, texts_of, texts_of_history

Redacted = tuple[StudyFinding, Decision]
"""A finding that is redacted, and the decision that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    kind: Kind
    text: str
    spellings: frozenset[str]
    """In the file; the text alone for what stands in a record."""
    decision: Decision
    in_file: bool
    spares_contractor: bool
    """Whether it is a name that a text says: who wrote a study is told whoever it speaks of."""

    def about(self, study: StudyId) -> Decision:
        """Return the decision as it is about the record of a study."""
        holder = record_holder(study)
        key = key_of(holder, self.kind, self.text)
        decision = replace(self.decision, holder=holder, key=key)
        return replace(decision, page=None, passage=None, start=0, end=0) if self.in_file else decision


def erasures(shelf: Shelf, study: Study, redacted: Sequence[Redacted]) -> list[Erasure]:
    """Return what leaves records, and their histories, when findings of a study are redacted.

    What is redacted in a file leaves the records of all studies that hold the file, but for what somebody
    called harmless there. What was merged into a study follows it. A name in a text does not take the author
    of the same name with it.

    Raises:
        FileMissingError: the store has lost a file.
    """
    values: defaultdict[StudyId, list[_Value]] = defaultdict(list)
    merged = _merged(shelf.catalogue)
    for finding, decision in redacted:
        if finding.why is None:
            continue  # what it was nobody knows any more
        value = _value(shelf, study, finding, decision)
        for one in _with_merged(_holders(shelf.catalogue, study, finding), merged):
            values[one].append(value)
    return [erasure for one, found in values.items() for erasure in _of_study(shelf.catalogue, one, found)]


def without_redacted(catalogue: Catalogue, studies: Iterable[Study]) -> list[Study]:
    """Return studies, as somebody tells them anew, without what was redacted in their records before."""
    told = list(studies)
    decisions = catalogue.decisions([record_holder(study.id) for study in told])
    return [_without(study, decisions.get(record_holder(study.id), {})) for study in told]


def _without(study: Study, decisions: Mapping[str, Decision]) -> Study:
    holder = record_holder(study.id)
    redacted = {key for key, one in decisions.items() if one.verdict is Verdict.REDACTED}
    texts = (text for _, text in texts_of(study)) if redacted else ()
    spellings = {
        one.text
        for text in texts
        for one in found_in(text, holder, decisions)
        if key_of(holder, one.kind, one.text) in redacted
    }
    if not spellings:
        return study
    covered = covering_all(covering(spellings))
    return study_of(study.id, covered(document(study, Standing(StudyState.DRAFT))))


def _value(shelf: Shelf, study: Study, finding: StudyFinding, decision: Decision) -> _Value:
    spellings = {finding.text}
    if finding.file is not None:
        file = study.files[finding.file - 1]
        extraction = whole_extraction(shelf, file)
        if extraction is not None:
            found = kept_findings(shelf.extractions, extraction)
            spellings |= spellings_of(extraction, found, {finding.key: decision})
    return _Value(
        kind=finding.kind,
        text=finding.text,
        spellings=frozenset(spellings),
        decision=decision,
        in_file=finding.file is not None,
        spares_contractor=finding.kind is Kind.NAME and finding.where != CONTRACTOR,
    )


def _holders(catalogue: Catalogue, study: Study, finding: StudyFinding) -> Sequence[StudyId]:
    if finding.file is None:
        return [study.id]
    return catalogue.everything().studies_of_file(Sha256(finding.holder))


def _merged(catalogue: Catalogue) -> Mapping[StudyId, StudyId]:
    """Return into which study each was merged that was."""
    everything = catalogue.everything()
    ids = everything.study_ids(StudySelection(states=frozenset({StudyState.MERGED})))
    return {study: at.into for study, at in everything.standings(ids).items() if at.into}


def _with_merged(studies: Sequence[StudyId], merged: Mapping[StudyId, StudyId]) -> Iterator[StudyId]:
    for study in studies:
        yield study
        yield from _with_merged([other for other, into in merged.items() if into == study], merged)


def _of_study(catalogue: Catalogue, study: StudyId, values: Sequence[_Value]) -> Iterator[Erasure]:
    record = catalogue.everything().studies_by_id([study]).get(study)
    now = texts_of(record) if record else ()
    texts = [text for _, text in (*now, *texts_of_history(study, catalogue.history(study)))]
    holder = record_holder(study)
    decisions = catalogue.decisions([holder]).get(holder, {})
    leaving = [value for value in values if not value.in_file or _leaves(value, study, texts, decisions)]
    if leaving:
        sparing = [value for value in leaving if value.spares_contractor]
        yield Erasure(
            study=study,
            decisions=tuple(value.about(study) for value in leaving),
            spellings=_spellings([value for value in leaving if value not in sparing], texts),
            spellings_of_others=_spellings(sparing, texts),
        )


def _spellings(values: Sequence[_Value], texts: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(value.spellings for value in values), _alike(texts, values))


def _leaves(value: _Value, study: StudyId, texts: Sequence[str], decisions: Mapping[str, Decision]) -> bool:
    """Return whether what is redacted in a file stands in a record, and nobody called it harmless there."""
    known = decisions.get(value.about(study).key)
    if known and known.verdict is Verdict.HARMLESS:
        return False
    cover = covering(_spellings([value], texts))
    return any(cover(text) != text for text in texts)


def _alike(texts: Sequence[str], values: Sequence[_Value]) -> frozenset[str]:
    """Return the other spellings of values in texts."""
    wanted = {(value.kind, normalised(value.kind, value.text)) for value in values}
    return frozenset(
        one.text
        for text in texts
        for one in find_personal_data(text)
        if (one.kind, normalised(one.kind, one.text)) in wanted
    )
