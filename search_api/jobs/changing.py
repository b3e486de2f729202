"""A change of many studies as a job: what it asks for, and what it reports."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from corpus.catalogue.jobs import ending
from corpus.catalogue.revising import Refused
from corpus.jobs import Job
from corpus.study import StudyId
from ingest.watch import Watch
from models.language import Language
from search_api.editing.bulk import Asked, read_bulk
from search_api.editing.many import change_many
from search_api.editing.naming import known_of
from search_api.jobs.queue import JobQueue
from search_api.library import Library
from search_api.telling import explain

MOST_TOLD = 200
"""Studies that refused of which a report tells why."""


@dataclass(frozen=True, slots=True)
class Changing:
    """Does changes: all of one is written together with the end of its job, or nothing is."""

    library: Library
    queue: JobQueue

    def __call__(self, job: Job, watch: Watch) -> Mapping[str, Any]:
        """Make the change of a job and return its report."""
        seen = _seen(job, self.library)
        asked = Asked(**job.asked["change"])
        bulk = read_bulk(asked, known_of(self.library, keep_unlisted=asked.keep_unlisted))

        def report(refused: Refused) -> Mapping[str, Any]:
            return reported(len(seen), refused)

        refused = change_many(self.library, seen, bulk, by=job.by, then=ending(job, report), watch=watch)
        self.queue.follow()
        return report(refused)


def asking(asked: Asked, seen: Mapping[StudyId, int]) -> Mapping[str, Any]:
    """Return what the book keeps of a change that is asked for.

    Args:
        asked: the change.
        seen: the studies that it is for, each with the revision that was previewed.
    """
    return {"change": asdict(asked), "studies": list(seen), "revisions": list(seen.values())}


def _seen(job: Job, library: Library) -> Mapping[StudyId, int]:
    """Return what a change is for; one that an earlier version entered says nothing of revisions."""
    studies = [StudyId(study) for study in job.asked["studies"]]
    revisions = job.asked.get("revisions")
    return dict(zip(studies, revisions, strict=True)) if revisions else library.catalogue.revisions(studies)


def reported(studies: int, refused: Refused) -> Mapping[str, Any]:
    """Return what became of a change for so many studies."""
    return {
        "changed": studies - len(refused),
        "refused": len(refused),
        "reasons": [
            [study, {language.value: explain(error, language) for language in Language}]
            for study, error in islice(refused.items(), MOST_TOLD)
        ],
    }
