"""A check of the library as a job, and what its report keeps."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.jobs import Job
from ingest.watch import Watch
from search_api.checking.check import check, repair
from search_api.checking.findings import Finding
from search_api.library import Library

MOST_FINDINGS = 500
"""Those that the report keeps; all are counted."""


def do_check(library: Library, job: Job, watch: Watch) -> Mapping[str, Any]:
    """Compare the parts of the library, and mend what can be mended if the job asks for it.

    Raises:
        IndexBusyError: it shall be mended, and another process changes the index.
        IndexUnavailableError: the index cannot be reached.
    """
    deep = bool(job.asked.get("deep"))
    if not job.asked.get("repair"):
        return _report("found", check(library, watch, deep=deep).found)
    with library.home.writer_lock():
        report = repair(library, watch, deep=deep)
    return {**_report("found", report.found), **_report("left", report.left)}


def _report(name: str, findings: Sequence[Finding]) -> dict[str, Any]:
    told = [
        {"fault": one.fault.value, "which": one.which, "detail": one.detail}
        for one in findings[:MOST_FINDINGS]
    ]
    return {name: told, f"{name}_counts": dict(Counter(one.fault.value for one in findings))}
