"""A comparison of all studies as a job, and what its report keeps."""

from collections.abc import Mapping
from typing import Any

from corpus.jobs import Job
from ingest.watch import Watch
from search_api.duplicates.find import counted, find
from search_api.library import Library


def do_compare(library: Library, _job: Job, watch: Watch) -> Mapping[str, Any]:
    """Look for pairs that may be one work, and report how many wait, by kind.

    A comparison that is cut short leaves the pairs as they were. The signatures that it made by then stay:
    the next one goes on from there.
    """
    return {"waiting": counted(find(library, watch))}
