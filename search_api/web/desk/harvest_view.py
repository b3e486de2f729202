"""Sources and harvests as the page of the desk shows them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.catalogue.harvests import KnownSource
from corpus.jobs import Job, JobState
from search_api.editing.document import FIELDS
from search_api.harvesting.merging import Outcome
from search_api.web.desk.frames import DESK
from search_api.web.desk.jobs_view import JobLine, job_line
from search_api.web.desk.moments import moment
from search_api.web.desk.names import part_name
from search_api.web.links import Link
from search_api.web.wording import Wording

_TOLD_OF = (
    Outcome.NEW,
    Outcome.UPDATED,
    Outcome.HELD,
    Outcome.DELETED,
    Outcome.REMOVED_HERE,
    Outcome.REJECTED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source that was harvested."""

    address: str
    records: str
    completed: str
    """Empty: no harvest of it came to its end yet."""
    cut_short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that a harvest tells of a study or a record."""

    studies: tuple[Link, ...] = ()
    text: str = ""
    """In the language of the page."""
    reason: str = ""
    """In English, as whoever read the record says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items of one kind."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A harvest."""

    job: JobLine
    what: str
    """The address."""
    counts: tuple[str, ...]
    stopped: str
    """Why it did not come to its end, in English."""
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestView:
    """The page."""

    sources: tuple[SourceView, ...]
    under_way: tuple[Line, ...]
    lines: tuple[Line, ...]
    """Those that are over, latest first."""


def harvest_view(sources: Sequence[KnownSource], jobs: Sequence[Job], words: Wording) -> HarvestView:
    """Return sources, and harvests with what they did, latest first."""
    return HarvestView(
        sources=tuple(_source(one, words) for one in sources),
        under_way=tuple(_line(job, words) for job in jobs if not job.is_over),
        lines=tuple(_line(job, words) for job in jobs if job.is_over),
    )


def _source(source: KnownSource, words: Wording) -> SourceView:
    return SourceView(
        address=source.address,
        records=words.plural("%(count)s record", "%(count)s records", source.records),
        completed=moment(source.completed, words.language) if source.completed else "",
        cut_short=source.cut_short,
    )


def _line(job: Job, words: Wording) -> Line:
    told = job.report if job.state is JobState.DONE else {}
    return Line(
        job=job_line(job, words),
        what=str(job.asked["address"]),
        counts=tuple(_counts(told.get("counts", {}), words)),
        stopped=told.get("stopped") or "",
        groups=tuple(group for group in _groups(told, words) if group.items),
    )


def _counts(counts: Mapping[str, int], words: Wording) -> Iterator[str]:
    for outcome in Outcome:
        if count := counts.get(outcome):
            yield words.text(
                "%(outcome)s: %(count)s", outcome=outcome_name(outcome, words), count=words.number(count)
            )


def _groups(told: Mapping[str, Any], words: Wording) -> Iterator[Group]:
    lines: Sequence[Mapping[str, Any]] = told.get("lines", ())
    for outcome in _TOLD_OF:
        items = tuple(_record(line, words) for line in lines if line["outcome"] == outcome)
        yield Group(title=outcome_name(outcome, words), items=items)
    yield Group(
        title=words.text("The librarian's word stays"),
        items=tuple(_record(line, words, "kept") for line in lines if line["kept"]),
    )
    yield Group(
        title=words.text("Under the same title as another study: keep one of them"),
        items=tuple(
            Item(studies=(_study(same["study"], words), _study(same["other"], words)))
            for same in told.get("same_titles", ())
        ),
    )
    yield Group(
        title=words.text("Told by the source no more"),
        items=tuple(Item(studies=(_study(study, words),)) for study in told.get("missing", ())),
    )
    yield from _in_english(told, words)


def _in_english(told: Mapping[str, Any], words: Wording) -> Iterator[Group]:
    """Yield what whoever read the records says, in its own words."""
    yield Group(
        title=words.text("Values left out"),
        items=tuple(
            Item(text=" ".join(filter(None, [one["study"], one["value"]])), reason=one["reason"])
            for one in told.get("problems", ())
        ),
    )
    yield Group(
        title=words.text("Files that did not come in"),
        items=tuple(Item(text=one["address"], reason=one["reason"]) for one in told.get("faults", ())),
    )
    yield Group(
        title=words.text("Records that could not be read"),
        items=tuple(Item(reason=sentence) for sentence in told.get("broken", ())),
    )


def _record(line: Mapping[str, Any], words: Wording, told: str = "changed") -> Item:
    fields = dict.fromkeys(str(name).removesuffix("_as_written") for name in line[told])
    names = ", ".join(part_name(name, words) for name in fields if name in FIELDS)
    if line["study"] is None:
        return Item(text=line["identifier"])
    return Item(studies=(_study(line["study"], words),), text=names if line["outcome"] != Outcome.NEW else "")


def _study(study: str, words: Wording) -> Link:
    return Link(study, f"/{words.language}{DESK}/studies/{study}")


def outcome_name(outcome: Outcome, words: Wording) -> str:
    """Return what a harvest did, in words."""
    return {
        Outcome.NEW: words.text("New drafts"),
        Outcome.UPDATED: words.text("Brought up to date"),
        Outcome.UNCHANGED: words.text("As they were"),
        Outcome.HELD: words.text("Told otherwise by the source, and not changed here"),
        Outcome.DELETED: words.text("Deleted by the source, and kept here"),
        Outcome.REMOVED_HERE: words.text("Removed here, and not brought back"),
        Outcome.REJECTED: words.text("Records that are no study"),
    }[outcome]
