"""Why a passage was found, said to a reader."""

from collections.abc import Iterator

from models.language import Language
from search_api.messages import say
from search_api.passage_answers import ExplanationAnswer, PassageAnswer
from search_api.web.wording import Wording

_MUCH = 0.5
"""Share of the best candidate's from which meaning or a title is worth telling."""

_MOST_WORDS = 4


def foreign(passage: PassageAnswer, asked_in: Language | None, words: Wording) -> str | None:
    """Return the mark of a passage in another language than the question, ``None`` for the same one."""
    if None in (asked_in, passage.language) or passage.language is asked_in:
        return None
    return words.text("In %(language)s", language=say(f"language.{passage.language}", words.language))


def reasons(passage: PassageAnswer, asked_in: Language | None, words: Wording) -> str | None:
    """Return what a passage was found by, the plainest first; ``None`` where nothing needs to be told.

    In the language of the question, the marked words tell it already.
    """
    told = passage.language is asked_in and passage.highlights
    found = list(_reasons(passage.explanation, words)) if passage.explanation and not told else []
    return words.text("Found by %(reasons)s", reasons=" · ".join(found)) if found else None


def _reasons(explanation: ExplanationAnswer, words: Wording) -> Iterator[str]:
    if explanation.translations:
        pairs = [f"{one.word} → {', '.join(one.found)}" for one in explanation.translations[:_MOST_WORDS]]
        yield words.text("translated words (%(pairs)s)", pairs="; ".join(pairs))
    elif explanation.terms:
        yield words.text("its words")
    if explanation.parallel:
        yield words.text("a passage in another language that says the same")
    if explanation.meaning >= _MUCH:
        yield words.text("its meaning")
    if explanation.title >= _MUCH:
        yield words.text("the title of the study")
