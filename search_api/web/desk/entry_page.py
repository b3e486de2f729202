"""What the pages of the entries of all lists do: show, save, take out and restore one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.catalogue.history import Change
from corpus.lists.entries import Entry, EntryRevision, Listed, Origin
from corpus.lists.errors import ListError
from search_api.access.forms import Form
from search_api.editing.errors import InvalidEntryError
from search_api.lists import acts
from search_api.outcomes import outcome_of
from search_api.web.desk.differences import Difference
from search_api.web.desk.edit_form import EditForm, Fields
from search_api.web.desk.entry_conflicts import conflicts, told_problems
from search_api.web.desk.entry_kind import Desk, EntryKind
from search_api.web.desk.entry_names import act_name, entry_part_name, origin_name
from search_api.web.desk.failing import sentence_of
from search_api.web.desk.frames import desk_page
from search_api.web.desk.moments import moment
from search_api.web.desk.study_fields import taken_over
from search_api.web.desk.study_page import number
from search_api.web.wording import Wording, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """A change of an entry."""

    number: int
    who: str
    when: str
    rows: tuple[Difference, ...]


def show(desk: Desk[Entry], *, saved: bool) -> HTMLResponse:
    """Show the form of an entry; of one that was taken out only its history."""
    listed = desk.listed()
    note = wording(desk.language).text("Saved.") if saved else ""
    return _page(desk, listed, EditForm(fields=_fields(desk, listed)), listed.revision, note=note)


def save(desk: Desk[Entry], form: Form) -> Response:
    """Save a form; show it again where something in it cannot be saved."""
    seen, words = number(form, "revision"), wording(desk.language)
    base = number(form, "base", seen)
    if (taken := taken_over(form)) is not None:
        return _again(desk, Form(taken), base, seen)
    kind, services = desk.kind, desk.services
    try:
        read = kind.read(kind.document(form), desk.entry)
        clash = acts.save_merged(services, kind.which, desk.entry, read, expected=seen, by=desk.visitor.name)
    except InvalidEntryError as error:
        wrong = words.text("This was not saved: see what is written beside the fields.")
        return _again(desk, form, base, seen, problems=told_problems(error.problems, words), wrong=wrong)
    except ListError as error:
        return _again(desk, form, base, seen, wrong=sentence_of(error, desk.language), status=_status(error))
    if clash is None:
        return RedirectResponse(f"{desk.url}?done=saved", status_code=303)
    wrong = words.text("This was not saved: somebody else changed the same fields meanwhile.")
    mine = Form(kind.fields(clash.document))
    return _again(desk, mine, seen, clash.stale.current, wrong=wrong, status=409)


def remove(desk: Desk[Entry], form: Form) -> Response:
    """Take an entry out; what prevents it is told above its form."""
    return _done(desk, acts.remove, form)


def restore(desk: Desk[Entry], form: Form) -> Response:
    """Let an entry be as it ships, or as it was; what prevents it is told above its form."""
    return _done(desk, acts.restore, form)


def _done(desk: Desk[Entry], act: Callable[..., object], form: Form) -> Response:
    try:
        act(
            desk.services,
            desk.kind.which,
            desk.entry,
            expected=number(form, "revision"),
            by=desk.visitor.name,
        )
    except ListError as error:
        listed = desk.listed()
        shown = EditForm(fields=_fields(desk, listed))
        wrong = sentence_of(error, desk.language)
        return _page(desk, listed, shown, listed.revision, wrong=wrong, status=_status(error))
    return RedirectResponse(f"{desk.url}?done=saved", status_code=303)


def _status(error: ListError) -> int:
    return outcome_of(error).status


def _fields(desk: Desk[Entry], listed: Listed[Entry]) -> Fields:
    return {} if listed.entry is None else desk.kind.fields(desk.kind.which.write(listed.entry))


def _again(
    desk: Desk[Entry],
    form: Form,
    base: int,
    seen: int,
    *,
    problems: Mapping[str, Sequence[str]] | None = None,
    wrong: str = "",
    status: int = 0,
) -> HTMLResponse:
    """Show a form as it was filled in, with what others changed since the state that it began from."""
    shown = EditForm(fields=form.fields, problems=problems or {}, against=conflicts(desk, form, base, seen))
    status = status or (422 if problems else 200)
    return _page(desk, desk.listed(), shown, seen, base=base, wrong=wrong, status=status)


def _page(
    desk: Desk[Entry],
    listed: Listed[Entry],
    form: EditForm,
    seen: int,
    *,
    base: int | None = None,
    note: str = "",
    wrong: str = "",
    status: int = 200,
) -> HTMLResponse:
    words, kind, history = wording(desk.language), desk.kind, desk.history()
    return desk_page(
        kind.template,
        desk.language,
        desk.site,
        desk.visitor,
        path=f"{kind.path}/{desk.entry}",
        title=kind.name(listed.entry, desk.language) if listed.entry else desk.entry,
        status=status,
        url=desk.url,
        list_url=desk.list_url,
        entry=desk.entry,
        is_there=listed.entry is not None,
        origin=origin_name(listed.origin, words),
        restorable=listed.origin in (Origin.CORRECTED, Origin.REMOVED),
        ships=desk.entry in kind.which.shipped(),
        form=form,
        revision=seen,
        base=seen if base is None else base,
        now=listed.revision,
        note=note,
        wrong=wrong,
        revisions=[_revision(one, kind, words) for one in reversed(history)],
        **kind.views(desk.services, desk.entry, form.fields, words),
    )


def _revision(revision: EntryRevision, kind: EntryKind[Entry], words: Wording) -> RevisionView:
    return RevisionView(
        number=revision.number,
        who=f"{revision.by} {act_name(revision.act, words)}",
        when=moment(revision.made, words.language),
        rows=tuple(_difference(change, kind, words) for change in revision.changes),
    )


def _difference(change: Change, kind: EntryKind[Entry], words: Wording) -> Difference:
    before, after = (kind.told(change.field, value, words) for value in (change.before, change.after))
    return Difference(entry_part_name(change.field, words), before, after)
