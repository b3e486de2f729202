"""What a change for many studies would do, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from corpus.administrations import Registry
from corpus.life import StudyState
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
    """What would become of a study; nothing is written out beyond the sample."""

    study: StudyId
    changes: tuple[Difference, ...]

    @classmethod
    def of_step(cls, study: StudyId, before: StudyState, after: StudyState | None, words: Wording) -> Self:
        """Return what a step would do; ``None``: it leaves the catalogue."""
        now = state_name(after, words) if after else words.text("Removed")
        return cls(study, (Difference(words.text("State"), state_name(before, words), now),))


def preview_rows(
    changed: Sequence[tuple[Study, Study]], registry: Registry, words: Wording
) -> list[PreviewRow]:
    """Return what would become of each study that changes."""
    return [
        PreviewRow(before.id, tuple(differences(before, after, registry, words)) if number < SAMPLE else ())
        for number, (before, after) in enumerate(changed)
    ]


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
