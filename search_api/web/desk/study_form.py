"""The form of a study as its template reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from corpus.catalogue.history import Revision
from corpus.reconciling import Conflict
from corpus.study import Study
from search_api.editing.proposing import Place, Proposal
from search_api.errors import RequestError
from search_api.services import Services
from search_api.web.desk.differences import change_differences, told_part
from search_api.web.desk.names import part_name
from search_api.web.desk.study_fields import Fields, field_of_parameter, field_of_part, taking
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """What somebody else wrote into a field meanwhile."""

    by: str
    when: str
    before: str
    theirs: str
    take: str
    """What the button says that takes theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """What a file says for a field."""

    text: str
    place: str
    how: str
    """``take``: in place of what the field holds; ``add``: beside it."""
    take: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyForm:
    """What the fields hold, and what is to be said beside each."""

    fields: Fields
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    against: Mapping[str, Sequence[ConflictView]] = field(default_factory=dict)
    proposed: Mapping[str, Sequence[ProposalView]] = field(default_factory=dict)

    def values(self, name: str) -> Sequence[str]:
        """Return what a field that repeats holds, without empty ones."""
        return [value for value in self.fields.get(name, ()) if value]

    def value(self, name: str) -> str:
        """Return what a field holds."""
        return (self.fields.get(name) or ("",))[-1]

    def wrong(self, name: str) -> str:
        """Return why a field cannot be read; empty where it can."""
        return "; ".join(self.problems.get(name, ()))

    def conflicts(self, name: str) -> Sequence[ConflictView]:
        """Return what others wrote into a field."""
        return self.against.get(name, ())

    def proposals(self, name: str) -> Sequence[ProposalView]:
        """Return what files say for a field and it does not hold yet."""
        return self.proposed.get(name, ())

    def attributes(self, name: str, hint: str = "") -> Mapping[str, str | None]:
        """Return what a field says of itself to those who do not see what is beside it."""
        there = {"hint": hint, "wrong": self.wrong(name), "conflict": self.conflicts(name)}
        ids = " ".join(f"{name}-{what}" for what, told in there.items() if told)
        return {"aria-invalid": "true" if self.wrong(name) else None, "aria-describedby": ids or None}


def problems_of(found: Sequence[RequestError], words: Wording) -> dict[str, list[str]]:
    """Return the reasons of a reader by the field that each is about."""
    told: dict[str, list[str]] = {}
    for one in found:
        told.setdefault(field_of_parameter(one.parameter), []).append(one.reason(words.language))
    return told


def conflicts_of(
    found: Sequence[Conflict], theirs: Study, since: Sequence[Revision], services: Services, words: Wording
) -> dict[str, list[ConflictView]]:
    """Return conflicts by the field that shows each, with who changed it last."""
    told: dict[str, list[ConflictView]] = {}
    for one in found:
        last = _last(one.part, since, services, words)
        view = ConflictView(
            by=last.by if last else "?",
            when=f"{last.made:%H:%M} (UTC), {words.day(last.made.date())}" if last else "?",
            before=told_part(one.part, one.before, services.registry, words),
            theirs=told_part(one.part, one.theirs, services.registry, words),
            take=taking(one.part, theirs, services.registry, words.language),
        )
        told.setdefault(field_of_part(one.part), []).append(view)
    return told


def _last(part: str, since: Sequence[Revision], services: Services, words: Wording) -> Revision | None:
    name = part_name(part, words)
    for revision in reversed(since):
        for change in revision.changes:
            if any(one.name == name for one in change_differences(change, services.registry, words)):
                return revision
    return None


def proposals_of(
    found: Sequence[Proposal], study: Study, form: StudyForm, words: Wording
) -> dict[str, list[ProposalView]]:
    """Return by field what files say and the form does not hold."""
    told: dict[str, list[ProposalView]] = {}
    for one in found:
        if one.value in form.values(one.field):
            continue
        how = "add" if one.field == "administration" else "take"
        view = ProposalView(
            text=one.value,
            place=_place(one, study, words),
            how=how,
            take=urlencode({one.field: one.value}),
        )
        told.setdefault(one.field, []).append(view)
    return told


def _place(proposal: Proposal, study: Study, words: Wording) -> str:
    name = study.files[proposal.file - 1].name
    match proposal.place:
        case Place.PROPERTIES:
            return words.text("properties of %(name)s", name=name)
        case Place.HEADING if proposal.page:
            return words.text("heading on page %(page)s of %(name)s", page=proposal.page, name=name)
        case Place.HEADING:
            return words.text("heading of %(name)s", name=name)
    if proposal.page:
        return words.text("page %(page)s of %(name)s", page=proposal.page, name=name)
    return words.text("beginning of %(name)s", name=name)
