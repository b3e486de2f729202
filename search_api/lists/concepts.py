"""From what a librarian wrote to an entry of the glossary; everything that cannot be read is told at once."""

from dataclasses import dataclass
from typing import Any

from models.glossary import Concept, phrase
from models.language import Language
from search_api.editing import values
from search_api.editing.errors import InvalidEntryError
from search_api.editing.fields import FieldReader
from search_api.errors import RequestError
from search_api.lists.documents import ConceptDocument
from search_api.messages import message

LONGEST_TERM, MOST_TERMS = 100, 30
"""Characters of a term, and terms of a language."""
LONGEST_DOMAIN = 60


def read_concept(document: Any, identity: str) -> Concept:
    """Return the entry that a document says.

    Raises:
        InvalidEntryError: it cannot be read, with every field that is wrong.
    """
    reader = _Reader()
    read = reader.concept(document, identity)
    if reader.problems:
        raise InvalidEntryError(reader.problems)
    return read


@dataclass(slots=True)
class _Reader(FieldReader):
    def concept(self, document: Any, identity: str) -> Concept:
        """Return the entry, as far as it can be read."""
        given = self._object("", document, list(ConceptDocument.model_fields))
        told = self._object("terms", given.get("terms"), [language.value for language in Language])
        return Concept(
            id=identity,
            domain=self._try(_domain, "", given.get("domain")),
            synonyms={language: self._try(_terms, (), language, told.get(language)) for language in Language},
        )


def _domain(given: Any) -> str:
    text = values.line("domain", given, limit=LONGEST_DOMAIN)
    if text is None:
        raise RequestError("domain", message("parameter.missing"))
    return text


def _terms(language: Language, given: Any) -> tuple[str, ...]:
    """Return the terms of a language, the usual one first; one of them at least can be looked for."""
    field = f"terms.{language}"
    read = values.lines(field, given or (), limit=LONGEST_TERM, most=MOST_TERMS)
    if not read:
        raise RequestError(field, message("list.term_missing"))
    known: dict[str, str] = {}
    for term in read:
        other = known.setdefault(term.casefold(), term)
        if other is not term:
            raise RequestError(field, message("list.same_term", value=term, other=other))
    if not any(phrase(term, language) for term in read):
        raise RequestError(field, message("list.no_word"))
    return read
