"""What the library holds at a glance, in memory: for suggestions while a reader types, and for counts."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.study import AdministrationId, Study, StudyId
from corpus.text import words
from models.language import Language
from search_api.keeping import Keeper

if TYPE_CHECKING:
    from corpus.administrations import Registry
    from search_api.services import Services


class Kind(StrEnum):
    """What is suggested."""

    STUDY = "study"
    ADMINISTRATION = "administration"
    KEYWORD = "keyword"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something to suggest, under one of its spellings."""

    kind: Kind
    text: str
    """What is shown."""
    id: str | None
    """Of the study or the administration; ``None`` for a keyword."""
    language: Language | None
    """Of the text; ``None`` where the spelling is an acronym or a former name, of no language or another."""
    folded: str
    """The words of the spelling, folded, each after a space."""
    weight: int
    """In how many studies it occurs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """A view of the catalogue at one moment."""

    entries: Sequence[Entry]
    administrations: Mapping[AdministrationId, int]
    """How many studies each administration commissioned."""
    unlisted: Mapping[AdministrationId, str]
    """Those that the registry does not know, as they are written."""

    def suggest(self, text: str, *, limit: int, language: Language | None = None) -> tuple[Entry, ...]:
        """Return what ``text`` may be the beginning of, or its words of words: at most one per thing.

        With a ``language``, only what is in it or in none.

        A spelling that begins with the text comes before one where a later word does, and this before
        one that merely has all the words; then what occurs in more studies.
        """
        asked = words(text)
        if not asked:
            return ()
        together, each = f" {' '.join(asked)}", [f" {word}" for word in asked]
        found = [
            (closeness, entry)
            for entry in self.entries
            if language in (None, entry.language) or entry.language is None
            if (closeness := _closeness(entry.folded, together, each)) is not None
        ]
        found.sort(key=lambda pair: (pair[0], -pair[1].weight, len(pair[1].folded), pair[1].text))
        distinct: dict[tuple[Kind, str], Entry] = {}
        for _, entry in found:
            distinct.setdefault((entry.kind, entry.id or entry.folded), entry)
        return tuple(distinct.values())[:limit]


def _closeness(folded: str, together: str, each: Sequence[str]) -> int | None:
    if folded.startswith(together):
        return 0
    if together in folded:
        return 1
    return 2 if all(word in folded for word in each) else None


class DirectoryKeeper(Keeper[Directory]):
    """Keeps one directory and makes it anew when the catalogue or the index has changed."""

    def __init__(self, services: "Services", *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(services, _surveyed, clock=clock)


def _surveyed(services: "Services") -> Directory:
    return survey(services.catalogue.studies(), services.registry)


def survey(studies: Sequence[Study], registry: "Registry") -> Directory:
    """Return the directory of these studies."""
    counts = Counter(identity for study in studies for identity in set(study.administrations))
    unlisted: dict[AdministrationId, str] = {}
    for study in studies:
        for identity, written in zip(study.administrations, study.administrations_as_written, strict=False):
            if registry.get(identity) is None:
                unlisted.setdefault(identity, written)
    entries = [*_titles(studies), *_names(counts, unlisted, registry), *_keywords(studies)]
    return Directory(entries=entries, administrations=counts, unlisted=unlisted)


def _titles(studies: Sequence[Study]) -> Iterator[Entry]:
    for study in studies:
        for language, title in study.titles.items():
            yield _entry(Kind.STUDY, title, title, study.id, language, 1)


def _names(
    counts: Mapping[AdministrationId, int], unlisted: Mapping[AdministrationId, str], registry: "Registry"
) -> Iterator[Entry]:
    for identity, count in counts.items():
        if entry := registry.get(identity):
            for language, name in entry.names.items():
                yield _entry(Kind.ADMINISTRATION, name, name, identity, language, count)
            usual = next(iter(entry.names.values()))
            for spelling in set(entry.spellings()) - set(entry.names.values()):
                yield _entry(Kind.ADMINISTRATION, usual, spelling, identity, None, count)
        else:
            name = unlisted.get(identity) or registry.label(identity, Language.EN)
            yield _entry(Kind.ADMINISTRATION, name, name, identity, None, count)


def _keywords(studies: Sequence[Study]) -> Iterator[Entry]:
    counts = Counter(
        (language, keyword)
        for study in studies
        for language, keywords in study.keywords.items()
        for keyword in keywords
    )
    for (language, keyword), count in counts.items():
        yield _entry(Kind.KEYWORD, keyword, keyword, None, language, count)


def _entry(
    kind: Kind,
    text: str,
    spelling: str,
    identity: StudyId | AdministrationId | None,
    language: Language | None,
    weight: int,
) -> Entry:
    folded = f" {' '.join(words(spelling))}"
    return Entry(kind=kind, text=text, id=identity, language=language, folded=folded, weight=weight)
