"""What every set of parameters has in common: no parameter beside the known ones."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from search_api.messages import Message, message

UNKNOWN_PARAMETER = "unknown_parameter"
"""Type of the validation error; its context has the ``name`` and the ``known`` names."""


class Parameters(BaseModel):
    """Query parameters of one address; a parameter that it does not know is refused, not passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _known_only(cls, given: Any) -> Any:
        if isinstance(given, Mapping):
            for name in given:
                if name not in cls.model_fields:
                    context = {"name": name, "known": list(cls.model_fields)}
                    raise PydanticCustomError(UNKNOWN_PARAMETER, "unknown parameter", context)
        return given


class NoParameters(Parameters):
    """An address without parameters."""


def unknown_parameter(name: str, known: list[str]) -> Message:
    """Say which parameter was meant, or which there are."""
    from rapidfuzz import fuzz, process

    if not known:
        return message("parameter.none")
    nearest = process.extractOne(name.lower()[:100], known, scorer=fuzz.WRatio, score_cutoff=60)
    if nearest is None:
        return message("parameter.unknown", known=", ".join(known))
    return message("parameter.nearest", nearest=nearest[0])
