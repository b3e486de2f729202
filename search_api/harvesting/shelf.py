"""What the library holds before a harvest: the ids that are taken, and the titles that would come twice."""

from collections.abc import Iterable

from corpus.ids import study_id
from corpus.study import Study, StudyId
from corpus.text import words


class Shelf:
    """The studies of a library, to which a harvest adds."""

    def __init__(self, studies: Iterable[Study], taken: Iterable[StudyId] = ()) -> None:
        self._ids: set[str] = set(taken)
        self._titles: dict[tuple[str, ...], StudyId] = {}
        for study in studies:
            self._add(study, study.id)

    def place(self, study: Study) -> tuple[StudyId, StudyId | None]:
        """Return an id for a new study, and the study that is there under the same title."""
        same = next((found for title in _titles(study) if (found := self._titles.get(title))), None)
        year = study.published.first.year if study.published else None
        chosen = study_id(next(iter(study.titles.values())), year, self._ids)
        self._add(study, chosen)
        return chosen, same

    def _add(self, study: Study, chosen: StudyId) -> None:
        self._ids.add(chosen)
        for title in _titles(study):
            self._titles.setdefault(title, chosen)


def _titles(study: Study) -> list[tuple[str, ...]]:
    return [folded for title in study.titles.values() if (folded := tuple(words(title)))]
