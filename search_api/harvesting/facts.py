"""From what a source tells to a study, by the readers that inventories are read by."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import TypeVar

from corpus.administrations import Registry
from corpus.inventory.cells import MAX_CELL, CellFault, Reading, clean
from corpus.inventory.dates import read_date
from corpus.inventory.document_types import read_document_type
from corpus.inventory.languages import language_of, read_languages
from corpus.inventory.names import NamedAdministration, read_administrations
from corpus.inventory.report import Problem, Severity, shorten
from corpus.inventory.rows import Knowledge
from corpus.reasons import Reason, reason
from corpus.study import DocumentType, PublicationDate, Study, StudyId
from models.language import Language
from search_api.harvesting.record import SourceRecord, Text

T = TypeVar("T")

MOST_KEYWORDS = 100
"""Of one study and language; a source that tells more tells something else."""

_MARKUP = re.compile(r"</?(?:p|br|b|i|em|strong|ul|ol|li|div|span|a|h[1-6]|sup|sub)\b[^<>]*>", re.IGNORECASE)
_DEFAULT_TAG = re.compile(r"en[-_]us", re.IGNORECASE)
_SAYS_NOTHING = frozenset({"text", "dataset", "report", "other", "book", "article", "workingpaper"})


@dataclass(slots=True)
class Reader:
    """Reads one record and collects what is wrong with it."""

    record: SourceRecord
    known: Knowledge
    problems: list[Problem] = field(default_factory=list)

    def study(self) -> Study | None:
        """Return the study, without files and with no id yet; ``None`` where it has no title."""
        declared = self._languages()
        titles = self._texts("title", self.record.titles, declared)
        if not titles:
            self.reject("title", reason("harvest.untitled"))
            return None
        named = self._administrations()
        return Study(
            id=StudyId(""),
            titles=titles,
            abstracts=self._texts("abstract", self.record.abstracts, declared),
            administrations=tuple(one.id for one in named),
            administrations_as_written=tuple(one.written for one in named),
            contractor=self._contractor({one.id for one in named}),
            published=self._published(),
            document_type=self._document_type(),
            keywords=self._keywords(declared or tuple(titles)),
        )

    def add(self, fact: str, value: str, why: Reason, severity: Severity = Severity.NOTE) -> None:
        """Keep a problem with one fact."""
        self.problems.append(
            Problem(
                source=self.record.identifier,
                row=None,
                column=fact,
                value=shorten(value) or None,
                reason=why,
                severity=severity,
            )
        )

    def reject(self, fact: str, why: Reason) -> None:
        """Keep the reason why the record is no study."""
        self.add(fact, "", why, Severity.ROW_REJECTED)

    def _attempt(self, fact: str, value: str, read: Callable[[], Reading[T]]) -> T | None:
        try:
            reading = read()
        except CellFault as fault:
            self.add(fact, value, fault.reason, Severity.VALUE_DROPPED)
            return None
        if reading.note:
            self.add(fact, value, reading.note)
        return reading.value

    def _languages(self) -> tuple[Language, ...]:
        """Return the languages of the record, and say of the others that the library has them not."""
        for told in self.record.languages:
            if not _read_language(told):
                self.add("language", told, reason("harvest.language"))
        return languages_of(self.record)

    def _texts(self, fact: str, texts: Sequence[Text], declared: Sequence[Language]) -> dict[Language, str]:
        found: dict[Language, str] = {}
        for told in texts:
            text = _plain(told.text)
            if len(text) > MAX_CELL:
                self.add(fact, text, reason("harvest.too-long", most=MAX_CELL), Severity.VALUE_DROPPED)
            elif text:
                language = self._language(fact, told, text, declared)
                if language and found.setdefault(language, text) != text:
                    self.add(fact, text, reason("harvest.another", language=language.upper()))
        return found

    def _language(self, fact: str, told: Text, text: str, declared: Sequence[Language]) -> Language | None:
        """Return the language of a text: as tagged, as recognised, or the only one of the record."""
        if tag := _tag(told):
            tagged = language_of(tag)
            if tagged is None:
                self.add(fact, text, reason("harvest.foreign", language=told.language or ""))
            return tagged
        if guess := self.known.identify(text):
            return guess
        assumed = declared[0] if declared else Language.FR
        if len(declared) != 1:
            self.add(fact, text, reason("harvest.assumed", language=assumed.upper()))
        return assumed

    def _keywords(self, expected: Sequence[Language]) -> Mapping[Language, tuple[str, ...]]:
        """Return the keywords; those that a portal translated into other languages are passed over."""
        found: dict[Language, dict[str, None]] = {}
        for told in self.record.keywords:
            tag = _tag(told)
            for word in filter(None, map(_plain, told.text.split(";"))):
                guess = language_of(tag) if tag else self.known.identify(word)
                language = guess if tag or guess in expected else expected[0]
                if language and len(word) <= MAX_CELL:
                    found.setdefault(language, {})[word] = None
        return {language: tuple(words)[:MOST_KEYWORDS] for language, words in found.items()}

    def _administrations(self) -> list[NamedAdministration]:
        """Return who commissioned the study: its publishers, or else authors that the registry knows."""
        publishers = [text for told in self.record.publishers if (text := _plain(told))]
        named = read_administrations(["; ".join(publishers)], self.known.registry) if publishers else []
        for one in named:
            if not one.listed:
                self.add(
                    "administration",
                    one.written,
                    reason("administration.unknown"),
                )
        return named or [*_known_authors(self.record.authors, self.known.registry)]

    def _contractor(self, administrations: set[str]) -> str | None:
        """Return who wrote it; repositories repeat as author who published it."""
        wrote = []
        for told in map(_plain, self.record.authors):
            found = self.known.registry.resolve(told)
            if told and not (found and found.id in administrations) and told not in self.record.publishers:
                wrote.append(told)
        return "; ".join(dict.fromkeys(wrote)) or None

    def _published(self) -> PublicationDate | None:
        """Return the date without an hour: repositories tell beside it when a record was made."""
        dates = [told.strip() for told in self.record.dates if told.strip()]
        if not dates:
            return None
        chosen = next((told for told in dates if "T" not in told), min(dates))
        return self._attempt("date", chosen, lambda: read_date(chosen, self.known.today))

    def _document_type(self) -> DocumentType | None:
        for told in self.record.types:
            word = re.split(r"[/#]", told)[-1].strip()
            if word.lower().replace(" ", "") in _SAYS_NOTHING:
                continue
            try:
                return read_document_type(word)
            except CellFault:
                continue  # what kind of thing it is for its source is no kind of study
        return None


def languages_of(record: SourceRecord) -> tuple[Language, ...]:
    """Return the languages of the library that a record names, in its order."""
    return tuple(dict.fromkeys(one for told in record.languages for one in _read_language(told)))


def _read_language(told: str) -> tuple[Language, ...]:
    try:
        return read_languages(re.split(r"[-_]", told.strip())[0]).value
    except CellFault:
        return ()


def _known_authors(authors: Sequence[str], registry: Registry) -> Iterator[NamedAdministration]:
    for told in map(_plain, authors):
        if found := registry.resolve(told):
            yield NamedAdministration(found.id, told)


def _tag(told: Text) -> str | None:
    """Return the code that a text is tagged with; repositories tag everything as American English."""
    tag = (told.language or "").strip()
    return None if not tag or _DEFAULT_TAG.fullmatch(tag) else re.split(r"[-_]", tag.lower())[0]


def _plain(text: str) -> str:
    """Return a text on one line, without the markup that portals let through."""
    return clean(unescape(_MARKUP.sub(" ", text)) if _MARKUP.search(text) else text)
