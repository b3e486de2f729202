"""What the pages that read a file say of it, and the text that was kept of it."""

from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.study import Study, StudyFile
from ingest.passage import Extraction
from search_api.describing import file_url
from search_api.ingesting.reading import kept_extraction
from search_api.library import Shelf
from search_api.web.reading_links import Place
from search_api.web.studies_view import Phrase, title_for
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A file of a study."""

    title: Phrase
    """Of the study."""
    name: str
    url: str
    """Opens the file itself, at the page."""


def document_view(study: Study, n: int, place: Place, words: Wording) -> DocumentView:
    """Return what is said of the nth file of a study."""
    anchor = f"#page={place.page}" if place.page is not None else ""
    title = title_for(study.titles, words.language) if study.titles else Phrase(study.id, words.language)
    return DocumentView(title=title, name=study.files[n - 1].name, url=f"{file_url(study.id, n)}{anchor}")


def text_of(file: StudyFile, shelf: Shelf) -> Extraction | None:
    """Return what was read of a file; ``None`` where it was not kept, or the store has lost the file."""
    try:
        return kept_extraction(shelf, file)
    except CorpusError:
        return None
