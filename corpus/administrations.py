"""The registry of Brussels administrations: any spelling of a name leads to one entity."""

import hashlib
import re
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from corpus.errors import UnknownAdministrationError
from corpus.spelling import SEPARATORS, key, municipal_readings, readings, without_municipal_words
from corpus.study import AdministrationId
from corpus.text import fold, slug
from models.language import Language

UNLISTED = "unlisted:"
"""What the id of an administration begins with that the registry does not know."""


class AdministrationKind(StrEnum):
    """What sort of body an administration is."""

    REGION = "region"
    DEPARTMENT = "department"
    AGENCY = "agency"
    ADVISORY = "advisory"
    INTERCOMMUNAL = "intercommunal"
    COMMUNITY = "community"
    ASSOCIATION = "association"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """What an administration, or one that it took over, was called before."""

    names: Mapping[Language, str]
    acronyms: tuple[str, ...] = ()
    until: int | None = None
    """The year in which another name took over; ``None`` where it is not known for certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Administration:
    """One public body, whatever it is called."""

    id: AdministrationId
    kind: AdministrationKind
    names: Mapping[Language, str]
    """The usual name in each of the three languages."""
    acronyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    company_number: str | None = None
    """Ten digits of the Crossroads Bank for Enterprises; no key, since several bodies share one."""

    def spellings(self) -> Iterator[str]:
        """Yield every way to write the administration: names first, then former names, aliases, acronyms."""
        yield from self.names.values()
        for former in self.former:
            yield from former.names.values()
        yield from self.aliases
        yield from self.acronyms
        for former in self.former:
            yield from former.acronyms


class Registry:
    """The administrations, found by any of their names. Immutable.

    ``registry()`` is what ships; the one of a library, where librarians add and correct, is
    ``corpus.catalogue.lists.Lists.registry``.

    Raises:
        ValueError: two administrations share a spelling, so that it would be ambiguous.
    """

    def __init__(self, administrations: Iterable[Administration], *, first_counts: bool = False) -> None:
        """Take the administrations.

        Args:
            administrations: in order.
            first_counts: a spelling that several share means the first, and is no error.
        """
        self._by_id = MappingProxyType({entry.id: entry for entry in administrations})
        self._by_key = MappingProxyType(_keys(self._by_id.values(), first_counts))

    def __iter__(self) -> Iterator[Administration]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, administration: AdministrationId) -> Administration | None:
        """Return the administration with this id; ``None`` for an unlisted or unknown one."""
        return self._by_id.get(administration)

    def label(self, administration: AdministrationId, language: Language) -> str:
        """Return the name to show.

        For an unlisted administration these are the words of its id: only the catalogue knows the
        spelling of the inventory (``Catalogue.unlisted_administrations``).
        """
        entry = self._by_id.get(administration)
        return entry.names[language] if entry else administration.removeprefix(UNLISTED).replace("-", " ")

    def spelt(self, spelling: str) -> Administration | None:
        """Return the administration that has this very spelling, but for case, accents and the like."""
        return self._by_key.get(key(spelling))

    def resolve(self, name: str) -> Administration | None:
        """Return the administration that ``name`` means, or ``None``.

        Case, accents, punctuation, function words, "commune de …", a leading "SPRB" or "GOB", and
        "Bruxelles" or ".brussels" before or after make no difference. Several spellings in one text
        ("IBGE / BIM") resolve if they mean one body, counting the Region and its public service only
        where they stand alone ("SPRB - Bruxelles Mobilité" is Bruxelles Mobilité).
        """
        if found := self._exactly(key(name)):
            return found
        for separator in SEPARATORS:
            parts = [part for part in re.split(separator, name) if key(part)]
            if len(parts) > 1 and (found := self._together(parts)):
                return found
        return None

    def identify(self, name: str, unlisted: Container[AdministrationId] = ()) -> AdministrationId:
        """Return the id that ``name`` means: any spelling, an id, or one of the ``unlisted`` in use.

        Raises:
            UnknownAdministrationError: neither the registry nor ``unlisted`` knows it.
        """
        if found := self.resolve(name):
            return found.id
        candidate = unlisted_id(name.removeprefix(UNLISTED))
        if candidate in unlisted:
            return candidate
        raise UnknownAdministrationError(name, self.nearest(name))

    def nearest(self, name: str, k: int = 3) -> tuple[str, ...]:
        """Return the spellings closest to ``name``, best first, one for each of at most ``k`` bodies."""
        from rapidfuzz import fuzz, process

        spellings = [(text, entry.id) for entry in self for text in entry.spellings() if len(text) > 3]
        matches = process.extract(
            without_municipal_words(name),
            [fold(text) for text, _ in spellings],
            scorer=fuzz.WRatio,
            limit=len(spellings),
            score_cutoff=70,
        )
        best: dict[AdministrationId, str] = {}
        for _, _, place in matches:
            text, administration = spellings[place]
            best.setdefault(administration, text)
        return tuple(best.values())[:k]

    def _exactly(self, text: str) -> Administration | None:
        for reading in readings(text):
            if found := self._by_key.get(reading):
                return found
        for reading in municipal_readings(text):
            found = self._by_key.get(reading)
            if found and found.kind is AdministrationKind.MUNICIPALITY:
                return found
        return None

    def _together(self, parts: Iterable[str]) -> Administration | None:
        """Return the one body that all parts mean, if there is one."""
        found = {entry.id if (entry := self.resolve(part)) else None for part in parts}
        meant = found - _PARENTS or found
        only = meant.pop() if len(meant) == 1 else None
        return self._by_id[only] if only else None


@cache
def registry() -> Registry:
    """Return the registry that ships with the project, read once."""
    text = resources.files("corpus").joinpath("administrations.toml").read_text(encoding="utf-8")
    return Registry(_administration(entry) for entry in tomllib.loads(text)["administration"])


def unlisted_id(name: str) -> AdministrationId:
    """Return the id of an administration that the registry does not know: the same for all its spellings."""
    readable = slug(name) or hashlib.sha256(name.strip().encode("utf-8", "replace")).hexdigest()[:12]
    return AdministrationId(f"{UNLISTED}{readable}")


_PARENTS = frozenset({AdministrationId("sprb-gob"), AdministrationId("region-bruxelles-capitale")})


def _keys(administrations: Iterable[Administration], first_counts: bool) -> dict[str, Administration]:
    found: dict[str, Administration] = {}
    for entry in administrations:
        for spelling in (entry.id, *entry.spellings()):
            other = found.setdefault(key(spelling), entry)
            if other is not entry and not first_counts:
                raise ValueError(f"{spelling!r} may be {other.id} or {entry.id}")
    return found


def _administration(entry: Mapping[str, Any]) -> Administration:
    return Administration(
        id=AdministrationId(entry["id"]),
        kind=AdministrationKind(entry["kind"]),
        names=_names(entry["names"]),
        acronyms=tuple(entry.get("acronyms", ())),
        aliases=tuple(entry.get("aliases", ())),
        former=tuple(
            FormerName(
                names=_names(former["names"]),
                acronyms=tuple(former.get("acronyms", ())),
                until=former.get("until"),
            )
            for former in entry.get("former", ())
        ),
        company_number=entry.get("company"),
    )


def _names(entry: Mapping[str, str]) -> Mapping[Language, str]:
    return MappingProxyType({Language(code): name for code, name in entry.items()})
