"""Reading a written inventory back: what of the studies it does not carry."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.inventory.reading import read_inventory
from corpus.study import Study, StudyId

if TYPE_CHECKING:
    from corpus.administrations import Registry


@dataclass(frozen=True, slots=True)
class Loss:
    """A fact of a study that reading its inventory does not give back."""

    study: StudyId
    fact: str


def losses(path: Path, studies: Iterable[Study], registry: "Registry") -> Iterator[Loss]:
    """Yield what an inventory in a file does not say of these studies as they are.

    Raises:
        InventoryError: it cannot be read at all.
    """
    read = {
        row.study.id: _facts(row.study, [(file.name, file.language) for file in row.files])
        for row in read_inventory(path, registry).rows
    }
    for study in studies:
        told = read.get(study.id)
        if told is None:
            yield Loss(study.id, "study")
            continue
        for fact, value in _facts(study, [(file.name, file.language) for file in study.files]).items():
            if told[fact] != value:
                yield Loss(study.id, fact)


def _facts(study: Study, files: list[Any]) -> Mapping[str, Any]:
    return {
        "titles": dict(study.titles),
        "abstracts": dict(study.abstracts),
        "administrations": study.administrations,
        "administrations as written": study.administrations_as_written,
        "author": study.contractor,
        "publication date": study.published,
        "cost": study.cost,
        "document type": study.document_type,
        "keywords": {language: words for language, words in study.keywords.items() if words},
        "files": files,
    }
