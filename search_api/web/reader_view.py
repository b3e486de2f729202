"""The page that shows a PDF as its template reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.errors import CorpusError
from corpus.study import Study, StudyFile
from ingest.passage import Passage
from models.language import Language
from search_api.describing import file_url
from search_api.ingesting.reading import kept_extraction
from search_api.library import Shelf
from search_api.services import Services
from search_api.web.excerpts import Piece
from search_api.web.links import Link
from search_api.web.marking import marked, words_of
from search_api.web.pdfjs import LIBRARY
from search_api.web.reading_links import Place, reader_url, text_url
from search_api.web.studies_view import Phrase, study_url, title_for
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

    study: Phrase
    about: str
    """The page of the study."""
    file: Link
    """Opens the file itself, at the page."""
    library: str
    """Where the files of PDF.js are."""
    page: int
    action: str
    kept: tuple[tuple[str, str], ...]
    """What going to another page keeps."""
    previous: str
    next: str
    text: str | None
    """The page with the text alone; ``None`` where none was kept."""
    words: str
    cited: CitedView | None


def reader_view(study: Study, n: int, place: Place, services: Services, words: Wording) -> ReaderView:
    """Return the nth file of a study, a PDF, at a place."""
    file, language = study.files[n - 1], words.language
    record = services.catalogue.file(file.sha256)
    pages = record.pages_found if record else None
    at = min(place.page or 1, pages or place.page or 1)
    passages = _passages(file, services)

    def turned(page: int) -> str:
        there = replace(place, page=max(1, min(page, pages or page)))
        return reader_url(study.id, n, file.name, there, language)

    return ReaderView(
        study=title_for(study.titles, language, study.id),
        about=study_url(study.id, language),
        file=Link(file.name, f"{file_url(study.id, n)}#page={at}"),
        library=LIBRARY,
        page=at,
        action=f"{study_url(study.id, language)}/file/{n}",
        kept=tuple(pair for pair in place.pairs() if pair[0] != "page"),
        previous=turned(at - 1),
        next=turned(at + 1),
        text=text_url(study.id, n, language, _in_text(place, at, passages)) if passages else None,
        words=" ".join(sorted(words_of(place.marks))),
        cited=_cited(passages, place),
    )


def _passages(file: StudyFile, shelf: Shelf) -> Sequence[Passage]:
    """Return what was read of a file; nothing where it was not kept, or the store has lost the file."""
    try:
        kept = kept_extraction(shelf, file)
    except CorpusError:
        return ()
    return kept.passages if kept else ()


def _in_text(place: Place, page: int, passages: Sequence[Passage]) -> Place:
    """Return the place in the text: that of the passage, else of the first that ends on the page or after."""
    if place.passage is not None:
        return place
    after = (one.number for one in passages if one.pages and one.pages.last >= page)
    return replace(place, passage=next(after, None))


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
