"""Collections to choose settings on, made of training data that is then held out of training.

Two sets of Belgian parliamentary questions, each question and each document in French and in Dutch:

- ``titles``: human titles as topics, their questions' bodies among the whole questions of the parallel texts;
- ``questions``: sub-questions as topics, the contexts that they were asked in as documents, without them.

They are written in the layout that ``eval.collection`` reads, and their topics as tables of translations.
"""

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.language import Language
from models.lexical import analyse
from models.training import bitext, pairs
from models.training.audit import Audit
from models.training.pairs import Answered
from models.translation import translations

TOPICS = 600
"""Sub-questions drawn; the documents they belong to are held out of training."""

WHOLE = "long_passages"
"""A folder of whole documents."""

_BOTH = Language.FR, Language.NL
_LEAST_SHARED = 0.02
"""Share of weighted terms in common below which two texts are no versions of one."""
_PREFIX = 60
"""Characters that tell which document a context is."""


class Versions(NamedTuple):
    """One text in both languages."""

    fr: str
    nl: str

    def of(self, language: Language) -> str:
        """Return the version in French or Dutch."""
        return self.fr if language is Language.FR else self.nl


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """A collection: topics belong to the document of the same id."""

    name: str
    topics: Mapping[str, Versions]
    documents: Mapping[str, Versions]
    held_out: Sequence[Versions]
    """What training must not see besides the topics: the texts that answer them, whole."""

    def unseen(self) -> Iterable[str]:
        """Yield the texts that training must not see."""
        return chain.from_iterable((*self.topics.values(), *self.held_out))


def development(data: Path, *, seed: int = 1) -> tuple[Development, ...]:
    """Make both collections from ``data``; none where the files that they are made of are missing."""
    whole = documents(data)
    if not whole:
        return ()
    return _titles(data, whole), _questions(data, whole, seed)


def documents(data: Path) -> list[Versions]:
    """Return the whole documents that the parallel texts have in both languages."""
    path = data / "parallel" / WHOLE / "be_parliament_docs.tsv.xz"
    found = bitext.rows(path) if path.is_file() else ()
    return [Versions(row[Language.FR], row[Language.NL]) for row in found if row.keys() >= {*_BOTH}]


def asked(data: Path, whole: Sequence[Versions], language: Language) -> dict[int, list[Answered]]:
    """Return the sub-questions in a language with their contexts, by the place of their document."""
    places = {versions.of(language)[:_PREFIX]: place for place, versions in enumerate(whole)}
    found: dict[int, list[Answered]] = {}
    path = _folder(data) / f"question_context.{language}.jsonl.xz"
    for row in pairs.rows(path) if path.is_file() else ():
        if (place := places.get(row.text[:_PREFIX])) is not None:
            found.setdefault(place, []).append(row)
    return found


def write(collection: Development, directory: Path) -> None:
    """Write a collection into ``directory``, named after it."""
    folder = directory / collection.name
    folder.mkdir(parents=True, exist_ok=True)
    for language in _BOTH:
        texts = collection.documents.items()
        documents = [{"id": name, "title": "", "text": text.of(language)} for name, text in texts]
        topics = [{"id": name, "text": text.of(language)} for name, text in collection.topics.items()]
        _write_lines(folder / f"corpus.{language}.jsonl.gz", documents)
        _write_lines(folder / f"queries.{language}.jsonl.gz", topics)
    _write_bitext(directory / f"{collection.name}.tsv", [*collection.topics.values()])
    judged = "".join(f"{name}\t{name}\t1\n" for name in collection.topics)
    (folder / "qrels.tsv").write_text(judged, encoding="utf-8")


def _write_lines(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def _write_bitext(path: Path, rows: Sequence[Versions]) -> None:
    """Write the topics as a table of translations, for what measures an encoder alone."""
    lines = [Versions._fields, *rows]
    path.write_text("".join(f"{' '.join(fr.split())}\t{' '.join(nl.split())}\n" for fr, nl in lines), "utf-8")


def _folder(data: Path) -> Path:
    return data / "pairs" / "be_parliament"


def _titles(data: Path, others: Sequence[Versions]) -> Development:
    french, dutch = (
        [*pairs.rows(_folder(data) / f"title_body_2017.{language}.jsonl.xz")] for language in _BOTH
    )
    topics, answers = {}, {}
    for number, (one, other) in enumerate(aligned(french, dutch)):
        topics[f"t{number}"] = Versions(french[one].query, dutch[other].query)
        answers[f"t{number}"] = Versions(french[one].text, dutch[other].text)
    distractors = {f"d{number}": versions for number, versions in _unlike(others, [*answers.values()])}
    return Development(
        name="titles", topics=topics, documents=answers | distractors, held_out=[*answers.values()]
    )


def _unlike(documents: Sequence[Versions], answers: Sequence[Versions]) -> Iterator[tuple[int, Versions]]:
    """Yield the documents that are no copies of an answer (a copy would be right too), with their places."""
    answered = Audit(text for versions in answers for text in versions)
    for place, versions in enumerate(documents):
        if not any(map(answered.overlaps, versions)):
            yield place, versions


def _questions(data: Path, whole: Sequence[Versions], seed: int) -> Development:
    french, dutch = (asked(data, whole, language) for language in _BOTH)
    both = sorted(french.keys() & dutch.keys())
    alone = [place for place in both if len(french[place]) == len(dutch[place]) == 1]
    drawn = sorted(random.Random(seed).sample(alone, min(TOPICS, len(alone))))
    return Development(
        name="questions",
        topics={f"d{place}": Versions(french[place][0].query, dutch[place][0].query) for place in drawn},
        documents={f"d{place}": Versions(french[place][0].text, dutch[place][0].text) for place in both},
        held_out=[whole[place] for place in drawn],
    )


def aligned(first: Sequence[Answered], second: Sequence[Answered]) -> list[tuple[int, int]]:
    """Return which rows of two lists are versions of each other: each is the nearest to the other.

    Versions share names, numbers and the terms that translate each other; rare ones count more.
    """
    terms = [_translated(row) for row in first], [_terms(row, Language.NL) for row in second]
    found_in = Counter(term for row in (*terms[0], *terms[1]) for term in row)
    alike = np.array([[_shared(one, other, found_in) for other in terms[1]] for one in terms[0]])
    there, back = alike.argmax(axis=1), alike.argmax(axis=0)
    return [
        (one, int(other))
        for one, other in enumerate(there)
        if back[other] == one and alike[one, other] >= _LEAST_SHARED
    ]


def _terms(row: Answered, language: Language) -> frozenset[str]:
    return frozenset(token.term for token in analyse(f"{row.query} {row.text}", language))


def _translated(row: Answered) -> frozenset[str]:
    """Return the likeliest Dutch term for each French one; one without any stands for itself."""
    table = translations(Language.FR, Language.NL)
    best = (table.translate(term) or {term: 1.0} for term in _terms(row, Language.FR))
    return frozenset(max(entry, key=entry.__getitem__) for entry in best)


def _shared(first: frozenset[str], second: frozenset[str], found_in: Mapping[str, int]) -> float:
    """Return the share of two texts' terms that they have in common, each counted by its rarity."""
    weight = {term: 1 / found_in[term] for term in first | second}
    return sum(weight[term] for term in first & second) / sum(weight.values())
