"""From what a librarian wrote to an administration; everything that cannot be read is told at once."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from stdnum.be import vat
from stdnum.exceptions import ValidationError

from corpus.administrations import Administration, AdministrationKind, FormerName
from corpus.spelling import key
from corpus.study import AdministrationId
from models.language import Language
from search_api import reading
from search_api.editing import values
from search_api.editing.errors import InvalidEntryError
from search_api.editing.fields import FieldReader
from search_api.errors import RequestError
from search_api.lists.documents import AdministrationDocument, FormerNameDocument
from search_api.messages import message

_LANGUAGES = [language.value for language in Language]
_MOST_SPELLINGS, _MOST_FORMER = 60, 30
_FIRST_YEAR = 1800
_LONGEST_NUMBER = 30


def read_administration(document: Any, identity: str) -> Administration:
    """Return the administration that a document says.

    Raises:
        InvalidEntryError: it cannot be read, with every field that is wrong.
    """
    reader = _Reader()
    read = reader.entry(document, identity)
    if reader.problems or read is None:
        raise InvalidEntryError(reader.problems)
    return read


@dataclass(slots=True)
class _Reader(FieldReader):
    def entry(self, document: Any, identity: str) -> Administration | None:
        """Return the administration; ``None`` where its kind cannot be read."""
        given = self._object("", document, list(AdministrationDocument.model_fields))
        names = self._names("names", given.get("names"))
        for language in Language:
            if language not in names and not self._told(f"names.{language}"):
                self.problems.append(RequestError(f"names.{language}", message("list.name_missing")))
        kind = self._try(_kind, None, given.get("kind"))
        acronyms = self._spellings("acronyms", given.get("acronyms"))
        aliases = self._spellings("aliases", given.get("aliases"))
        former = self._former(given.get("former"))
        company = self._try(_company, None, given.get("company"))
        if kind is None:
            return None
        return Administration(
            id=AdministrationId(identity),
            kind=kind,
            names=MappingProxyType(names),
            acronyms=acronyms,
            aliases=aliases,
            former=former,
            company_number=company,
        )

    def _told(self, field: str) -> bool:
        return any(problem.parameter == field for problem in self.problems)

    def _names(self, field: str, given: Any) -> dict[Language, str]:
        told = self._object(field, given, _LANGUAGES)
        read = {
            language: self._try(_name, None, f"{field}.{language}", told.get(language))
            for language in Language
        }
        return {language: name for language, name in read.items() if name}

    def _spellings(self, field: str, given: Any) -> tuple[str, ...]:
        return self._try(_spellings, (), field, given)

    def _former(self, given: Any) -> tuple[FormerName, ...]:
        told = self._list("former", given)
        if len(told) > _MOST_FORMER:
            self.problems.append(RequestError("former", message("parameter.too_many", limit=_MOST_FORMER)))
        read = (self._one_former(number, one) for number, one in enumerate(told[:_MOST_FORMER], start=1))
        return tuple(one for one in read if one)

    def _one_former(self, number: int, given: Any) -> FormerName | None:
        """Read one former name; one of which nothing is written is none."""
        field = f"former.{number}"
        told = self._object(field, given, list(FormerNameDocument.model_fields))
        names = self._names(f"{field}.names", told.get("names"))
        acronyms = self._spellings(f"{field}.acronyms", told.get("acronyms"))
        until = self._try(_year, None, f"{field}.until", told.get("until"))
        if not names and (acronyms or until):
            self.problems.append(RequestError(f"{field}.names", message("list.former_name")))
        return FormerName(names=MappingProxyType(names), acronyms=acronyms, until=until) if names else None


def _kind(given: Any) -> AdministrationKind:
    text = values.line("kind", given, limit=reading.MOST_NAME)
    if text is None:
        raise RequestError("kind", message("parameter.missing"))
    return reading.choice("kind", text, AdministrationKind)


def _name(field: str, given: Any) -> str | None:
    return _spelt(field, values.line(field, given, limit=reading.MOST_NAME))


def _spellings(field: str, given: Any) -> tuple[str, ...]:
    read = values.lines(field, given or (), limit=reading.MOST_NAME, most=_MOST_SPELLINGS)
    return tuple(spelling for text in read if (spelling := _spelt(field, text)))


def _spelt(field: str, text: str | None) -> str | None:
    """Return a name that has a letter or a digit: others would mean everything and nothing."""
    if text is not None and not key(text):
        raise RequestError(field, message("list.no_letter", value=reading.shown(text)))
    return text


def _year(field: str, given: Any) -> int | None:
    text = values.line(field, str(given) if isinstance(given, int) else given, limit=_LONGEST_NUMBER)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()):
        raise RequestError(field, message("whole.unreadable"))
    return reading.whole(field, int(text), least=_FIRST_YEAR, most=date.today().year)


def _company(given: Any) -> str | None:
    """Return the ten digits of a company number."""
    text = values.line("company", given, limit=_LONGEST_NUMBER)
    if text is None:
        return None
    try:
        return str(vat.validate(text))
    except ValidationError as error:
        raise RequestError("company", message("list.company", value=reading.shown(text))) from error
