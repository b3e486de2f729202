"""Resumption tokens: where a list goes on. They hold all that it takes, so the server keeps nothing."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from corpus.study import StudyId
from search_api.oai.arguments import Asked, Verb, read_arguments
from search_api.oai.faults import Code, OaiFault

_LONGEST = 1000


class Resumption(BaseModel):
    """The list that a token goes on with, and after which of its items."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verb: Verb
    arguments: dict[str, str]
    """Those that the list began with."""
    datestamp: AwareDatetime
    study: str
    cursor: int = Field(ge=1, le=10**9)
    """Items told before."""

    @property
    def place(self) -> tuple[datetime, StudyId]:
        """The place of the item that was told last."""
        return self.datestamp.astimezone(UTC), StudyId(self.study)


def write_token(resumption: Resumption) -> str:
    """Return the token."""
    return urlsafe_b64encode(resumption.model_dump_json().encode()).decode().rstrip("=")


def read_token(token: str, verb: Verb) -> Resumption:
    """Read a token of this verb.

    Raises:
        OaiFault: it was not made here, or for another verb.
    """
    try:
        text = urlsafe_b64decode((token[:_LONGEST] + "=" * (-len(token) % 4)).encode("ascii"))
        resumption = Resumption.model_validate_json(text)
        asked = read_arguments([("verb", resumption.verb), *resumption.arguments.items()])
        _ = resumption.place
    except (ValueError, OverflowError, OaiFault) as error:
        raise _refused() from error
    if asked.verb is not verb or asked.token is not None:
        raise _refused()
    return resumption


def resumed(asked: Asked) -> Resumption | None:
    """Return where the list that is asked for goes on; ``None`` where it begins.

    Raises:
        OaiFault: the token is of no use.
    """
    return None if asked.token is None else read_token(asked.token, asked.verb)


def _refused() -> OaiFault:
    return OaiFault(Code.BAD_RESUMPTION_TOKEN, "this token was not given here; begin the list again")
