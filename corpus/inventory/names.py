"""Administrations as a cell names them: several, in several languages, known to the registry or not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.administrations import Registry, unlisted_id
from corpus.inventory.cells import Cell, items
from corpus.study import AdministrationId

_BETWEEN = r"[;|\n]"
_LOOSELY_BETWEEN = (r"\s/\s", r"/", r",", r"\s[-–—+&]\s", r"(?i:\s(?:et|en|and)\s)")


@dataclass(frozen=True, slots=True)
class NamedAdministration:
    """An administration and the spelling that named it."""

    id: AdministrationId
    written: str
    listed: bool = True


def read_administrations(cells: Sequence[Cell], registry: Registry) -> list[NamedAdministration]:
    """Return the administrations that the cells of one row name, in their order, each once.

    ``;`` and new lines part administrations. "Bruxelles Environnement / Leefmilieu Brussel" is one where
    both names mean one; otherwise " / " parts two. Weaker marks ("et", a comma) part only where the registry
    knows every part. Cells of several columns (one for each language) name the same administrations.
    """
    named = [[one for piece in items(cell, _BETWEEN) for one in _read(piece, registry)] for cell in cells]
    if len({len(versions) for versions in named}) > 1 or not named:
        return _each_once([one for versions in named for one in versions])
    return _each_once([one for versions in zip(*named, strict=True) for one in _same(versions)])


def _read(piece: str, registry: Registry) -> list[NamedAdministration]:
    if found := registry.resolve(piece):
        return [NamedAdministration(found.id, piece)]
    for separator in _LOOSELY_BETWEEN:
        parts = [part.strip() for part in re.split(separator, piece) if part.strip()]
        entries = [registry.resolve(part) for part in parts]
        if len(parts) > 1 and all(entries):
            return [NamedAdministration(e.id, part) for e, part in zip(entries, parts, strict=True) if e]
    parts = [part.strip() for part in re.split(_LOOSELY_BETWEEN[0], piece) if part.strip()]
    return [_one(part, registry) for part in parts]


def _one(name: str, registry: Registry) -> NamedAdministration:
    found = registry.resolve(name)
    return (
        NamedAdministration(found.id, name) if found else NamedAdministration(unlisted_id(name), name, False)
    )


def _same(versions: Sequence[NamedAdministration]) -> Sequence[NamedAdministration]:
    """Return the one administration that several columns name, or all where they name different ones."""
    several = len({version.id for version in versions if version.listed}) > 1
    return versions if several else [_merged(versions)]


def _merged(versions: Sequence[NamedAdministration]) -> NamedAdministration:
    best = next((version for version in versions if version.listed), versions[0])
    return NamedAdministration(best.id, " / ".join(dict.fromkeys(v.written for v in versions)), best.listed)


def _each_once(named: Sequence[NamedAdministration]) -> list[NamedAdministration]:
    """Join the spellings of an administration that is named twice."""
    found: dict[AdministrationId, NamedAdministration] = {}
    for one in named:
        found[one.id] = _merged([found[one.id], one]) if one.id in found else one
    return list(found.values())
