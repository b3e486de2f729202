"""What a form of the desk says when it cannot be done."""

from corpus.errors import StaleRevisionError
from models.language import Language
from search_api.telling import explain, told
from search_api.web.wording import Wording


def sentence_of(error: Exception | None, language: Language) -> str:
    """Return an error as a sentence of its own; nothing where there is none."""
    text = told(error, language) if error else ""
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def refusal(error: Exception, words: Wording) -> str:
    """Return why a study stays as it is; a page that says it shows what was changed meanwhile."""
    if isinstance(error, StaleRevisionError):
        return words.text(
            "Nothing was done: somebody else changed this study meanwhile. "
            "Look at what changed, then decide anew."
        )
    return explain(error, words.language)
