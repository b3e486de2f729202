"""The points of studies, counted from what the engines tell of passages and of titles."""

from collections.abc import Iterable, Mapping

from corpus.study import StudyId
from index.port import Tally


def tallied(
    passages: Iterable[tuple[str, int]], titles: Iterable[tuple[str, int]]
) -> Mapping[StudyId, Tally]:
    """Return the counts of both by study."""
    spoken, named = dict(passages), dict(titles)
    return {
        StudyId(study): Tally(spoken.get(study, 0), named.get(study, 0))
        for study in sorted({*spoken, *named})
    }
