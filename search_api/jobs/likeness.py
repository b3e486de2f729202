"""How alike the names of files and the titles of studies are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from corpus.study import Study, StudyFile
from corpus.text import fold
from ingest.partition.kinds import declared_kind

ALIKE = 60
"""Of 100: how alike two names are, for one to be proposed for the other."""

_PART = 0.9
"""What it counts that all words of one name are in the other, beside names that are alike as a whole."""

MOST = 3
"""Proposals of one question."""


_LEADS = frozenset({"cf", "cfr", "voir", "zie", "see", "fichier", "bestand", "file", "pdf", "docx", "word"})
"""Words beside the name of a file that are not of it ("cfr. annexe 3 (pdf)")."""


def key_of(name: str) -> str:
    """Return what of a name counts when names are compared: its folded words and numbers, each apart.

    The extension of a known kind is none of them.
    """
    stem = name[: name.rfind(".")] if declared_kind(name) else name
    spoken = re.findall(r"[^\W\d_]+|\d+", fold(stem))
    return " ".join([word for word in spoken if word not in _LEADS] or spoken)


def files_like(keys: Iterable[str], files: Mapping[str, StudyFile]) -> list[StudyFile]:
    """Return the files whose names are like one of these, most alike first; both are ``key_of`` names."""
    from rapidfuzz import fuzz, process

    best: dict[str, float] = defaultdict(float)
    for key in keys if files else ():
        meant = [name for name in files if _may_be_numbered(key, name)]
        for scorer, weight in ((fuzz.ratio, 1.0), (fuzz.token_set_ratio, _PART)):
            found = process.extract(key, meant, scorer=scorer, limit=MOST, score_cutoff=ALIKE / weight)
            for name, score, _ in found:
                best[name] = max(best[name], score * weight)
    return [files[name] for name in sorted(best, key=lambda name: -best[name])[:MOST]]


def studies_like(keys: Iterable[str], studies: Iterable[Study]) -> list[Study]:
    """Return the studies with a title like one of these ``key_of`` names, most alike first."""
    wanted = list(keys)
    scored = [(max((_likeness(key, study) for key in wanted), default=0.0), study) for study in studies]
    best = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [study for _, study in best[:MOST]]


def _may_be_numbered(key: str, name: str) -> bool:
    """Tell whether two names may mean one file by their numbers: annex 3 is not annex 4."""
    one, other = (set(re.findall(r"\d+", text)) for text in (key, name))
    return not one or not other or not one.isdisjoint(other)


def _likeness(key: str, study: Study) -> float:
    from rapidfuzz import fuzz

    return max((fuzz.ratio(key, key_of(title)) for title in study.titles.values()), default=0.0)
