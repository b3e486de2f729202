"""Addresses that begin with the language of their page."""

from starlette.convertors import Convertor, register_url_convertor

from models.language import Language


class _LanguageConvertor(Convertor[Language]):
    regex = "|".join(Language)

    def convert(self, value: str) -> Language:
        """Return the language of an address."""
        return Language(value)

    def to_string(self, value: Language) -> str:
        """Return how an address has it."""
        return value.value


register_url_convertor("lang", _LanguageConvertor())

IN_LANGUAGE = "/{language:lang}"
"""What the path of a page begins with."""


def page_language(path: str) -> Language | None:
    """Return the language of the page at a path; ``None`` where no page is, or one of every language."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return Language(first) if first in set(Language) else None
