"""The form of a study as its template reads it."""

from collections.abc import Sequence
from urllib.parse import urlencode

from corpus.catalogue.history import Revision
from corpus.reconciling import Conflict
from corpus.study import Study
from search_api.editing.proposing import Place, Proposal
from search_api.errors import RequestError
from search_api.services import Services
from search_api.web.desk.differences import change_differences, told_part
from search_api.web.desk.edit_form import ConflictView, EditForm, ProposalView
from search_api.web.desk.moments import clock
from search_api.web.desk.names import part_name
from search_api.web.desk.study_fields import field_of_parameter, field_of_part, taking
from search_api.web.wording import Wording


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
            when=clock(last.made, words) if last else "?",
            before=told_part(one.part, one.before, services.registry, words),
            theirs=told_part(one.part, one.theirs, services.registry, words),
            take=taking(one.part, theirs, services.registry, words.language),
        )
        told.setdefault(field_of_part(one.part), []).append(view)
    return told


def _last(part: str, since: Sequence[Revision], services: Services, words: Wording) -> Revision | None:
    name, registry = part_name(part, words), services.registry
    for revision in reversed(since):
        for change in revision.changes:
            if any(one.name == name for one in change_differences(change, registry, words)):
                return revision
    return None


def proposals_of(
    found: Sequence[Proposal], study: Study, form: EditForm, words: Wording
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
