"""What all answers of the API have in common."""

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """Something that readers of the API get; it never changes once made."""

    model_config = ConfigDict(frozen=True)


def absent(value: object) -> bool:
    """Return whether a field says nothing and is left out."""
    return value is None
