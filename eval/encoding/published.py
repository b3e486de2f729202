"""What others have published of well-known encoders on the same sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from eval.encoding.tables import read_table

MODELS = {
    "sentence-transformers/LaBSE": "LaBSE",
    "BAAI/bge-m3": "bge-m3",
    "intfloat/multilingual-e5-base": "E5 base",
    "intfloat/multilingual-e5-small": "E5 small",
    "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2": "MiniLM",
    "sentence-transformers/static-similarity-mrl-multilingual-v1": "static",
    "minishlab/potion-multilingual-128M": "potion",
}
"""The encoders to compare with, and their short names: five transformers, then two static ones."""

_COLUMNS = ("task", "split", "subset", "model", "main_score")


class SetKey(NamedTuple):
    """A set of ours: the name of its file (and split), and its language or its two: ``fr`` or ``fr-nl``."""

    name: str
    languages: str


class MtebTask(NamedTuple):
    """The same set among MTEB's (https://github.com/embeddings-benchmark/mteb)."""

    task: str
    split: str
    subset: str


@dataclass(frozen=True, slots=True)
class Published:
    """The score of an encoder on a set: weighted F1 of bitext mining, or Spearman's correlation."""

    model: str
    score: float


Scores = Mapping[SetKey, tuple[Published, ...]]
"""Published scores by set, the encoders in the order of ``MODELS``."""


def _tasks() -> dict[SetKey, MtebTask]:
    """Return where MTEB has the sets of ours that it has, by the names that our files go by."""
    codes = {"fr": "fra", "nl": "nld", "en": "eng"}
    ntrex = {
        SetKey("ntrex128", f"{one}-{other}"): MtebTask(
            "NTREXBitextMining", "test", f"{codes[one]}_Latn-{codes[other]}_Latn"
        )
        for one, other in permutations(codes, 2)
    }
    tatoeba = {
        SetKey(f"tatoeba.{one}-en", f"{one}-en"): MtebTask("Tatoeba", "test", f"{codes[one]}-eng")
        for one in ("fr", "nl")
    }
    stsb = {
        SetKey(f"stsb.{split}", language): MtebTask("STSBenchmarkMultilingualSTS", split, language)
        for split in ("dev", "test")
        for language in codes
    }
    sick = {SetKey("sick TEST", "nl"): MtebTask("SICK-NL-STS", "test", "default")}
    return {**ntrex, **tatoeba, **stsb, **sick}


def read_published(path: Path) -> Scores:
    """Read published scores: a table of MTEB's results with task, split, subset, model and main_score.

    A model is written ``owner__name`` there. Sets and models that are not ours to compare are left out.

    Raises:
        EvaluationDataError: a column is missing, or a row is at fault.
    """
    keys = {task: key for key, task in _tasks().items()}
    found: dict[SetKey, dict[str, float]] = {}
    for row in read_table(path, _fault).rows:
        key = keys.get(MtebTask(row.text("task"), row.text("split"), row.text("subset")))
        model = row.text("model").replace("__", "/", 1)
        if key and model in MODELS:
            found.setdefault(key, {})[model] = row.number("main_score")
    return {
        key: tuple(Published(model, scores[model]) for model in MODELS if model in scores)
        for key, scores in found.items()
    }


def _fault(columns: tuple[str, ...]) -> str | None:
    missing = [name for name in _COLUMNS if name not in columns]
    return f"no column is called {missing[0]!r}; the first line must name the columns" if missing else None
