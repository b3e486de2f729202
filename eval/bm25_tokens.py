"""Terms as ``bm25s`` takes them: one word each, those of two languages apart.

So a word is as rare as it is in its own language, as in Savoir's index.
"""

from collections.abc import Mapping

from index.question import Terms
from models.language import Language


def token(term: str, language: Language | None) -> str:
    """Return the name of a term of a language."""
    return f"{language}:{term}"


def tokens(terms: Mapping[Language | None, Terms]) -> list[str]:
    """Return the terms of a question by their names, as often as each occurs in it."""
    return [
        token(term, language)
        for language, weights in terms.items()
        for term, weight in weights.items()
        for _ in range(round(weight))
    ]
