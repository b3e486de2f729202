"""``/{language}/desk/files``: files that were not read, or only in part, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from corpus.catalogue.records import FileRecord
from corpus.study import FileState, StudyId
from models.language import Language
from search_api.access.who import DeskReader
from search_api.routes.common import ServicesOf
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.links import Link
from search_api.web.paging import page_number
from search_api.web.wording import Wording, wording

router = APIRouter(include_in_schema=False)

FILES = "/files"
PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file in the list."""

    name: str
    state: str
    pages: str
    reason: str
    """In English, as whoever read the file says it."""
    studies: tuple[Link, ...]


@router.get(f"{IN_LANGUAGE}{DESK}{FILES}")
def files(
    language: Language, services: ServicesOf, visitor: DeskReader, site: SiteOf, page: str = "1"
) -> HTMLResponse:
    """List the files that were not read first, then those read in part."""
    words, catalogue = wording(language), services.catalogue.everything()
    found = [*catalogue.files(FileState.FAILED), *catalogue.files(FileState.PARTIAL)]
    last = max(1, -(-len(found) // PER_PAGE))
    at = min(page_number(page), last)
    shown = found[(at - 1) * PER_PAGE : at * PER_PAGE]
    holders = catalogue.studies_of_files([record.sha256 for record in shown])
    return desk_page(
        "files.html",
        language,
        site,
        visitor,
        path=FILES,
        title=words.text("Files that were not read in full"),
        files=[_file(record, holders.get(record.sha256, ()), words) for record in shown],
        page=at,
        last=last,
    )


def _file(record: FileRecord, holders: Sequence[StudyId], words: Wording) -> FileView:
    read, total = record.pages_with_text, record.pages_found
    desk = f"/{words.language}{DESK}/studies"
    return FileView(
        name=record.name,
        state=words.text("Not read") if record.state is FileState.FAILED else words.text("Read in part"),
        pages=words.text("%(read)s of %(total)s pages", read=read or 0, total=total) if total else "",
        reason=record.reason or "",
        studies=tuple(Link(study, f"{desk}/{study}") for study in holders),
    )
