"""The pages of the desk that are measured, each with what it is asked for."""

from collections.abc import Mapping, Sequence
from itertools import islice
from urllib.parse import urlencode

from corpus.administrations import registry
from corpus.catalogue.records import MissingFact
from corpus.life import StudyState
from corpus.study import DocumentType
from eval.bench.desk.library import Filled
from models.language import Language

DESK = "/fr/desk"
STUDIES = f"{DESK}/studies"
PER_PAGE = 50
"""Studies on a page of the list."""

Paths = Sequence[str]
"""Addresses of one page, asked in turn."""


def pages(filled: Filled, studies: int) -> Mapping[str, Paths]:
    """Return the addresses of each page of a catalogue of so many studies."""
    study = f"{STUDIES}/{filled.changed}"
    return {
        "home of the desk": [DESK],
        "list": [STUDIES],
        "list, last page": [f"{STUDIES}?page={max(1, -(-studies // PER_PAGE))}"],
        "list, by state": _lists(state=StudyState),
        "list, by what is missing": _lists(missing=MissingFact),
        "list, by type": _lists(document_type=DocumentType),
        "list, by administration": _lists(
            administration=[entry.names[Language.FR] for entry in islice(registry(), 20)]
        ),
        "list, by a word": _lists(q=filled.words[:40]),
        "list, by three words": _lists(q=[" ".join(filled.words[n : n + 3]) for n in range(20)]),
        "list, by a word nowhere": _lists(q=[f"zzz{number}" for number in range(20)]),
        "list, by all together": [
            f"{STUDIES}?{urlencode({**fields, 'q': word, 'document_type': kind})}"
            for fields in [{"state": "published", "missing": "author"}]
            for word in filled.words[:5]
            for kind in DocumentType
        ],
        "inbox": [f"{DESK}/inbox"],
        "study": [study],
        "study, history": [f"{study}/history"],
        "study, two states compared": [f"{study}/history?first=2&second=20"],
        "study, personal data": [f"{STUDIES}/{filled.personal}/personal-data"],
        "new study": [f"{DESK}/new-study"],
        "duplicates": [f"{DESK}/duplicates"],
        "two studies side by side": [f"{DESK}/duplicates/{'/'.join(sorted(filled.pair))}"],
        "legal view": [f"{DESK}/law/{year}" for year in range(2015, 2025)],
        "people": [f"{DESK}/people"],
        "tokens": [f"{DESK}/tokens"],
        "my account": [f"{DESK}/account"],
    }


def _lists(**values: Sequence[str] | type[StudyState] | type[MissingFact] | type[DocumentType]) -> Paths:
    ((name, asked),) = values.items()
    return [f"{STUDIES}?{urlencode({name: str(value)})}" for value in asked]
