"""A harvest as a job, and what its report keeps."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any

from corpus.inventory.report import Severity
from corpus.jobs import Job
from ingest.watch import Watch
from search_api.harvesting.fetching import Fetcher
from search_api.harvesting.files import cupboard_of
from search_api.harvesting.harvest import Wish, harvest
from search_api.harvesting.report import HarvestReport
from search_api.harvesting.sources import open_source
from search_api.library import Library

MOST_LINES = 200
"""Of each kind that the report keeps."""

MOST_MEGABYTES = 200
"""That a file may have."""


def do_harvest(library: Library, follow: Callable[[], None], job: Job, watch: Watch) -> Mapping[str, Any]:
    """Take studies over as drafts; what readers see stays as it is.

    Args:
        library: what is open; the index is not changed, so others may change it meanwhile.
        follow: asked at the end to let the index follow, since files may have been read that it lacks.
        job: names the address, and whether only what is new is wanted, and files.
        watch: is told about each record and each file.

    Raises:
        HarvestError: the source does not answer, or is not asked.
    """
    fetcher = Fetcher(allow_private=library.settings.harvest_private)
    source = open_source(fetcher, str(job.asked["address"]))
    data, store = library.settings.data_dir, library.files
    wish = Wish(
        since_last=bool(job.asked.get("since_last")),
        cupboard=cupboard_of(fetcher, data, store, MOST_MEGABYTES) if job.asked.get("files") else None,
        by=job.by,
    )
    report, _ = harvest(library, source, wish, watch)
    follow()
    return _told(report)


def _told(report: HarvestReport) -> Mapping[str, Any]:
    lost = (one for one in report.problems if one.severity is not Severity.NOTE)
    return {
        "source": report.source,
        "complete": report.complete,
        "stopped": report.stopped,
        "counts": {outcome.value: count for outcome, count in report.counts.items()},
        "lines": _first(asdict(line) for line in report.lines),
        "same_titles": _first(asdict(same) for same in report.same_titles),
        "problems": _first(
            {"study": one.source, "field": one.column, "value": one.value, "reason": one.reason}
            for one in lost
        ),
        "faults": _first(asdict(fault) for fault in report.faults),
        "missing": _first(report.missing),
        "broken": _first(report.broken),
    }


def _first(lines: Iterable[Any]) -> list[Any]:
    return list(islice(lines, MOST_LINES))
