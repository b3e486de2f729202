"""``/{language}/desk/bulk``: one change for many studies, seen before it is made."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.catalogue.revising import Refused
from corpus.errors import CorpusError, StudyIdError
from corpus.ids import given_study_id
from corpus.jobs import JobKind
from corpus.life import Step
from corpus.people.permissions import Permission
from corpus.study import StudyId, Vat
from models.language import Language
from search_api.access.errors import NotAllowedError
from search_api.access.forms import DeskForm, Form
from search_api.access.who import Editor, Visitor
from search_api.editing.bulk import Act, Asked, Bulk, Rewriting, Stepping, changed_by, read_bulk
from search_api.editing.many import all_as_seen, change_many
from search_api.editing.naming import known_of
from search_api.errors import RequestError
from search_api.jobs.changing import MOST_TOLD, asking
from search_api.messages import say
from search_api.problems import parameter_problems
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.telling import explain
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.bulk_view import SAMPLE, Foreseen, PreviewRow, act_choices, foreseen_steps
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.list_page import Choice, administration_names, type_choices
from search_api.web.desk.list_state import ListState, read_list, selected
from search_api.web.desk.names import step_name, vat_name
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

BULK = f"{DESK}/bulk"

AT_ONCE = 50
"""Studies that are changed while the librarian waits: those of a page of the list."""


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


@router.post(IN_LANGUAGE + BULK)
def bulk(language: Language, services: ServicesOf, visitor: Editor, form: DeskForm, site: SiteOf) -> Response:
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
        change = read_bulk(asked, known_of(services, keep_unlisted=asked.keep_unlisted))
        if isinstance(change, Stepping) and Permission.PUBLISH not in visitor.permissions:
            raise NotAllowedError(visitor.name, Permission.PUBLISH)
    except (RequestError, CorpusError) as error:
        reasons = [problem.reason for problem in parameter_problems(error, language)]
        return _page(desk, wrong="; ".join(reasons) or explain(error, language), status=422)
    return _answered(desk, asked, change)


@dataclass(frozen=True, slots=True)
class _Preview:
    """What is shown before a change is made, and what its form says of it: only that is done."""

    foreseen: Foreseen
    asked: str
    """Names the change."""
    seen: str
    """Names the studies that it is for, as they were looked at."""


def _answered(desk: _Desk, asked: Asked, change: Bulk) -> Response:
    """Make a change that was seen as it would be now; otherwise show what it would do."""
    foreseen = _foreseen(desk, change)
    preview = _Preview(foreseen, asked=_digest(asked), seen=_digest(list(foreseen.seen.items())))
    if not desk.form.get("apply") or desk.form.get("asked") != preview.asked:
        return _page(desk, preview=preview, refused=foreseen.refused)
    if desk.form.get("seen") != preview.seen:
        wrong = wording(desk.language).text(
            "Nothing was done: studies changed meanwhile. This is what would change now."
        )
        return _page(desk, preview=preview, refused=foreseen.refused, wrong=wrong, status=412)
    return _applied(desk, asked, change, foreseen)


def _digest(told: object) -> str:
    return hashlib.blake2b(repr(told).encode("utf-8", "replace"), digest_size=16).hexdigest()


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
        keep_unlisted=bool(form.get("keep_unlisted")),
    )


def _foreseen(desk: _Desk, change: Bulk) -> Foreseen:
    catalogue, registry, words = (
        desk.services.catalogue.everything(),
        desk.services.registry,
        wording(desk.language),
    )
    # Read before what is shown: whatever is changed in between is newer than they are, and refused.
    revisions = catalogue.revisions(desk.chosen.ids)
    match change:
        case Rewriting(part, revise):
            changed = changed_by(change, catalogue.outlines(desk.chosen.ids, part))
            shown = catalogue.studies_by_id(changed[:SAMPLE])
            sample = [PreviewRow.of(study, revise(study), registry, words) for study in shown.values()]
            return Foreseen(changed, sample, revisions)
        case Stepping(step):
            states = catalogue.states_by_id(desk.chosen.ids)
            return foreseen_steps(states, revisions, step, words)


def _applied(desk: _Desk, asked: Asked, change: Bulk, foreseen: Foreseen) -> Response:
    """Make a change that was seen: at once, or as a job where that may take longer than a page.

    Raises:
        StaleRevisionError: a study was changed at this very moment; nothing is done.
    """
    services, by, seen = desk.services, desk.visitor.name, foreseen.seen
    if len(seen) > AT_ONCE or (isinstance(change, Stepping) and change.publishes):
        job = services.queue.submit(JobKind.CHANGE, asked=asking(asked, seen), by=by)
        return RedirectResponse(f"/{desk.language}{BULK}/{job}", status_code=303)
    refused = change_many(services, seen, change, by=by, then=all_as_seen)
    services.queue.follow()
    return _page(desk, refused=refused, done=len(seen) - len(refused))


def _page(
    desk: _Desk,
    *,
    preview: _Preview | None = None,
    refused: Refused | None = None,
    done: int | None = None,
    wrong: str = "",
    status: int = 200,
) -> HTMLResponse:
    words, refused = wording(desk.language), refused or {}
    chosen, changed = len(desk.chosen.ids), len(preview.foreseen.changed) if preview else 0
    told = [(study, explain(error, desk.language)) for study, error in islice(refused.items(), MOST_TOLD)]
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
        changed=words.plural("%(count)s study", "%(count)s studies", changed),
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
