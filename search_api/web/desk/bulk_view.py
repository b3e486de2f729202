"""What a change for many studies would do, as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from corpus.administrations import Registry
from corpus.catalogue.revising import Refused
from corpus.errors import CorpusError, ForbiddenStepError
from corpus.life import Step, StudyState, after
from corpus.study import Study, StudyId
from search_api.editing.bulk import Act
from search_api.web.desk.differences import Difference, differences
from search_api.web.desk.list_page import Choice
from search_api.web.desk.names import state_name
from search_api.web.wording import Wording

SAMPLE = 20
"""Studies of a preview that are written out."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What would become of a study."""

    study: StudyId
    changes: tuple[Difference, ...]

    @classmethod
    def of(cls, before: Study, after: Study, registry: Registry, words: Wording) -> Self:
        """Return what a change would make of a study."""
        return cls(before.id, tuple(differences(before, after, registry, words)))

    @classmethod
    def of_step(cls, study: StudyId, before: StudyState, after: StudyState | None, words: Wording) -> Self:
        """Return what a step would do; ``None``: it leaves the catalogue."""
        now = state_name(after, words) if after else words.text("Removed")
        return cls(study, (Difference(words.text("State"), state_name(before, words), now),))


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change of many studies would do."""

    changed: Sequence[StudyId]
    sample: Sequence[PreviewRow]
    """The first of them."""
    revisions: Mapping[StudyId, int]
    """As which the chosen studies were looked at, or older ones."""
    refused: Refused = field(default_factory=dict)
    """Those that cannot be changed so."""

    @property
    def seen(self) -> Mapping[StudyId, int]:
        """Whom the change is for, with their revisions: those that it would change, and that refuse it."""
        return {study: self.revisions[study] for study in (*self.changed, *self.refused)}


def foreseen_steps(
    states: Mapping[StudyId, StudyState], revisions: Mapping[StudyId, int], step: Step, words: Wording
) -> Foreseen:
    """Return what a step would do to studies that stand there, at these revisions."""
    sample: list[PreviewRow] = []
    changed, refused = [], dict[StudyId, CorpusError]()
    for study, state in states.items():
        try:
            become = after(study, state, step)
        except ForbiddenStepError as error:
            refused[study] = error
            continue
        changed.append(study)
        if len(sample) < SAMPLE:
            sample.append(PreviewRow.of_step(study, state, become, words))
    return Foreseen(changed, sample, revisions, refused)


def act_choices(words: Wording) -> list[Choice]:
    """Return what can be done to many studies."""
    names = {
        Act.SET_ADMINISTRATION: words.text("Set the administrations"),
        Act.REPLACE_ADMINISTRATION: words.text("Replace an administration"),
        Act.SET_AUTHOR: words.text("Set the author"),
        Act.SET_TYPE: words.text("Set the type"),
        Act.SET_VAT: words.text("Say whether costs include VAT"),
        Act.ADD_KEYWORD: words.text("Add keywords"),
        Act.REMOVE_KEYWORD: words.text("Remove keywords"),
        Act.TAKE_STEP: words.text("Take a step"),
    }
    return [Choice(act, names[act]) for act in Act]
