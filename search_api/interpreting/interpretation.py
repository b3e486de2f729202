"""What a question says in words: filters, and what is left to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Parameters = Mapping[str, tuple[str, ...]]
"""Values by the name of a parameter of the search, as a reader would write them there."""


class FilterKind(StrEnum):
    """What a filter said in words is about."""

    ADMINISTRATION = "administration"
    PERIOD = "period"
    COST = "cost"
    LANGUAGE = "language"
    DOCUMENT_TYPE = "document_type"


@dataclass(frozen=True, slots=True)
class Recognised:
    """Words that are a filter: ``text[start:end]`` of the question, and the parameters that they mean."""

    kind: FilterKind
    text: str
    start: int
    end: int
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A question taken apart.

    ``question`` is what is left to ask: the words that are no filter, without those that only frame it
    ("études … sur"). Where nothing else is said it is the whole text, since a search must ask something.
    """

    question: str
    recognised: tuple[Recognised, ...] = ()
    asks_nothing: bool = False
    """Whether nothing is said beside the filters but that studies are wanted ("études de la STIB")."""
