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

    def spelled(self, alike: "_Alike") -> frozenset[str]:
        """Return every way in which it stands in its file or in a record."""
        return self.spellings | alike.get((self.kind, normalised(self.kind, self.text)), frozenset())


_Alike = Mapping[tuple[Kind, str], frozenset[str]]
"""How values are spelled in a record and its history, by what their spellings have in common."""


def erasures(shelf: Shelf, study: Study, redacted: Sequence[Redacted]) -> list[Erasure]:
    """Return what leaves records, and their histories, when findings of a study are redacted.

    What is redacted in a file leaves the records of all studies that hold the file, but for what somebody
    called harmless there. What was merged into a study follows it. A name in a text does not take the author
    of the same name with it.

    Raises:
        FileMissingError: the store has lost a file.
    """
    known = [(finding, decision) for finding, decision in redacted if finding.why is not None]
    if not known:
        return []  # of what is not found any more nobody knows what it was
    values: defaultdict[StudyId, list[_Value]] = defaultdict(list)
    merged, in_files = _merged(shelf.catalogue), _spellings_in_files(shelf, study, known)
    for finding, decision in known:
        value = _value(finding, decision, in_files.get(finding.key, frozenset()))
        for one in _with_merged(_holders(shelf.catalogue, study, finding), merged):
            values[one].append(value)
    return [erasure for one, found in values.items() for erasure in _of_study(shelf.catalogue, one, found)]


def without_redacted(catalogue: Catalogue, studies: Iterable[Study]) -> list[Study]:
    """Return studies, as somebody tells them anew, without what was redacted in their records before."""
    told = list(studies)
    decisions = catalogue.decisions([record_holder(study.id) for study in told])
    return [_without(study, decisions.get(record_holder(study.id), {})) for study in told]


def _without(study: Study, decisions: Mapping[str, Decision]) -> Study:
    author, others = _redacted_spellings(study, decisions)
    if not (author or others):
        return study
    told = document(study, Standing(StudyState.DRAFT))
    covered = covering_all(covering(others))(told)
    if study.contractor:
        covered[CONTRACTOR] = covering(author)(study.contractor)
    return study_of(study.id, covered)


def _redacted_spellings(study: Study, decisions: Mapping[str, Decision]) -> tuple[set[str], set[str]]:
    """Return how values that were redacted before are spelled in the author of a study, and in all else."""
    holder = record_holder(study.id)
    redacted = {key for key, one in decisions.items() if one.verdict is Verdict.REDACTED}
    author, others = set[str](), set[str]()
    for field, text in texts_of(study) if redacted else ():
        found = found_in(field, text, holder, decisions)
        again = {one.text for one in found if key_of(holder, one.kind, one.text) in redacted}
        (author if field == CONTRACTOR else others).update(again)
    return author, others


def _spellings_in_files(
    shelf: Shelf, study: Study, redacted: Sequence[Redacted]
) -> Mapping[str, frozenset[str]]:
    """Return how the values of findings stand in files, by their keys; each file is read once."""
    spelled: dict[str, frozenset[str]] = {}
    for n in {finding.file for finding, _ in redacted if finding.file}:
        extraction = whole_extraction(shelf, study.files[n - 1])
        if extraction is not None:
            found = kept_findings(shelf.extractions, extraction)
            for finding, decision in redacted:
                if finding.file == n:
                    texts = spellings_of(extraction, found, {finding.key: decision})
                    spelled[finding.key] = frozenset(texts)
    return spelled


def _value(finding: StudyFinding, decision: Decision, in_file: frozenset[str]) -> _Value:
    return _Value(
        kind=finding.kind,
        text=finding.text,
        spellings=in_file | {finding.text},
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
    holder, alike = record_holder(study), _alike(texts)
    decisions = catalogue.decisions([holder]).get(holder, {})
    leaving = [
        value
        for value in values
        if not value.in_file
        or (_stands(value.spelled(alike), texts) and not _is_harmless(value.about(study).key, decisions))
    ]
    if leaving:
        sparing = [value.spelled(alike) for value in leaving if value.spares_contractor]
        taking = [value.spelled(alike) for value in leaving if not value.spares_contractor]
        yield Erasure(
            study=study,
            decisions=tuple(value.about(study) for value in leaving),
            spellings=frozenset().union(*taking),
            spellings_of_others=frozenset().union(*sparing),
        )


def _stands(spellings: frozenset[str], texts: Sequence[str]) -> bool:
    cover = covering(spellings)
    return any(cover(text) != text for text in texts)


def _is_harmless(key: str, decisions: Mapping[str, Decision]) -> bool:
    return key in decisions and decisions[key].verdict is Verdict.HARMLESS


def _alike(texts: Iterable[str]) -> _Alike:
    found: defaultdict[tuple[Kind, str], set[str]] = defaultdict(set)
    for text in texts:
        for one in find_personal_data(text):
            found[one.kind, normalised(one.kind, one.text)].add(one.text)
    return {value: frozenset(spellings) for value, spellings in found.items()}
