"""Two studies side by side, for whoever decides what they are to each other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpus.catalogue.documents import document
from corpus.catalogue.lists import Lists
from corpus.catalogue.store import Catalogue
from corpus.duplicates.candidates import Candidate, Kind
from corpus.duplicates.decisions import Act, Decision
from corpus.life import StudyState
from corpus.study import Study, StudyFile, StudyId
from models.language import Language
from search_api.duplicates.wording import sentences
from search_api.ingesting.reading import kept_extraction
from search_api.library import Shelf

FIRST_LINES = 600
"""Characters of the beginning of a text."""


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class CandidateAnswer(_Shown):
    """Two studies that may belong together."""

    first: str
    second: str
    titles: tuple[str, str]
    states: tuple[StudyState, StudyState]
    kind: Kind
    score: float
    """From 0 to 1, within its kind."""
    evidence: list[str]


class FieldPair(_Shown):
    """What two studies say of one thing."""

    field: str
    first: Any
    second: Any
    differs: bool


class TextStart(_Shown):
    """How the text of a file begins."""

    n: int
    """Number of the file in its study, from 1."""
    name: str
    text: str | None
    """``None`` where the file was not read, or has no text."""


class SideBySide(_Shown):
    """Two studies, field by field, with the beginnings of their texts and what speaks for their being one."""

    first: str
    second: str
    fields: list[FieldPair]
    texts: tuple[list[TextStart], list[TextStart]]
    candidate: CandidateAnswer | None
    """``None`` for two that nothing was found of, or that were decided about."""


class DecisionAnswer(_Shown):
    """What was decided about two studies."""

    number: int
    made: str
    by: str
    act: Act
    first: str
    second: str
    undoes: int | None
    undone: int | None


CandidateList = TypeAdapter(list[CandidateAnswer])
DecisionList = TypeAdapter(list[DecisionAnswer])


def present_candidates(
    catalogue: Catalogue, candidates: Sequence[Candidate], language: Language
) -> list[CandidateAnswer]:
    """Return candidates with the titles and states of their studies, and the evidence in words."""
    known, everything = catalogue.beside(Lists).registry(), catalogue.everything()
    ids = [*{study for one in candidates for study in one.pair}]
    studies, states = everything.studies_by_id(ids), everything.standings(ids)
    return [
        CandidateAnswer(
            first=one.first,
            second=one.second,
            titles=(_title(studies[one.first], language), _title(studies[one.second], language)),
            states=(states[one.first].state, states[one.second].state),
            kind=one.kind,
            score=one.score,
            evidence=sentences(one, known, language),
        )
        for one in candidates
        if one.first in studies and one.second in studies
    ]


def side_by_side(
    shelf: Shelf, catalogue: Catalogue, first: StudyId, second: StudyId, language: Language
) -> SideBySide:
    """Lay two studies side by side, whatever their state.

    Raises:
        StudyNotFoundError: one of them is not there.
        FileMissingError: the store has lost a file.
    """
    catalogue = catalogue.everything()
    pair = catalogue.study(first), catalogue.study(second)
    found = [one for one in catalogue.candidates() if one.pair == {first, second}]
    standings = catalogue.standings([first, second])
    told = [document(study, standings[study.id]) for study in pair]
    return SideBySide(
        first=first,
        second=second,
        fields=list(_fields(*told)),
        texts=(_beginnings(shelf, pair[0]), _beginnings(shelf, pair[1])),
        candidate=next(iter(present_candidates(catalogue, found, language)), None),
    )


def present_decision(decision: Decision) -> DecisionAnswer:
    """Return a decision as it is shown."""
    return DecisionAnswer(
        number=decision.number,
        made=decision.made.isoformat(),
        by=decision.by,
        act=decision.act,
        first=decision.first,
        second=decision.second,
        undoes=decision.undoes,
        undone=decision.undone,
    )


def _fields(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[FieldPair]:
    for field in {**first, **second}:
        one, other = first.get(field), second.get(field)
        yield FieldPair(field=field, first=one, second=other, differs=one != other)


def _beginnings(shelf: Shelf, study: Study) -> list[TextStart]:
    return [
        TextStart(n=n, name=file.name, text=_beginning(shelf, file)) for n, file in enumerate(study.files, 1)
    ]


def _beginning(shelf: Shelf, file: StudyFile) -> str | None:
    extraction = kept_extraction(shelf, file)
    if extraction is None or not extraction.passages:
        return None
    text = "\n".join(passage.text for passage in extraction.passages[:3])
    return text if len(text) <= FIRST_LINES else text[: text.rfind(" ", 0, FIRST_LINES)] + " …"


def _title(study: Study, language: Language) -> str:
    return study.titles.get(language) or next(iter(study.titles.values()), study.id)
