"""What is personal in a study, with what was decided about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from corpus.personal import Decision, Verdict, record_holder
from corpus.study import Study, StudyFile, StudyId
from ingest.passage import Extraction, PageSpan
from ingest.personal.files import FileFinding
from ingest.personal.finding import Finding, Kind, Weight, Why, asks
from ingest.personal.kept import kept_findings
from ingest.personal.redacting import lost
from ingest.personal.values import key_of
from search_api.ingesting.reading import whole_extraction
from search_api.library import Shelf
from search_api.personal.texts import Texts, found_in, texts_of, texts_of_history

_AROUND = 80
"""Characters shown on either side of a finding."""

Decisions = Mapping[str, Decision]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFinding:
    """A value in a file of a study, or in its record, for a librarian to decide about."""

    number: int = 0
    """From 1, in the order of the list; it is another one when the study has changed."""
    key: str
    """What names it for ever: the same as long as file (or study), kind and value are."""
    holder: str
    """What decisions are about: the SHA-256 of the file, or the record of the study."""
    file: int | None
    """The number of the file in the study, from 1; ``None``: it stands in the record."""
    where: str
    """The name of the file, or the field of the record."""
    kind: Kind
    text: str
    """As it stands there; of a value that is not found any more, its ends."""
    why: Why | None
    """``None``: it was redacted, and is not found in the text any more."""
    weight: Weight
    asks: bool
    """Whether somebody has to decide about it before readers may see the study."""
    places: int
    """How often it stands there."""
    pages: tuple[int, ...]
    """From 1, in order; where a passage spans two pages, the first."""
    span: PageSpan | None = None
    """The pages of the passage of the first place."""
    passage: int | None
    """The passage of the first place, from 0; ``None`` in a record."""
    start: int
    end: int
    """Characters of the first place in its passage or field."""
    before: str = ""
    after: str = ""
    """What stands around the first place."""
    decision: Decision | None
    """The newest."""
    earlier: bool = False
    """Whether it stands in earlier states of the record alone: readers see it no more, librarians do."""

    @property
    def waits(self) -> bool:
        """Whether a decision is missing.

        What was taken out of a record and was written into it again has to be decided about again.
        """
        if self.why is None:
            return True
        again = self.file is None and self.decision and self.decision.verdict is Verdict.REDACTED
        return not self.earlier and bool(again or (self.asks and self.decision is None))


def findings_of(shelf: Shelf, study: Study) -> tuple[StudyFinding, ...]:
    """Return what is personal in a study: its record first, then file by file in the order of the text.

    What only earlier states of the record say comes last. A file that was not read yet, or cannot be, has
    no findings, which says nothing of it.

    Raises:
        FileMissingError: the store has lost a file.
    """
    now = tuple(_of_now(shelf, study))
    found = (*now, *_of_history(shelf, study, {one.key for one in now}))
    return tuple(replace(one, number=number) for number, one in enumerate(found, start=1))


def waiting(shelf: Shelf, study: Study) -> tuple[StudyFinding, ...]:
    """Return the findings that somebody has to decide about before readers may see the study.

    Raises:
        FileMissingError: the store has lost a file.
    """
    return tuple(one for one in _of_now(shelf, study) if one.waits)


def waiting_in_record(shelf: Shelf, study: Study) -> tuple[StudyFinding, ...]:
    """Return those of what a librarian writes of the study; no file is looked at."""
    found = _in_texts(study.id, texts_of(study), _of_the_record(shelf, study.id), set())
    return tuple(one for one in found if one.waits)


def _of_now(shelf: Shelf, study: Study) -> Iterator[StudyFinding]:
    decisions = shelf.catalogue.decisions([file.sha256 for file in study.files])
    yield from _in_texts(study.id, texts_of(study), _of_the_record(shelf, study.id), set())
    for n, file in enumerate(study.files, start=1):
        yield from _of_file(shelf, n, file, decisions.get(file.sha256, {}))


def _of_history(shelf: Shelf, study: Study, told: set[str]) -> Iterator[StudyFinding]:
    texts = texts_of_history(study.id, shelf.catalogue.history(study.id))
    for one in _in_texts(study.id, texts, _of_the_record(shelf, study.id), told):
        yield replace(one, asks=False, earlier=True)


def _of_the_record(shelf: Shelf, study: StudyId) -> Decisions:
    holder = record_holder(study)
    return shelf.catalogue.decisions([holder]).get(holder, {})


def says_anew(shelf: Shelf, before: Study, study: Study) -> bool:
    """Return whether what a librarian writes of a study is personal where it was not written before."""
    known = set(texts_of(before))
    new = [told for told in texts_of(study) if told not in known]
    found = _in_texts(study.id, new, _of_the_record(shelf, study.id), set()) if new else iter(())
    return any(one.waits for one in found)


def _of_file(shelf: Shelf, n: int, file: StudyFile, decisions: Decisions) -> Iterator[StudyFinding]:
    extraction = whole_extraction(shelf, file)
    if extraction is None:
        return
    found = kept_findings(shelf.extractions, extraction)
    for one in found:
        yield _in_text(extraction, n, file, one, decisions.get(one.key))
    redactions = {key: one for key, one in decisions.items() if one.verdict is Verdict.REDACTED}
    for decision in lost(extraction, found, redactions):
        yield _not_found_again(n, file, decision)


def _in_text(
    extraction: Extraction, n: int, file: StudyFile, one: FileFinding, decision: Decision | None
) -> StudyFinding:
    first = one.places[0]
    text = extraction.passages[first.passage].text
    return StudyFinding(
        key=one.key,
        holder=file.sha256,
        file=n,
        where=file.name,
        kind=one.kind,
        text=one.text,
        why=one.why,
        weight=one.weight,
        asks=one.asks,
        places=len(one.places),
        pages=tuple(sorted({place.pages.first for place in one.places if place.pages})),
        span=first.pages,
        passage=first.passage,
        start=first.start,
        end=first.end,
        before=text[max(0, first.start - _AROUND) : first.start],
        after=text[first.end : first.end + _AROUND],
        decision=decision,
    )


def _not_found_again(n: int, file: StudyFile, decision: Decision) -> StudyFinding:
    return StudyFinding(
        key=decision.key,
        holder=file.sha256,
        file=n,
        where=file.name,
        kind=Kind(decision.kind),
        text=decision.masked,
        why=None,
        weight=Weight.HIGH,
        asks=True,
        places=0,
        pages=(decision.page,) if decision.page else (),
        passage=decision.passage,
        start=decision.start,
        end=decision.end,
        decision=decision,
    )


def _in_texts(study: StudyId, texts: Texts, decisions: Decisions, told: set[str]) -> Iterator[StudyFinding]:
    """Yield each value once, where it stands first; those that were told already are left out."""
    holder = record_holder(study)
    for field, text in texts:
        for one in found_in(field, text, holder, decisions):
            key = key_of(holder, one.kind, one.text)
            if key not in told:
                told.add(key)
                yield _in_record(holder, field, text, one, key, decisions.get(key))


def _in_record(
    holder: str, field: str, text: str, one: Finding, key: str, decision: Decision | None
) -> StudyFinding:
    return StudyFinding(
        key=key,
        holder=holder,
        file=None,
        where=field,
        kind=one.kind,
        text=" ".join(one.text.split()),
        why=one.why,
        weight=one.weight,
        asks=asks(one.kind, one.weight),
        places=1,
        pages=(),
        passage=None,
        start=one.start,
        end=one.end,
        before=text[max(0, one.start - _AROUND) : one.start],
        after=text[one.end : one.end + _AROUND],
        decision=decision,
    )
