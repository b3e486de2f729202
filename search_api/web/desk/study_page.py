"""``/{language}/desk/studies/{id}``: a study to change, beside its files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.catalogue.history import Revision
from corpus.catalogue.records import StudyRecord
from corpus.errors import RevisionNotFoundError
from corpus.life import allowed_steps
from corpus.reconciling import reconcile
from corpus.study import Study, StudyId, Vat
from models.language import Language
from search_api.access.forms import DeskForm, Form
from search_api.access.who import DeskReader, Editor, Visitor
from search_api.editing.errors import InvalidStudyError
from search_api.editing.naming import known_of
from search_api.editing.pages import is_drawn
from search_api.editing.proposing import proposals
from search_api.editing.reader import read_study
from search_api.editing.saving import save_merged, state_at
from search_api.messages import say
from search_api.routes.common import ServicesOf, StudyOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.edit_form import EditForm
from search_api.web.desk.frames import desk_page
from search_api.web.desk.list_page import STUDIES, Choice, administration_names, type_choices
from search_api.web.desk.names import state_name, step_name, vat_name
from search_api.web.desk.revision_view import RevisionView
from search_api.web.desk.study_fields import document_from, fields_of, taken_over
from search_api.web.desk.study_form import conflicts_of, problems_of, proposals_of
from search_api.web.studies_view import title_for
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

_STUDY = IN_LANGUAGE + STUDIES + "/{study}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who works on which study, and where."""

    language: Language
    services: Services
    visitor: Visitor
    site: Site
    study: StudyId

    @property
    def url(self) -> str:
        """Return the address of the page of the study."""
        return f"/{self.language}{STUDIES}/{self.study}"

    def record(self) -> StudyRecord:
        """Return the study as it is."""
        return self.services.catalogue.everything().record(self.study)


@router.get(_STUDY)
def ask(
    language: Language,
    study: StudyOf,
    services: ServicesOf,
    visitor: DeskReader,
    site: SiteOf,
    done: str = "",
) -> HTMLResponse:
    """Show the form of a study."""
    desk = Desk(language=language, services=services, visitor=visitor, site=site, study=study)
    record = desk.record()
    fields = fields_of(record.study, services.registry, language)
    note = wording(language).text("Saved.") if done == "saved" else ""
    return page_of(desk, record, EditForm(fields=fields), record.revision, note=note)


@router.post(_STUDY)
def save(
    language: Language, study: StudyOf, services: ServicesOf, visitor: Editor, form: DeskForm, site: SiteOf
) -> Response:
    """Save a form; show it again where something in it cannot be saved."""
    desk = Desk(language=language, services=services, visitor=visitor, site=site, study=study)
    seen = number(form, "seen", number(form, "revision"))
    if (taken := taken_over(form)) is not None:
        return _again(desk, Form(taken), seen)
    try:
        mine = read_study(
            document_from(form),
            state_at(services, study, seen),
            known_of(services, keep_unlisted=bool(form.get("keep_unlisted"))),
        )
    except InvalidStudyError as error:
        return _again(desk, form, seen, error)
    clash = save_merged(services, mine, seen=seen, by=visitor.name)
    if clash is None:
        return RedirectResponse(f"{desk.url}?done=saved", status_code=303)
    fields = {**fields_of(clash.merged, services.registry, language), "revision": [str(seen)]}
    return _again(desk, Form(fields), clash.now.revision, status=409)


def _again(
    desk: Desk, form: Form, seen: int, invalid: InvalidStudyError | None = None, status: int = 200
) -> HTMLResponse:
    """Show a form as it was filled in, on the state of the study that it was filled in for."""
    words, record = wording(desk.language), desk.record()
    shown = EditForm(fields=form.fields)
    if invalid:
        shown = replace(shown, problems=problems_of(invalid.problems, words))
    base = number(form, "revision", seen)
    if base != seen:
        shown = replace(shown, against=_conflicts(desk, form, base, seen))
    wrong = words.text("This was not saved: see what is written beside the fields.") if invalid else ""
    if status == 409:
        wrong = words.text("This was not saved: somebody else changed the same fields meanwhile.")
    return page_of(desk, record, shown, seen, base=base, wrong=wrong, status=422 if invalid else status)


def _conflicts(desk: Desk, form: Form, base: int, seen: int) -> dict[str, Any]:
    services, words = desk.services, wording(desk.language)
    theirs = state_at(services, desk.study, seen)
    try:
        known = known_of(services, keep_unlisted=True)
        mine = read_study(document_from(form), theirs, known)
        _, found = reconcile(state_at(services, desk.study, base), theirs, mine)
    except (InvalidStudyError, RevisionNotFoundError):
        return {}
    since = _since(services, desk.study, base, seen)
    return conflicts_of(found, theirs, since, services, words)


def _since(services: Services, study: StudyId, base: int, seen: int) -> list[Revision]:
    history = services.catalogue.history(study)
    return [revision for revision in history if base < revision.number <= seen]


def number(form: Form, name: str, otherwise: int = 0) -> int:
    """Return the number in a hidden field of a form."""
    text = form.get(name)
    return int(text[:9]) if text.isascii() and text.isdigit() else otherwise


def page_of(
    desk: Desk,
    record: StudyRecord,
    form: EditForm,
    seen: int,
    *,
    base: int | None = None,
    meanwhile: Sequence[RevisionView] = (),
    note: str = "",
    wrong: str = "",
    status: int = 200,
) -> HTMLResponse:
    """Return the page of a study.

    Args:
        desk: who asks for what.
        record: the study as it is.
        form: what the fields hold.
        seen: the revision that the form was filled in for, and whose life its steps go on.
        base: the revision that was seen when it was first filled in; ``None``: the same.
        meanwhile: what others changed and the librarian has not seen.
        note: what went well.
        wrong: what did not.
        status: of the answer.
    """
    words, study = wording(desk.language), record.study
    found = proposals(desk.services, study, desk.services.registry, desk.language)
    form = replace(form, proposed=proposals_of(found, study, form, words))
    return desk_page(
        "study.html",
        desk.language,
        desk.site,
        desk.visitor,
        path=f"/studies/{desk.study}",
        title=title_for(study.titles, desk.language, study.id).text,
        status=status,
        url=desk.url,
        record=record,
        state=state_name(record.standing.state, words),
        steps=[Choice(one, step_name(one, words)) for one in allowed_steps(record.standing.state)],
        pages=first_pages(desk.services, study),
        lost=[file.sha256 for file in study.files if file.sha256 not in desk.services.files],
        seen=seen,
        base=seen if base is None else base,
        meanwhile=meanwhile,
        note=note,
        wrong=wrong,
        **form_views(desk.services, desk.language, form),
    )


def form_views(services: Services, language: Language, form: EditForm) -> dict[str, Any]:
    """Return what the template of the fields needs."""
    words = wording(language)
    return {
        "form": form,
        "languages": [Choice(code, say(f"language.{code}", language)) for code in Language],
        "types": type_choices(words),
        "vats": [Choice(vat, vat_name(vat, words)) for vat in Vat],
        "administrations": administration_names(services, language),
    }


def first_pages(services: Services, study: Study) -> dict[int, int]:
    """Return the PDFs of a study by their number, each with the pages that it has (at least one)."""
    records = services.catalogue.files_by_hash([file.sha256 for file in study.files])
    return {
        number: (records[file.sha256].pages_found or 1) if file.sha256 in records else 1
        for number, file in enumerate(study.files, start=1)
        if is_drawn(file.name)
    }
