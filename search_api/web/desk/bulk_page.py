"""``/{language}/desk/bulk``: one change for many studies, seen before it is made."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from corpus.catalogue.revising import Refused
from corpus.errors import CorpusError, ForbiddenStepError, StudyIdError
from corpus.ids import given_study_id
from corpus.life import Step, after
from corpus.people.permissions import Permission
from corpus.study import StudyId, Vat
from models.language import Language
from search_api.access.errors import NotAllowedError
from search_api.access.forms import DeskForm, Form
from search_api.access.who import Editor, Visitor
from search_api.editing import acts
from search_api.editing.bulk import Act, Asked, Bulk, changed_by, read_bulk
from search_api.editing.naming import known_of
from search_api.errors import RequestError
from search_api.messages import say
from search_api.problems import parameter_problems
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.telling import explain
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.bulk_view import PreviewRow, act_choices, preview_rows
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.list_page import Choice, administration_names, type_choices
from search_api.web.desk.list_state import ListState, read_list, selected
from search_api.web.desk.names import step_name, vat_name
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

MOST_TOLD = 200
"""Refused studies that a page lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which studies a change is for, and how the form says it again."""

    ids: Sequence[StudyId]
    state: ListState
    all_found: bool

    def pairs(self) -> list[tuple[str, str]]:
        """Return the hidden fields that choose the same studies again."""
        if self.all_found:
            return [("which", "all"), *self.state.pairs()]
        return [("which", "chosen"), *(("id", one) for one in self.ids)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    language: Language
    services: Services
    visitor: Visitor
    site: Site
    chosen: Chosen
    form: Form


@router.post(IN_LANGUAGE + DESK + "/bulk")
def bulk(
    language: Language, services: ServicesOf, visitor: Editor, form: DeskForm, site: SiteOf
) -> HTMLResponse:
    """Ask what to change; show what that would do; do it."""
    desk = _Desk(
        language=language,
        services=services,
        visitor=visitor,
        site=site,
        chosen=_chosen(form, services, language),
        form=form,
    )
    if not form.get("act"):
        return _page(desk)
    asked = _asked(form)
    try:
        change = read_bulk(asked, known_of(services, keep_unlisted=bool(form.get("keep_unlisted"))))
        if change.step and Permission.PUBLISH not in visitor.permissions:
            raise NotAllowedError(visitor.name, Permission.PUBLISH)
    except (RequestError, CorpusError) as error:
        reasons = [problem.reason for problem in parameter_problems(error, language)]
        return _page(desk, wrong="; ".join(reasons) or explain(error, language), status=422)
    changes, refused = _foreseen(desk, change)
    if form.get("apply") and form.get("seen") == _digest(asked, changes):
        return _done(desk, change)
    return _page(desk, preview=changes, refused=refused, seen=_digest(asked, changes))


def _digest(asked: Asked, changes: Sequence[PreviewRow]) -> str:
    """Return what a form says of the preview that it was seen with: only that is done, nothing newer."""
    told = repr((asked, [row.study for row in changes]))
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _chosen(form: Form, services: Services, language: Language) -> Chosen:
    state = read_list((name, value) for name, values in form.fields.items() for value in values)
    if form.get("which") == "all":
        _, selection, _ = selected(state, services, wording(language))
        ids = services.catalogue.everything().study_ids(selection)
        return Chosen(ids=ids, state=state, all_found=True)
    given = []
    for text in dict.fromkeys(form.all("id")):
        try:
            given.append(given_study_id(text))
        except StudyIdError:
            continue  # no study has such an id
    return Chosen(ids=given, state=state, all_found=False)


def _asked(form: Form) -> Asked:
    """Return what the fields of the act that was chosen say; each act has its own."""
    act = form.get("act")
    return Asked(
        act=act,
        value=form.get(f"{act}.value"),
        instead=form.get(f"{act}.instead"),
        language=form.get(f"{act}.language"),
    )


def _foreseen(desk: _Desk, change: Bulk) -> tuple[list[PreviewRow], Refused]:
    words, catalogue = wording(desk.language), desk.services.catalogue.everything()
    if change.revise:
        studies = list(catalogue.studies_by_id(desk.chosen.ids).values())
        return preview_rows(changed_by(change, studies), desk.services.registry, words), {}
    rows, refused = [], {}
    assert change.step is not None
    for study, state in catalogue.states_by_id(desk.chosen.ids).items():
        try:
            rows.append(PreviewRow.of_step(study, state, after(study, state, change.step), words))
        except ForbiddenStepError as error:
            refused[study] = error
    return rows, refused


def _done(desk: _Desk, change: Bulk) -> HTMLResponse:
    services, ids, by = desk.services, desk.chosen.ids, desk.visitor.name
    refused: Refused
    if change.revise:
        refused = acts.revise_many(services, ids, change.revise, by=by)
    else:
        assert change.step is not None
        refused = acts.take_step_of_many(services, ids, change.step, by=by, reason=change.reason)
    return _page(desk, refused=refused, done=len(ids) - len(refused))


def _page(
    desk: _Desk,
    *,
    preview: Sequence[PreviewRow] | None = None,
    refused: Mapping[StudyId, CorpusError] | None = None,
    seen: str = "",
    done: int | None = None,
    wrong: str = "",
    status: int = 200,
) -> HTMLResponse:
    words, refused = wording(desk.language), refused or {}
    chosen = len(desk.chosen.ids)
    told = [(study, explain(error, desk.language)) for study, error in list(refused.items())[:MOST_TOLD]]
    return desk_page(
        "bulk.html",
        desk.language,
        desk.site,
        desk.visitor,
        path=desk.chosen.state.path(),  # this page has no address of its own
        title=words.text("Change many studies"),
        status=status,
        form=desk.form,
        hidden=desk.chosen.pairs(),
        chosen=chosen,
        count=words.plural("%(count)s study", "%(count)s studies", chosen),
        preview=preview,
        seen=seen,
        changed=words.plural("%(count)s study", "%(count)s studies", len(preview or ())),
        refused=told,
        refused_count=words.plural("%(count)s study", "%(count)s studies", len(refused)),
        done=None if done is None else words.plural("%(count)s study", "%(count)s studies", done),
        back=f"/{desk.language}{DESK}{desk.chosen.state.path()}",
        wrong=wrong,
        acts=act_choices(words),
        steps=[Choice(step, step_name(step, words)) for step in Step],
        types=type_choices(words),
        vats=[Choice(vat, vat_name(vat, words)) for vat in Vat],
        administrations=administration_names(desk.services, desk.language),
        keyword_languages=[Choice(code, say(f"language.{code}", desk.language)) for code in Language],
        act=desk.form.get("act") or Act.SET_ADMINISTRATION.value,
    )
