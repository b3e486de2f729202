"""The glossary as a table that a spreadsheet opens: written, and read back."""

from dataclasses import replace
from pathlib import Path

from corpus.catalogue.lists import Lists, Taken
from corpus.ids import study_id
from corpus.lists.concepts import GLOSSARY
from corpus.lists.entries import standing
from models.glossary import Concept, read_glossary, written
from models.language import Language
from search_api.editing.errors import InvalidEntryError
from search_api.editing.reader import given_id
from search_api.errors import RequestError
from search_api.lists.concepts import read_concept


def glossary_table(lists: Lists) -> str:
    """Return the glossary as it is now, in the order of its ids."""
    known = standing(lists.entries(GLOSSARY))
    return written(known[entry] for entry in sorted(known))


def take_table(lists: Lists, path: Path, *, by: str) -> Taken:
    """Put the entries of a table into the glossary; a row without an id is a new one. All of them, or none.

    Raises:
        GlossaryError: the file is no such table.
        InvalidEntryError: rows cannot be read, each named by its id or its place.
        SameConceptError: the glossary has one of them already, under another id.
    """
    read: dict[str, Concept] = {}
    problems: list[RequestError] = []
    taken = {*lists.entries(GLOSSARY)}
    for place, row in enumerate(read_glossary(path), start=1):
        try:
            concept = _checked(row)
        except (InvalidEntryError, RequestError) as error:
            found = error.problems if isinstance(error, InvalidEntryError) else (error,)
            name = row.id or f"entry {place}"
            problems += [RequestError(f"{name}: {one.parameter}", one.reason()) for one in found]
            continue
        entry = concept.id or study_id(concept.synonyms[Language.EN][0], None, taken | set(read))
        read[entry] = replace(concept, id=entry)
    if problems:
        raise InvalidEntryError(problems)
    return lists.take(GLOSSARY, read, by=by)


def _checked(row: Concept) -> Concept:
    terms = {language.value: list(row.synonyms[language]) for language in Language}
    return read_concept({"domain": row.domain, "terms": terms}, given_id(row.id or None))
