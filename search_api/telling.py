"""What a reader is told of an error, in their language."""

from collections.abc import Mapping
from datetime import datetime

from models.language import Language
from search_api.messages import say, table
from search_api.outcomes import outcome_of
from search_api.web.wording import wording


def told(error: Exception, language: Language) -> str:
    """Return the words for an error of the table of outcomes; facts about the server are not in them."""
    outcome = outcome_of(error)
    key = f"detail.{outcome.kind}"
    if key in table():
        return say(key, language, **_facts(error, language))
    return say("detail.unavailable", language) if outcome.status >= 500 else str(error)


def _facts(error: Exception, language: Language) -> Mapping[str, str]:
    """Return what an error carries, in words: messages use the names of its attributes."""
    return {name: _in_words(value, language) for name, value in vars(error).items()}


def _in_words(value: object, language: Language) -> str:
    match value:
        case datetime():
            return wording(language).day(value.date())
        case tuple():
            return ", ".join(map(str, value))
    return str(value)
