"""The table of contents of a study's files."""

from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.study import Study, StudyFile
from ingest.passage import Heading
from models.language import Language
from search_api.ingesting.reading import kept_extraction
from search_api.library import Shelf
from search_api.web.reading_links import Place, opens_at_a_page, reader_url

MOST_HEADINGS = 120
_DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingView:
    """A heading, and the page that it stands on."""

    text: str
    depth: int
    url: str | None
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsView:
    """The headings of one file."""

    file: str
    language: Language | None
    headings: tuple[HeadingView, ...]


def contents(study: Study, shelf: Shelf, language: Language) -> tuple[ContentsView, ...]:
    """Return the contents of the files whose reading was kept and found headings."""
    views = [_contents(study, n, file, shelf, language) for n, file in enumerate(study.files, start=1)]
    return tuple(view for view in views if view)


def _contents(study: Study, n: int, file: StudyFile, shelf: Shelf, reader: Language) -> ContentsView | None:
    try:
        extraction = kept_extraction(shelf, file)
    except CorpusError:
        return None  # the store has lost the file; its link will say so
    headings = _below_title(extraction.outline) if extraction else []
    if not extraction or len(headings) < 2:
        return None
    paged = opens_at_a_page(file.name)
    views = (
        HeadingView(
            text=heading.text,
            depth=heading.depth,
            url=reader_url(study.id, n, file.name, Place(page=heading.page), reader)
            if heading.page and paged
            else None,
            page=heading.page,
        )
        for heading in headings[:MOST_HEADINGS]
    )
    return ContentsView(file=file.name, language=extraction.language, headings=tuple(views))


def _below_title(outline: tuple[Heading, ...]) -> list[Heading]:
    """Return the headings without the title, which stands alone at the top, as page headings have it."""
    tops = [heading for heading in outline if heading.depth == 1]
    rise = 1 if len(tops) == 1 and outline[0].depth == 1 else 0
    return [
        Heading(text=heading.text, depth=heading.depth - rise, page=heading.page)
        for heading in outline[rise:]
        if heading.depth - rise <= _DEEPEST
    ]
