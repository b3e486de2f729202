"""The results of a search as the page shows them."""

from dataclasses import dataclass

from models.language import Language
from search_api.answers import ResultAnswer, SearchAnswer
from search_api.passage_answers import CitedFileAnswer, PassageAnswer
from search_api.web.excerpts import Piece, excerpt
from search_api.web.reading_links import Place, reader_url
from search_api.web.reasons import foreign, reasons
from search_api.web.studies_view import StudyView, study_view
from search_api.web.wording import Wording

_LENGTHS = (320, 180, 180)
"""Characters shown of each passage of a study, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A passage: its best part, where it stands, and why it is shown."""

    pieces: tuple[Piece, ...]
    language: Language | None
    url: str | None
    """Reads the file at the passage; ``None`` where the study has lost the file."""
    file: str | None
    """Opens the file itself."""
    place: str
    foreign: str | None
    why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """A study found."""

    id: str
    study: StudyView
    passages: tuple[PassageView, ...]


def result_views(answer: SearchAnswer, words: Wording) -> tuple[ResultView, ...]:
    """Return the results of one page."""
    return tuple(_result(result, answer.query.language, words) for result in answer.results)


def _result(result: ResultAnswer, asked_in: Language | None, words: Wording) -> ResultView:
    return ResultView(
        id=result.study.id,
        study=study_view(result.study, words),
        passages=tuple(
            _passage(result.study.id, passage, length, asked_in, words)
            for passage, length in zip(result.passages, _LENGTHS, strict=False)
        ),
    )


def _passage(
    study: str, passage: PassageAnswer, length: int, asked_in: Language | None, words: Wording
) -> PassageView:
    return PassageView(
        pieces=excerpt(passage.text, passage.highlights, length=length),
        language=passage.language,
        url=_reader(study, passage, passage.file, words) if passage.file else None,
        file=passage.file.url if passage.file else None,
        place=_place(passage, words),
        foreign=foreign(passage, asked_in, words),
        why=reasons(passage, asked_in, words),
    )


def _reader(study: str, passage: PassageAnswer, file: CitedFileAnswer, words: Wording) -> str:
    marks = dict.fromkeys(passage.text[start:end].lower() for start, end in passage.highlights)
    place = Place(page=passage.page, passage=passage.number, marks=tuple(marks))
    return reader_url(study, file.n, file.name, place, words.language)


def _place(passage: PassageAnswer, words: Wording) -> str:
    name = passage.file.name if passage.file else words.text("a file that is gone")
    if passage.page is None:
        return name
    if passage.page_end in (None, passage.page):
        return words.text("%(file)s, page %(page)s", file=name, page=passage.page)
    return words.text(
        "%(file)s, pages %(page)s to %(last)s", file=name, page=passage.page, last=passage.page_end
    )
