"""The glossary as librarians keep it."""

from collections.abc import Mapping
from functools import cache, lru_cache

from corpus.catalogue.documents import Document
from corpus.lists.entries import CuratedList, ListName
from corpus.lists.errors import SameConceptError
from corpus.text import fold
from models.glossary import Concept, read_glossary
from models.language import Language

_folded = lru_cache(maxsize=16_384)(fold)
"""Hundreds of rows of a table are each compared with all terms that are known."""


@cache
def _shipped() -> Mapping[str, Concept]:
    return {concept.id: concept for concept in read_glossary()}


def _document(concept: Concept) -> Document:
    terms = {language.value: list(concept.synonyms[language]) for language in Language}
    return {"domain": concept.domain, "terms": terms}


def _concept(identity: str, told: Document) -> Concept:
    terms: Mapping[str, list[str]] = told["terms"]
    return Concept(
        id=identity,
        domain=told["domain"],
        synonyms={language: tuple(terms[language.value]) for language in Language},
    )


def _require_another(others: Mapping[str, Concept], _identity: str, concept: Concept) -> None:
    """Refuse an entry whose usual terms another one has in all three languages: it would say nothing new.

    One or two of them may be shared: a word may have several meanings.

    Raises:
        SameConceptError: another one has them.
    """
    usual = {language: _folded(concept.synonyms[language][0]) for language in Language}
    for other in others.values():
        if all(usual[language] in map(_folded, other.synonyms[language]) for language in Language):
            raise SameConceptError(other.id, [concept.synonyms[language][0] for language in Language])


GLOSSARY = CuratedList(
    name=ListName.GLOSSARY,
    shipped=_shipped,
    write=_document,
    read=_concept,
    check=_require_another,
)
