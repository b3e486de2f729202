"""What a form of the desk says when it cannot be done."""

from models.language import Language
from search_api.telling import told


def sentence_of(error: Exception | None, language: Language) -> str:
    """Return an error as a sentence of its own; nothing where there is none."""
    text = told(error, language) if error else ""
    return f"{text[:1].upper()}{text[1:]}." if text else ""
