"""What is said beside the fields of an entry: what is wrong, and what somebody else wrote meanwhile."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from corpus.lists.entries import Entry, EntryRevision, merged, parts, whole
from search_api.access.forms import Form
from search_api.editing.errors import InvalidEntryError
from search_api.errors import RequestError
from search_api.web.desk.edit_form import ConflictView
from search_api.web.desk.entry_kind import Desk, EntryKind
from search_api.web.desk.moments import clock
from search_api.web.wording import Wording, wording


def told_problems(found: Sequence[RequestError], words: Wording) -> dict[str, list[str]]:
    """Return the reasons of a reader by the field that each is about."""
    told: dict[str, list[str]] = {}
    for one in found:
        field = f"{one.parameter}.fr" if one.parameter.endswith("names") else one.parameter
        told.setdefault(field, []).append(one.reason(words.language))
    return told


def conflicts(desk: Desk[Entry], form: Form, base: int, seen: int) -> dict[str, list[ConflictView]]:
    """Return by field what others wrote between two states where the form says something else."""
    kind = desk.kind
    since = [one for one in desk.history() if base < one.number <= seen]
    if not since or since[-1].after is None:
        return {}
    try:
        mine = kind.which.write(kind.read(kind.document(form), desk.entry))
    except InvalidEntryError:
        return {}
    told: dict[str, list[ConflictView]] = {}
    for part in merged(since, mine)[1]:
        told.setdefault(_field_of(part), []).append(_conflict(desk, form, part, since))
    return told


def _conflict(desk: Desk[Entry], form: Form, part: str, since: Sequence[EntryRevision]) -> ConflictView:
    kind, words = desk.kind, wording(desk.language)
    before, theirs = parts(since[0].before).get(part), parts(since[-1].after).get(part)
    last = next(one for one in reversed(since) if part in [change.field for change in one.changes])
    return ConflictView(
        by=last.by,
        when=clock(last.made, words),
        before=kind.told(part, before, words),
        theirs=kind.told(part, theirs, words),
        take=urlencode(dict(_taken(kind, form, part, theirs)), doseq=True),
    )


def _taken(kind: EntryKind[Entry], form: Form, part: str, theirs: Any) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the fields of a part as they are when the form takes what somebody else wrote."""
    held = kind.fields(whole({part: theirs}))
    for field in {**form.fields, **held}:
        if field == part or field.startswith(f"{part}."):
            yield field, held.get(field, [""])


def _field_of(part: str) -> str:
    """Return the field beside which something is told of a part."""
    return "former.1.names.fr" if part == "former" else part
