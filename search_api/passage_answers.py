"""What the API says of the passages that answer."""

from typing import Annotated

from pydantic import Field

from models.language import Language
from search_api.answer import Answer, absent


class CitedFileAnswer(Answer):
    """Where a passage stands."""

    n: int = Field(ge=1)
    name: str
    url: str = Field(
        description="Opens the file, on the page of the passage where the format has pages.",
        examples=["/api/v1/studies/peage-urbain-menages/files/1#page=12"],
    )


class TranslationAnswer(Answer):
    """A word or expression of the question, and the words of the passage that translate it."""

    word: str = Field(examples=["péage urbain"])
    found: list[str] = Field(examples=[["rekeningrijden"]])


class ExplanationAnswer(Answer):
    """What a passage was found by; every share is between 0 and 1, 1 for the best of all candidates."""

    meaning: float = Field(ge=0, le=1, description="Closeness of the passage to the question.")
    words: float = Field(ge=0, le=1, description="Weight of the words that they share.")
    title: float = Field(ge=0, le=1, description="What the title and abstract of the study gave.")
    nearness: float = Field(
        ge=0, le=1, description="How near to each other the words of the question stand in the passage."
    )
    parallel: float = Field(
        ge=0, le=1, description="What saying the same as a passage found in another language gave."
    )
    terms: list[str] = Field(description="The words of the question, as they stand in the passage.")
    translations: list[TranslationAnswer] = Field(
        description="Of a passage in another language than the question: what stands there for its words."
    )


Span = Annotated[list[int], Field(min_length=2, max_length=2)]


class PassageAnswer(Answer):
    """A passage that answers."""

    text: str
    highlights: list[Span] = Field(
        description="Start and end of the words of the question, in characters of `text`.",
        examples=[[[14, 19], [32, 39]]],
    )
    number: int = Field(ge=0, description="Place of the passage in its file, from 0.", examples=[31])
    page: int | None = Field(description="From 1; `null` where the format has no pages.", examples=[12])
    page_end: int | None = Field(examples=[13])
    language: Language | None
    file: CitedFileAnswer | None = Field(description="`null` where the study has lost the file since.")
    score: float
    explanation: ExplanationAnswer | None = Field(
        default=None, exclude_if=absent, description="Only with `explain=true`."
    )
