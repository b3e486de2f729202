"""What keeps studies from readers until somebody has decided about the personal data in them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import UnconfirmedFindingsError
from corpus.life import StudyState
from corpus.study import Study, StudyId
from search_api.library import Shelf
from search_api.personal.findings import StudyFinding, says_anew, waiting, waiting_in_record


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A study that waits in review, and how many findings of each kind it waits for."""

    study: StudyId
    counts: Mapping[str, int]


def require_decided(shelf: Shelf, study: Study) -> None:
    """Let a study pass whose personal data was decided about; its files have to be read by now.

    Raises:
        UnconfirmedFindingsError: something was not.
        FileMissingError: the store has lost a file.
    """
    if found := waiting(shelf, study):
        raise UnconfirmedFindingsError(study.id, counted(found))


def to_hold(library: Shelf, studies: Iterable[Study]) -> frozenset[StudyId]:
    """Return those of ``studies``, as they shall be, that readers may not see like that.

    What a published study told before it tells on: only what is new in it holds it back. Their files have
    to be read by now.

    Raises:
        FileMissingError: the store has lost a file.
    """
    wanted = {study.id: study for study in studies}
    published = library.catalogue.studies_by_id(list(wanted))
    return frozenset(
        study for study, new in wanted.items() if brings_undecided(library, published.get(study), new)
    )


def still_to_confirm(library: Shelf, studies: Iterable[StudyId]) -> Sequence[ToConfirm]:
    """Return those of ``studies`` that are not published and wait for decisions, as the catalogue has them.

    Raises:
        StudyNotFoundError: there is no such study.
        FileMissingError: the store has lost a file.
    """
    return [
        ToConfirm(study, counted(found))
        for study in studies
        if library.catalogue.standing(study).state is not StudyState.PUBLISHED
        and (found := waiting(library, library.catalogue.everything().study(study)))
    ]


def counted(findings: Iterable[StudyFinding]) -> Mapping[str, int]:
    """Return how many findings there are of each kind."""
    return dict(sorted(Counter(one.kind.value for one in findings).items()))


def brings_undecided(shelf: Shelf, published: Study | None, study: Study) -> bool:
    """Return whether a study would tell readers what is personal and was neither told nor decided about.

    Args:
        shelf: where its files are.
        published: as readers see it; ``None``: they do not.
        study: as it shall be.

    Raises:
        FileMissingError: the store has lost a file.
    """
    if study == published:
        return False
    if published is None:
        return bool(waiting(shelf, study))
    if study.files == published.files and not says_anew(shelf, published, study):
        return False
    look = waiting_in_record if study.files == published.files else waiting
    told = {one.key for one in look(shelf, published)}
    return any(one.key not in told for one in look(shelf, study))
