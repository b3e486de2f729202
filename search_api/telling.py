"""What a reader is told of an error, in their language."""

from collections.abc import Mapping
from datetime import datetime

from corpus.duplicates.errors import DecisionRefusedError
from corpus.life import Step, StudyState
from corpus.reasons import AS_WRITTEN, Reason, as_written, reason
from models.language import Language
from search_api.messages import FALLBACK, say, table
from search_api.outcomes import outcome_of
from search_api.problems import parameter_problems
from search_api.web.desk.names import state_name, step_name
from search_api.web.wording import wording

_DETAIL = "detail."
"""Begins the keys of what readers are told of errors."""


def explain(error: Exception, language: Language) -> str:
    """Return what went wrong: parameter by parameter, or in the words for its kind."""
    if errors := parameter_problems(error, language):
        return "; ".join(f"{entry.parameter}: {entry.reason}" for entry in errors)
    return told(error, language)


def told(error: Exception, language: Language) -> str:
    """Return the words for an error of the table of outcomes; facts about the server are not in them."""
    outcome = outcome_of(error)
    refusal = f".{error.reason}" if isinstance(error, DecisionRefusedError) else ""
    key = f"{_DETAIL}{outcome.kind}{refusal}"
    if key in table():
        return say(key, language, **_facts(error, language))
    return say("detail.unavailable", language) if outcome.status >= 500 else str(error)


def reason_of(error: Exception) -> Reason:
    """Return why something failed, to be kept and to be told to a reader later; ``said`` tells it."""
    outcome = outcome_of(error)
    facts = {name: str(_in_words(value, FALLBACK)) for name, value in vars(error).items()}
    key = f"{_DETAIL}{outcome.kind}"
    if key not in table() and outcome.status < 500:
        return as_written(str(error))
    return reason(key if key in table() else f"{_DETAIL}unavailable", **{**facts, "text": str(error)})


def said(why: Reason, language: Language) -> str:
    """Return a reason that was kept, in the reader's language."""
    if not why.kind.startswith(_DETAIL) or why.kind not in table():
        return why.say(language)
    return say(why.kind, language, **dict(why.facts))


def language_of(why: Reason) -> Language | None:
    """Return the language that a reason has whoever reads it; ``None``: it is said in any."""
    return FALLBACK if why.kind == AS_WRITTEN else None


def _facts(error: Exception, language: Language) -> Mapping[str, str]:
    """Return what an error carries, in words: messages use the names of its attributes."""
    carried = error.facts if isinstance(error, DecisionRefusedError) else vars(error)
    return {name: _in_words(value, language) for name, value in carried.items()}


def _in_words(value: object, language: Language) -> str:
    match value:
        case datetime():
            return wording(language).day(value.date())
        case Step():
            return step_name(value, wording(language))
        case StudyState():
            return state_name(value, wording(language))
        case tuple():
            return ", ".join(_in_words(one, language) for one in value)
        case dict():
            return ", ".join(
                f"{count} × {say(f'personal.{kind}', language)}" for kind, count in value.items()
            )
    return str(value)
