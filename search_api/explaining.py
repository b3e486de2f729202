"""Errors of the table in the words of a reader."""

from collections.abc import Mapping
from datetime import datetime

from models.language import Language
from search_api.messages import say, table
from search_api.outcomes import Outcome, outcome_of
from search_api.problems import parameter_problems
from search_api.web.wording import wording


def explain(error: Exception, language: Language) -> str:
    """Return what went wrong: parameter by parameter, or in the words for its kind."""
    if errors := parameter_problems(error, language):
        return "; ".join(f"{entry.parameter}: {entry.reason}" for entry in errors)
    return _detail(outcome_of(error), error, language)


def _detail(outcome: Outcome, error: Exception, language: Language) -> str:
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
