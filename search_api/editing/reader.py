"""From what a librarian wrote to a study; everything that cannot be read is told at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from corpus.errors import StudyIdError
from corpus.ids import given_study_id
from corpus.inventory.names import NamedAdministration
from corpus.study import AdministrationId, Cost, PublicationDate, Sha256, Study, StudyFile, StudyId, Vat
from models.language import Language
from search_api import reading
from search_api.editing import values
from search_api.editing.document import FIELDS
from search_api.editing.errors import InvalidStudyError
from search_api.editing.fields import FieldReader
from search_api.editing.naming import Known, named
from search_api.errors import RequestError
from search_api.messages import message

LONGEST_TITLE, LONGEST_ABSTRACT, LONGEST_NAME = 1_000, 8_000, 500
"""Characters."""


def read_study(document: Any, study: Study, known: Known) -> Study:
    """Return the study that a document says.

    Args:
        document: as ``StudyDocument`` has it; what is missing in it is nothing in the study.
        study: what it is now: its id, its files, and what is kept exactly where the document repeats it.
        known: what else is known.

    Raises:
        InvalidStudyError: it cannot be read, with every field that is wrong.
    """
    reader = _Reader(study, known)
    read = reader.study(document)
    if reader.problems:
        raise InvalidStudyError(reader.problems)
    return read


def given_id(given: Any) -> StudyId:
    """Return the id that a new study shall have; empty: one made of its title.

    Raises:
        RequestError: it cannot be an id.
    """
    if given is None:
        return StudyId("")
    try:
        return given_study_id(given if isinstance(given, str) else "")
    except StudyIdError as error:
        raise RequestError("id", message("edit.id", value=reading.shown(str(given)))) from error


@dataclass(slots=True)
class _Reader(FieldReader):
    held: Study
    known: Known

    def study(self, document: Any) -> Study:
        """Return the study, as far as it can be read."""
        given = self._object("", document, FIELDS)
        titles = self._texts("titles", given, LONGEST_TITLE)
        if not (titles or self.problems):
            self.problems.append(RequestError("titles", message("edit.title")))
        administrations = self._administrations(given.get("administrations"))
        kind = self._try(values.document_type, None, "document_type", given.get("document_type"))
        return Study(
            id=self.held.id,
            titles=titles,
            abstracts=self._texts("abstracts", given, LONGEST_ABSTRACT),
            keywords=self._keywords(given),
            administrations=tuple(one.id for one in administrations),
            administrations_as_written=tuple(one.written for one in administrations),
            contractor=self._contractor(given.get("contractor")),
            published=self._published(given.get("published")),
            cost=self._cost(given.get("cost")),
            document_type=kind,
            files=self._files(given.get("files")),
        )

    def _by_language(self, name: str, given: Mapping[str, Any]) -> dict[Language, Any]:
        """Return the values of the languages that have one; those of the study first, in its order."""
        told = self._object(name, given.get(name), [language.value for language in Language])
        languages = dict.fromkeys([*getattr(self.held, name), *Language])
        return {language: told[language] for language in languages if told.get(language) is not None}

    def _texts(self, name: str, given: Mapping[str, Any], limit: int) -> dict[Language, str]:
        held: Mapping[Language, str] = getattr(self.held, name)
        found = {}
        for language, text in self._by_language(name, given).items():
            if _same(text, held.get(language)):
                found[language] = held[language]
            elif read := self._try(values.line, None, f"{name}.{language}", text, limit=limit):
                found[language] = read
        return found

    def _keywords(self, given: Mapping[str, Any]) -> dict[Language, tuple[str, ...]]:
        found = {}
        for language, words in self._by_language("keywords", given).items():
            held = self.held.keywords.get(language, ())
            if words in (list(held), "; ".join(held)) and held:
                found[language] = held
            elif read := self._try(values.keywords, (), f"keywords.{language}", words):
                found[language] = read
        return found

    def _contractor(self, given: Any) -> str | None:
        if _same(given, self.held.contractor):
            return self.held.contractor
        return self._try(values.line, None, "contractor", given, limit=LONGEST_NAME)

    def _published(self, given: Any) -> PublicationDate | None:
        held = self.held.published
        if held and given == held.isoformat():
            return held
        return self._try(values.published, None, "published", given, today=self.known.today)

    def _cost(self, given: Any) -> Cost | None:
        if given is not None and not isinstance(given, Mapping):
            given = {"amount": given}
        told = self._object("cost", given, ("amount", "vat"))
        vat = self._try(_choice, None, "cost.vat", told.get("vat"), Vat)
        return self._try(values.cost, None, "cost.amount", told.get("amount"), vat or Vat.UNKNOWN)

    def _administrations(self, given: Any) -> list[NamedAdministration]:
        found: dict[AdministrationId, NamedAdministration] = {}
        for name in self._list("administrations", given):
            for one in self._try(named, (), name, self.held, self.known):
                found.setdefault(one.id, one)
        return list(found.values())

    def _files(self, given: Any) -> tuple[StudyFile, ...]:
        read = [self._try(self._file, None, one) for one in self._list("files", given)]
        return tuple({file.sha256: file for file in read if file}.values())

    def _file(self, given: Any) -> StudyFile | None:
        told = self._object("files", given, ("sha256", "language"))
        held = {file.sha256: file for file in self.held.files}
        sha256 = told.get("sha256")
        if not isinstance(sha256, str) or sha256 not in held:
            raise RequestError("files", message("edit.file"))
        language = _choice("files.language", told.get("language"), Language)
        return replace(held[Sha256(sha256)], language=language)


def _same(given: Any, held: str | None) -> bool:
    """Tell whether a form or a document repeats what is there, but for spaces and line ends."""
    return held is not None and isinstance(given, str) and reading.clean(given) == reading.clean(held)


def _choice(name: str, given: Any, kind: type[reading.Choice]) -> reading.Choice | None:
    text = values.line(name, given, limit=LONGEST_NAME)
    return reading.choice(name, text, kind) if text else None
