"""The page that shows a PDF as its template reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.study import Study
from ingest.passage import Passage
from models.language import Language
from search_api.services import Services
from search_api.web.document_view import DocumentView, document_view, text_of
from search_api.web.excerpts import Piece
from search_api.web.marking import marked, words_of
from search_api.web.pdfjs import LIBRARY
from search_api.web.reading_links import Place, reader_url, text_url
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedView:
    """The passage to mark, and the pages that it stands on."""

    pieces: tuple[Piece, ...]
    text: str
    language: Language | None
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderView:
    """A PDF, opened at a page."""

    document: DocumentView
    library: str
    """Where the files of PDF.js are."""
    page: int
    pages: int | None
    """``None`` where they were not counted: the script knows better."""
    action: str
    kept: tuple[tuple[str, str], ...]
    """What going to another page keeps."""
    previous: str
    next: str
    text: str
    """The page with the text alone."""
    words: str
    cited: CitedView | None


def reader_view(study: Study, n: int, place: Place, services: Services, words: Wording) -> ReaderView:
    """Return the nth file of a study, a PDF, at a place."""
    file = study.files[n - 1]
    record = services.catalogue.file(file.sha256)
    pages = record.pages_found if record else None
    at = min(place.page or 1, pages or place.page or 1)
    here = replace(place, page=at)
    kept = text_of(file, services)

    def other(page: int) -> str:
        last = pages or page
        return reader_url(
            study.id, n, file.name, replace(place, page=max(1, min(page, last))), words.language
        )

    return ReaderView(
        document=document_view(study, n, here, words),
        library=LIBRARY,
        page=at,
        pages=pages,
        action=f"/{words.language}/study/{study.id}/file/{n}",
        kept=tuple(pair for pair in place.pairs() if pair[0] != "page"),
        previous=other(at - 1),
        next=other(at + 1),
        text=text_url(study.id, n, here, words.language),
        words=" ".join(sorted(words_of(place.marks))),
        cited=_cited(kept.passages, place) if kept else None,
    )


def _cited(passages: Sequence[Passage], place: Place) -> CitedView | None:
    if place.passage is None or place.passage >= len(passages):
        return None
    passage = passages[place.passage]
    if passage.pages is None:
        return None
    return CitedView(
        pieces=marked(passage.text, words_of(place.marks)),
        text=passage.text,
        language=passage.language,
        first=passage.pages.first,
        last=passage.pages.last,
    )
