"""Bring the training texts into one place, and leave out what is measured on.

Prints how many rows of each source were kept and dropped. Besides the texts it writes two collections to
choose settings on (``models.training.development``), whose documents are held out of training as well.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain, combinations, product
from pathlib import Path
from typing import NamedTuple

from models.glossary import read_glossary
from models.language import Language
from models.training import bitext, development, pairs
from models.training.audit import Audit, evaluation_texts
from models.training.prepared import Kind, Prepared, Writer

GLOSSARY = "glossary"
"""The project's own terms as a source."""
LICENCES = {
    "justice_canada": "Open Government Licence Canada",
    "ms_d365": "CC BY 4.0",
    "ms_d365_lines": "CC BY 4.0",
    "ms_m365": "CC BY 4.0",
    "ms_docs": "CC BY 4.0",
    "be_parliament": "data.dekamer.be",
    "long_passages": "data.dekamer.be",
    "be_laws": "official texts",
    "belgif_vocab": "official texts",
    "utu_legal": "BSD-2",
    "eforms": "as in the source",
    "eforms_codelists": "as in the source",
    "sdg": "as in the source",
    "udhr": "as in the source",
    "mozilla_legal": "as in the source",
    "mozilla_www": "as in the source",
    "paperless": "as in the source",
    "stsb_sick_train": "as in the source",
    "bbsard_train_questions": "as in the source",
    "tatoeba_fra_eng": "CC BY 2.0 FR",
    "fr_admin_faq": "as in the source",
    GLOSSARY: "written for this project",
}
"""As the sources state them; the card of the weights lists the same."""
LONGEST = 1500
"""Characters of a text that are kept: what an encoder reads of it."""

PREPARED, DEVELOPMENT, AUDIT = "prepared", "development", "audit.json"


class Row(NamedTuple):
    """Two texts that belong together."""

    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Rows of one origin, kind and pair of languages."""

    name: str
    kind: Kind
    languages: tuple[Language, Language]
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """How many rows of a source were kept, and why the others were not."""

    source: str
    kind: Kind
    languages: str
    licence: str
    kept: int
    overlapping: int
    repeated: int


def prepare(data: Path, work: Path, *, seed: int = 1) -> tuple[Audited, ...]:
    """Write the texts of ``data`` and the development collections under ``work``; return the audit."""
    collections = development.development(data, seed=seed)
    for collection in collections:
        development.write(collection, work / DEVELOPMENT)
    held_out = chain.from_iterable(collection.unseen() for collection in collections)
    audit = Audit(chain(evaluation_texts(data), held_out))
    writer = Writer(work / PREPARED)
    audited = tuple(_write(source, audit, writer) for source in sources(data))
    writer.close()
    (work / AUDIT).write_text(json.dumps([asdict(one) for one in audited], indent=1), encoding="utf-8")
    return audited


def _write(source: Source, audit: Audit, writer: Writer) -> Audited:
    kept: dict[tuple[int, int], None] = {}
    overlapping = repeated = 0
    first, second = source.languages
    for row in source.rows:
        if audit.overlaps(row.first) or audit.overlaps(row.second):
            overlapping += 1
            continue
        pair = writer.add(row.first[:LONGEST], first), writer.add(row.second[:LONGEST], second)
        repeated += pair in kept
        kept[pair] = None
    writer.group(source.name, source.kind, source.languages, [*kept])
    return Audited(
        source=source.name,
        kind=source.kind,
        languages=f"{first}-{second}",
        licence=LICENCES.get(source.name, "unknown"),
        kept=len(kept),
        overlapping=overlapping,
        repeated=repeated,
    )


def sources(data: Path) -> Iterator[Source]:
    """Yield every source of ``data``: parallel texts, and questions with texts of one language or two."""
    for path in bitext.files(data):
        for languages in combinations(Language, 2):
            rows = [*_parallel(path, languages)]
            if rows:
                yield Source(name=path.parent.name, kind=_kind(path), languages=languages, rows=rows)
    yield from _glossary()
    for path in pairs.files(data):
        language = pairs.language_of(path)
        rows = [Row(row.query, row.passage) for row in pairs.rows(path)]
        yield Source(name=path.parent.name, kind=Kind.QUESTIONS, languages=(language, language), rows=rows)
    for asked, written in ((Language.FR, Language.NL), (Language.NL, Language.FR)):
        rows = [*_crossing(data, asked, written)]
        if rows:
            yield Source(name="be_parliament", kind=Kind.QUESTIONS, languages=(asked, written), rows=rows)


def _glossary() -> Iterator[Source]:
    """Yield the terms of the project's own glossary: every synonym with those of another language."""
    concepts = read_glossary()
    for first, second in combinations(Language, 2):
        rows = [Row(*pair) for one in concepts for pair in product(one.synonyms[first], one.synonyms[second])]
        yield Source(name=GLOSSARY, kind=Kind.TERMS, languages=(first, second), rows=rows)


def _kind(path: Path) -> Kind:
    if path.parent.name == development.WHOLE:
        return Kind.DOCUMENTS
    return Kind.TERMS if ".terms." in path.name else Kind.SENTENCES


def _parallel(path: Path, languages: tuple[Language, Language]) -> Iterator[Row]:
    first, second = languages
    for row in bitext.rows(path):
        if first in row and second in row:
            yield Row(row[first], row[second])


def _crossing(data: Path, asked: Language, written: Language) -> Iterator[Row]:
    """Yield the sub-questions in one language with their contexts in the other."""
    documents = development.documents(data)
    for place, questions in development.asked(data, documents, asked).items():
        for question in questions:
            yield Row(question.query, documents[place].of(written))


def open_prepared(work: Path) -> Prepared:
    """Return what ``prepare`` wrote under ``work``.

    Raises:
        TrainingInputError: it did not.
    """
    return Prepared(work / PREPARED)
