"""What was recognised in a question, as readers get it."""

from collections.abc import Set

from pydantic import BaseModel, ConfigDict, Field

from search_api.interpreting.interpretation import FilterKind, Interpretation


class RecognisedAnswer(BaseModel):
    """Words of the question that are a filter."""

    model_config = ConfigDict(frozen=True)

    kind: FilterKind
    text: str = Field(examples=["depuis 2019"])
    start: int = Field(ge=0, description="Where they begin, in characters of the text.", examples=[20])
    end: int = Field(ge=1, description="Where they end.", examples=[31])
    parameters: dict[str, list[str]] = Field(
        description="What they mean, by the names of the parameters; administrations by their ids.",
        examples=[{"date_from": ["2019"]}],
    )
    overruled: list[str] = Field(
        description="Those of the parameters that were also given outright, or contradict one that was: "
        "the given one counts."
    )


class InterpretedAnswer(BaseModel):
    """A question taken apart: put the parameters in the address to let a reader remove them one by one."""

    model_config = ConfigDict(frozen=True)

    question: str = Field(
        description="What was searched for: the words that are no filter. The whole text where no other "
        "word is left.",
        examples=["le bruit"],
    )
    recognised: list[RecognisedAnswer]


def present_interpretation(interpretation: Interpretation, overruled: Set[str]) -> InterpretedAnswer:
    """Return what was recognised, and what became of it."""
    return InterpretedAnswer(
        question=interpretation.question,
        recognised=[
            RecognisedAnswer(
                kind=one.kind,
                text=one.text,
                start=one.start,
                end=one.end,
                parameters={name: list(values) for name, values in one.parameters.items()},
                overruled=sorted(one.parameters.keys() & overruled),
            )
            for one in interpretation.recognised
        ],
    )
