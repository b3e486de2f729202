"""Pairs of studies and decisions about them, as the pages of the desk read them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.administrations import Registry
from corpus.catalogue.records import StudyRecord
from corpus.catalogue.store import Catalogue
from corpus.duplicates.decisions import Act, Decision
from corpus.jobs import Job
from corpus.reconciling import parts_of
from corpus.study import StudyId
from search_api.duplicates.presenting import SideBySide, TextStart
from search_api.web.desk.differences import told_part
from search_api.web.desk.jobs_view import JobLine, job_line
from search_api.web.desk.names import part_name, state_name
from search_api.web.desk.revision_view import RevisionView, revision_view
from search_api.web.wording import Wording

SHOWN = 50
"""Pairs and decisions on one page: the others come when these are decided."""


class Choice(StrEnum):
    """What may be decided about two studies that lie side by side."""

    KEEP_FIRST = "keep-first"
    KEEP_SECOND = "keep-second"
    LANGUAGES = "languages"
    FIRST_NEWER = "first-newer"
    SECOND_NEWER = "second-newer"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedView:
    """A decision in a list."""

    number: int
    text: str
    told: str
    """By whom and when."""
    stands: bool
    revisions: tuple[int, int]
    """As which both studies are seen now: whoever undoes it has seen no others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A comparison of all studies that waits or is under way."""

    job: JobLine
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedView:
    """Comparisons of all studies."""

    under_way: tuple[Going, ...]
    latest: JobLine | None
    """Of those that are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One thing that two studies say, in words."""

    name: str
    first: str
    second: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two studies side by side."""

    ids: tuple[str, str]
    revisions: tuple[int, int]
    evidence: tuple[str, ...]
    fields: tuple[FieldView, ...]
    texts: tuple[Sequence[TextStart], Sequence[TextStart]]


def compared_view(jobs: Sequence[Job], words: Wording) -> ComparedView:
    """Return comparisons, which come latest first."""
    what = words.text("Comparison of all studies")
    latest = next((job for job in jobs if job.is_over), None)
    return ComparedView(
        under_way=tuple(Going(job=job_line(job, words), what=what) for job in jobs if not job.is_over),
        latest=job_line(latest, words) if latest else None,
    )


def pair_view(
    both: SideBySide, records: tuple[StudyRecord, StudyRecord], registry: Registry, words: Wording
) -> PairView:
    """Return two studies part by part, in words."""
    return PairView(
        ids=(both.first, both.second),
        revisions=(records[0].revision, records[1].revision),
        evidence=tuple(both.candidate.evidence) if both.candidate else (),
        fields=tuple(_fields(*records, registry, words)),
        texts=both.texts,
    )


def decided_views(catalogue: Catalogue, words: Wording) -> tuple[DecidedView, ...]:
    """Return the decisions, the newest first."""
    newest = sorted(catalogue.pair_decisions(), key=lambda one: -one.number)[:SHOWN]
    known = catalogue.revisions([study for one in newest for study in (one.first, one.second)])
    return tuple(
        DecidedView(
            number=one.number,
            text=_said(one, words),
            told=words.text("%(who)s, %(day)s", who=one.by, day=words.day(one.made.date())),
            stands=one.undone is None and one.act is not Act.UNDO,
            revisions=(known[one.first], known[one.second]),
        )
        for one in newest
    )


def changed_since(
    catalogue: Catalogue, seen: Mapping[StudyId, int], registry: Registry, words: Wording
) -> list[RevisionView]:
    """Return what was changed of studies after the revisions that were seen."""
    return [
        revision_view(one, registry, words, study=study)
        for study, revision in seen.items()
        for one in catalogue.history(study)
        if one.number > revision
    ]


def stale(words: Wording) -> str:
    """Return why nothing was decided about two studies."""
    return words.text(
        "Nothing was done: somebody else changed one of these studies meanwhile. "
        "Look at what changed, then decide anew."
    )


def _said(one: Decision, words: Wording) -> str:
    facts = {"first": one.first, "second": one.second}
    match one.act:
        case Act.MERGE:
            return words.text("%(second)s was merged into %(first)s", **facts)
        case Act.LINK_LANGUAGE:
            return words.text("%(first)s and %(second)s are one work in two languages", **facts)
        case Act.LINK_NEWER:
            return words.text("%(first)s is a newer edition of %(second)s", **facts)
        case Act.APART:
            return words.text("%(first)s and %(second)s are different works", **facts)
        case Act.UNDO:
            return words.text("Decision %(number)s was undone", number=one.undoes)


def _fields(
    first: StudyRecord, second: StudyRecord, registry: Registry, words: Wording
) -> Iterator[FieldView]:
    states = (state_name(one.standing.state, words) for one in (first, second))
    yield _field(words.text("State"), *states)
    one, other = parts_of(first.study), parts_of(second.study)
    for part in dict.fromkeys([*one, *other]):
        told = (told_part(part, values.get(part), registry, words) for values in (one, other))
        yield _field(part_name(part, words), *told)


def _field(name: str, first: str, second: str) -> FieldView:
    return FieldView(name=name, first=first or "–", second=second or "–", differs=first != second)
