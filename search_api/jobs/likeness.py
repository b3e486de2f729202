"""How alike the names of files and the titles of studies are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from corpus.study import Study, StudyFile
from corpus.text import fold
from ingest.partition.kinds import declared_kind

ALIKE = 60
"""Of 100: how alike two names are, for one to be proposed for the other."""

MOST = 3
"""Proposals of one question."""


def key_of(name: str) -> str:
    """Return what of a name counts when names are compared: folded, without the extension of a known kind."""
    stem = name[: name.rfind(".")] if declared_kind(name) else name
    return " ".join(fold(stem).replace("_", " ").replace("-", " ").split())


def files_like(keys: Iterable[str], files: Mapping[str, StudyFile]) -> list[StudyFile]:
    """Return the files whose names are like one of these, most alike first; both are ``key_of`` names."""
    from rapidfuzz import fuzz, process

    best: dict[str, float] = defaultdict(float)
    for key in keys if files else ():
        found = process.extract(key, list(files), scorer=fuzz.ratio, limit=MOST, score_cutoff=ALIKE)
        for name, score, _ in found:
            best[name] = max(best[name], score)
    return [files[name] for name in sorted(best, key=lambda name: -best[name])[:MOST]]


def studies_like(key: str, studies: Iterable[Study]) -> list[Study]:
    """Return the studies with a title like a ``key_of`` name, most alike first."""
    scored = [(_likeness(key, study), study) for study in studies]
    best = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [study for _, study in best[:MOST]]


def _likeness(key: str, study: Study) -> float:
    from rapidfuzz import fuzz

    return max((fuzz.ratio(key, key_of(title)) for title in study.titles.values()), default=0.0)
