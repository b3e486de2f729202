"""What the addresses of all lists share."""

from typing import Annotated, Any

from fastapi import Path, Response

from corpus.lists.entries import CuratedList, Entry, Listed
from search_api.editing.histories import changes
from search_api.lists.documents import EntryHistoryAnswer, EntryRevisionAnswer
from search_api.routes.bodies import etag
from search_api.routes.editing import REFUSED
from search_api.services import Services

CHANGED = (*REFUSED, 404, 409, 412, 413, 428)
"""What an address may answer that changes an entry."""
MADE: dict[int | str, dict[str, Any]] = {
    201: {
        "description": "The entry; `Location` is where it is.",
        "headers": {name: {"schema": {"type": "string"}} for name in ("Location", "ETag")},
    }
}

EntryOf = Annotated[str, Path(description="Id of an entry of the list.", examples=["bruxelles-mobilite"])]


def stamped(response: Response, entry: Listed[Entry]) -> Listed[Entry]:
    """Give an answer the ETag of an entry, which a change of it needs."""
    response.headers["ETag"] = etag(entry.revision)
    response.headers["Cache-Control"] = "private, no-cache"
    return entry


def history_of(services: Services, which: CuratedList[Entry], entry: str) -> EntryHistoryAnswer:
    """Return what librarians made of an entry."""
    found = services.lists.history(which, entry)
    return EntryHistoryAnswer(
        revisions=[
            EntryRevisionAnswer(
                number=one.number, made=one.made, by=one.by, act=one.act, changes=changes(one.changes)
            )
            for one in found
        ]
    )
