"""One change for many studies."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.catalogue.outlines import Part
from corpus.inventory.names import NamedAdministration
from corpus.life import Step, reason_of
from corpus.study import AdministrationId, DocumentType, Study, StudyId, Vat
from models.language import Language
from search_api import reading
from search_api.editing import values
from search_api.editing.naming import Known, named
from search_api.editing.reader import LONGEST_NAME
from search_api.errors import RequestError
from search_api.messages import message


class Act(StrEnum):
    """What is done to each study."""

    SET_ADMINISTRATION = "set_administration"
    REPLACE_ADMINISTRATION = "replace_administration"
    SET_AUTHOR = "set_author"
    SET_TYPE = "set_type"
    SET_VAT = "set_vat"
    ADD_KEYWORD = "add_keyword"
    REMOVE_KEYWORD = "remove_keyword"
    TAKE_STEP = "take_step"


Revise = Callable[[Study], Study]
"""From a study to what it says after a change."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A change of what each study says."""

    part: Part
    """All that the change reads, and all that it writes."""
    revise: Revise


@dataclass(frozen=True, slots=True)
class Stepping:
    """A step in the life of each study."""

    step: Step
    reason: str | None = None
    """Of a withdrawal."""

    @property
    def publishes(self) -> bool:
        """Whether readers may see studies afterwards that they did not see before."""
        return self.step in (Step.PUBLISH, Step.RESTORE)


Bulk = Rewriting | Stepping
"""A change that is the same for every study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a librarian wrote; ``value`` and the others as far as the act needs them."""

    act: str
    value: str = ""
    instead: str = ""
    """The administration that is replaced."""
    language: str = ""
    """Of a keyword."""
    keep_unlisted: bool = False
    """Keep names of administrations that nobody knows as they are written."""


def read_bulk(asked: Asked, known: Known) -> Bulk:
    """Return the change that was asked for.

    Raises:
        RequestError: a field that cannot be read.
        WithdrawalReasonError: a withdrawal without a reason that readers can be told.
    """
    act = reading.choice("act", asked.act, Act)
    match act:
        case Act.TAKE_STEP:
            step = reading.choice("step", asked.instead, Step)
            return Stepping(step, reason_of(asked.value) if step is Step.WITHDRAW else None)
        case Act.SET_ADMINISTRATION:
            return Rewriting(Part.ADMINISTRATIONS, _with_administrations(_named(asked.value, known)))
        case Act.REPLACE_ADMINISTRATION:
            (old,) = _named(asked.instead, replace(known, keep_unlisted=True))[:1]
            return Rewriting(Part.ADMINISTRATIONS, _replacing(old.id, _named(asked.value, known)))
        case Act.SET_AUTHOR:
            author = _needed(asked.value)
            return Rewriting(Part.FACTS, lambda study: replace(study, contractor=author))
        case Act.SET_TYPE:
            kind = reading.choice("value", asked.value, DocumentType)
            return Rewriting(Part.FACTS, lambda study: replace(study, document_type=kind))
        case Act.SET_VAT:
            return Rewriting(Part.FACTS, _with_vat(reading.choice("value", asked.value, Vat)))
        case Act.ADD_KEYWORD:
            added = values.keywords("value", _needed(asked.value))
            language = reading.choice("language", asked.language, Language)
            return Rewriting(Part.KEYWORDS, _adding(added, language))
        case Act.REMOVE_KEYWORD:
            removed = frozenset(values.keywords("value", _needed(asked.value)))
            return Rewriting(Part.KEYWORDS, _removing(removed))


def changed_by(change: Rewriting, studies: Iterable[Study]) -> list[StudyId]:
    """Return those of the studies that a change would change; their part that it reads is enough."""
    return [study.id for study in studies if change.revise(study) != study]


def _needed(text: str) -> str:
    read = values.line("value", text, limit=LONGEST_NAME)
    if read is None:
        raise RequestError("value", message("text.empty"))
    return read


def _named(text: str, known: Known) -> Sequence[NamedAdministration]:
    return named(_needed(text), Study(id=StudyId(""), titles={}), known)


def _with_administrations(names: Sequence[NamedAdministration]) -> Revise:
    identities = tuple(one.id for one in names)

    def revise(study: Study) -> Study:
        if study.administrations == identities:
            return study  # the spelling of an inventory that means the same stays
        written = tuple(one.written for one in names)
        return replace(study, administrations=identities, administrations_as_written=written)

    return revise


def _replacing(old: AdministrationId, names: Sequence[NamedAdministration]) -> Revise:
    def revise(study: Study) -> Study:
        if old not in study.administrations:
            return study
        written = study.administrations_as_written
        if len(written) != len(study.administrations):
            written = tuple(study.administrations)
        kept: dict[AdministrationId, str] = {}
        for identity, spelling in zip(study.administrations, written, strict=True):
            new = names if identity == old else (NamedAdministration(identity, spelling),)
            for one in new:
                kept.setdefault(one.id, one.written)
        return replace(study, administrations=tuple(kept), administrations_as_written=tuple(kept.values()))

    return revise


def _with_vat(vat: Vat) -> Revise:
    return lambda study: replace(study, cost=replace(study.cost, vat=vat)) if study.cost else study


def _adding(added: Sequence[str], language: Language) -> Revise:
    def revise(study: Study) -> Study:
        words = tuple(dict.fromkeys([*study.keywords.get(language, ()), *added]))
        return replace(study, keywords={**study.keywords, language: words})

    return revise


def _removing(removed: frozenset[str]) -> Revise:
    def revise(study: Study) -> Study:
        if removed.isdisjoint(word for words in study.keywords.values() for word in words):
            return study
        kept = {
            language: tuple(word for word in words if word not in removed)
            for language, words in study.keywords.items()
        }
        return replace(study, keywords={language: words for language, words in kept.items() if words})

    return revise
