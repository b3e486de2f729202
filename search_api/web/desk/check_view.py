"""What a check found, in words of whoever looks after the library."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.catalogue.store import Catalogue
from corpus.jobs import Job, JobState
from corpus.study import Sha256, StudyId
from search_api.checking.findings import Fault, Finding
from search_api.web.desk.check_words import remedy, what_is_wrong
from search_api.web.desk.frames import DESK
from search_api.web.desk.jobs_view import JobLine, job_line
from search_api.web.wording import Wording

SHOWN = 20
"""Findings of one kind."""

_OF_STUDIES = (
    Fault.HIDDEN_IN_INDEX,
    Fault.MISSING_FROM_INDEX,
    Fault.OUTDATED_IN_INDEX,
    Fault.INCOMPLETE_IN_INDEX,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding: what it is about, and the studies that it touches."""

    name: str
    studies: tuple[tuple[str, str], ...]
    """Ids and addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultView:
    """Findings of one kind."""

    title: str
    remedy: str
    count: str
    found: tuple[Found, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A check in the list."""

    job: JobLine
    what: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """The page."""

    under_way: tuple[Line, ...]
    lines: tuple[Line, ...]
    """Those that are over, latest first."""
    newest: JobLine | None
    """The latest that was done to its end."""
    faults: tuple[FaultView, ...]
    """What it left."""
    mended: str
    """What it mended."""
    can_mend: bool


def check_view(jobs: Sequence[Job], catalogue: Catalogue, words: Wording) -> CheckView:
    """Return checks, latest first, and what the newest one found."""
    lines = [
        (job, Line(job=job_line(job, words), what=_what(job, words), result=check_result(job, words)))
        for job in jobs
    ]
    newest = next((job for job in jobs if job.state is JobState.DONE), None)
    faults = tuple(_faults(_left(newest), catalogue, words)) if newest else ()
    return CheckView(
        under_way=tuple(line for job, line in lines if not job.is_over),
        lines=tuple(line for job, line in lines if job.is_over),
        newest=job_line(newest, words) if newest else None,
        faults=faults,
        mended=_mended(newest, words) if newest else "",
        can_mend=bool(newest) and any(_is_mendable(fault) for fault in _counts(newest)),
    )


def _left(job: Job) -> tuple[Mapping[str, int], Sequence[Mapping[str, Any]]]:
    name = "left" if "left" in job.report else "found"
    return job.report.get(f"{name}_counts", {}), job.report.get(name, ())


def _counts(job: Job | None) -> Mapping[str, int]:
    return _left(job)[0] if job else {}


def _is_mendable(fault: str) -> bool:
    return Finding(fault=Fault(fault), which="").mendable


def _what(job: Job, words: Wording) -> str:
    if job.asked.get("repair"):
        return words.text("Check and repair")
    return words.text("Check of every byte") if job.asked.get("deep") else words.text("Check")


def check_result(job: Job, words: Wording) -> str:
    """Return how many faults a check has left; nothing of one that is not done."""
    if job.state is not JobState.DONE:
        return ""
    return _fault_count(sum(_counts(job).values()), words)


def _fault_count(count: int, words: Wording) -> str:
    return words.plural("%(count)s fault", "%(count)s faults", count) if count else words.text("No fault")


def _mended(job: Job, words: Wording) -> str:
    found, left = job.report.get("found_counts", {}), _counts(job)
    count = sum(max(number - left.get(fault, 0), 0) for fault, number in found.items())
    return words.plural("%(count)s fault is mended.", "%(count)s faults are mended.", count) if count else ""


def _faults(
    told: tuple[Mapping[str, int], Sequence[Mapping[str, Any]]], catalogue: Catalogue, words: Wording
) -> Iterator[FaultView]:
    counts, findings = told
    for fault in Fault:
        if count := counts.get(fault):
            alike = [one for one in findings if one["fault"] == fault][:SHOWN]
            more = count - len(alike)
            yield FaultView(
                title=what_is_wrong(fault, words),
                remedy=remedy(fault, words),
                count=words.number(count),
                found=tuple(_found(fault, one, catalogue, words) for one in alike),
                more=words.plural("and %(count)s more", "and %(count)s more", more) if more else "",
            )


def _found(fault: Fault, told: Mapping[str, Any], catalogue: Catalogue, words: Wording) -> Found:
    which, detail = str(told["which"]), str(told["detail"])
    if fault in _OF_STUDIES:
        return Found(name="", studies=(_study(StudyId(which), words),))
    if fault is Fault.INDEX_UNUSABLE:
        return Found(name=detail, studies=())
    studies = catalogue.everything().studies_of_file(Sha256(which)) if detail else ()
    return Found(name=detail or which, studies=tuple(_study(study, words) for study in studies))


def _study(study: StudyId, words: Wording) -> tuple[str, str]:
    return study, f"/{words.language}{DESK}/studies/{study}"
