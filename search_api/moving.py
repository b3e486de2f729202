"""Where the addresses of a merged study lead."""

import re

from fastapi import Request
from fastapi.responses import RedirectResponse

from corpus.duplicates.errors import StudyMergedError

_OF_A_STUDY = re.compile(
    r"(?P<before>.*?/stud(?:y|ies))/(?P<study>[^/]+)(?P<part>/(?:files?|text)/)?(?P<n>(?<=/)\d+)?"
)

_HEADERS = {"Cache-Control": "no-cache"}
"""A merge can be undone: a browser may keep where it leads, but asks again."""


def moved(request: Request, error: StudyMergedError) -> RedirectResponse | None:
    """Lead for good to the same page of the study that this one was merged into.

    The address of a file leads to that file there, whatever its number is; to the study where it has lost it.
    ``None`` for a request that is no address of the study.
    """
    found = _OF_A_STUDY.match(request.url.path)
    if request.method not in ("GET", "HEAD") or found is None or found["study"] != error.study_id:
        return None
    query = f"?{request.url.query}" if request.url.query else ""
    path = _there(found, error) + query
    return RedirectResponse(path, status_code=301, headers=_HEADERS)


def _there(found: re.Match[str], error: StudyMergedError) -> str:
    study = f"{found['before']}/{error.into}"
    if found["n"] is None:
        return study + found.string[found.end("study") :]
    number = error.files.get(int(found["n"]))
    return study if number is None else f"{study}{found['part']}{number}"
