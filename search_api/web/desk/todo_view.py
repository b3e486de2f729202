"""Questions that imports left, as the page of the inbox shows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.jobs import Question, Todo, TodoKind
from corpus.study import Study, StudyId
from models.language import Language
from search_api.jobs.file_questions import REMOVE
from search_api.jobs.merging import UPDATE
from search_api.telling import language_of, said
from search_api.web.wording import Wording

_DETAILED = frozenset({TodoKind.LEFT_OUT, TodoKind.FAILED_FILE, TodoKind.MISNAMED_FILE})
"""Kinds whose reasons are many; each of the others has one, in the words of the page."""

_INTERNAL = "file"
"""What stands for the column of a name that is matched with files; no inventory has this header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A button that settles a question."""

    value: str
    label: str
    takes_away: bool
    """It is not the first thing to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoView:
    """A question with the buttons that settle it."""

    id: str
    kind: str
    study: str
    title: str
    """Of the study; empty where it is not there any more."""
    place: str
    value: str
    reason: str
    """In the language of the page."""
    details: str
    """What was wrong, as whoever read the file says it; empty where the reason says it all."""
    details_in: Language | None
    """The language of the details where it is not that of the page."""
    proposals: Sequence[ProposalView]
    is_name: bool
    """Whether it is about a name that could be added to the list of administrations."""


def todo_views(todos: Iterable[Todo], studies: Mapping[StudyId, Study], words: Wording) -> list[TodoView]:
    """Return questions in the words of a language, with the titles of the studies that they are about."""
    return [_todo_view(todo, studies.get(todo.question.study or StudyId("")), words) for todo in todos]


def _todo_view(todo: Todo, study: Study | None, words: Wording) -> TodoView:
    asked = todo.question
    detailed = asked.kind in _DETAILED
    row = words.text("row %(row)s", row=asked.row) if asked.row else ""
    column = asked.column if asked.column != _INTERNAL else None
    return TodoView(
        id=todo.id,
        kind=_kind(asked.kind, words),
        study=asked.study or "",
        title=_title(study, words.language) if study else "",
        place=", ".join(filter(None, [asked.source, row, column])),
        value=asked.value or "",
        reason=_reason(asked, words),
        details=_sentence(said(asked.reason, words.language)) if detailed else "",
        details_in=language_of(asked.reason) if detailed else None,
        proposals=[
            ProposalView(
                value=one.value,
                label=_label(asked.kind, one.value, one.label, words),
                takes_away=one.value == REMOVE,
            )
            for one in asked.proposals
        ],
        is_name=asked.kind is TodoKind.UNKNOWN_ADMINISTRATION,
    )


def _title(study: Study, language: Language) -> str:
    return study.titles.get(language) or next(iter(study.titles.values()), study.id)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _kind(kind: TodoKind, words: Wording) -> str:
    told = {
        TodoKind.FILE_WITHOUT_ROW: words.text("A file that no row names"),
        TodoKind.ROW_WITHOUT_FILE: words.text("A row without its file"),
        TodoKind.FILE_OF_TWO_ROWS: words.text("Two rows for one file"),
        TodoKind.DOUBTFUL_AMOUNT: words.text("A doubtful amount"),
        TodoKind.DOUBTFUL_DATE: words.text("A doubtful date"),
        TodoKind.UNKNOWN_ADMINISTRATION: words.text("An unknown administration"),
        TodoKind.UNKNOWN_LANGUAGE: words.text("A file of unknown language"),
        TodoKind.FAILED_FILE: words.text("A file that could not be read in full"),
        TodoKind.MISNAMED_FILE: words.text("A file of another kind than its name says"),
        TodoKind.SAME_FILE: words.text("The same content twice"),
        TodoKind.KNOWN_STUDY: words.text("A study that is there already"),
        TodoKind.WITHDRAWN_STUDY: words.text("A study that was withdrawn"),
        TodoKind.LEFT_OUT: words.text("Left out"),
    }
    return told[kind]


def _reason(asked: Question, words: Wording) -> str:
    text = words.text
    told = {
        TodoKind.FILE_WITHOUT_ROW: text("It became a study of its own. Describe that, or choose another.")
        if asked.proposals
        else text("It became a study of its own. Describe that."),
        TodoKind.ROW_WITHOUT_FILE: text("Its file was not found. Choose it here, or send it.")
        if asked.proposals
        else text("Its file was not found. Send it."),
        TodoKind.FILE_OF_TWO_ROWS: text("Another row has this file already. Both may have it."),
        TodoKind.DOUBTFUL_AMOUNT: text("It may be read in two ways. Choose one."),
        TodoKind.DOUBTFUL_DATE: text("It is written in an unusual way. Is this the day?"),
        TodoKind.UNKNOWN_ADMINISTRATION: text("The name is kept as written. Choose whom it means.")
        if asked.proposals
        else text("The name is kept as written."),
        TodoKind.UNKNOWN_LANGUAGE: text("Neither its text nor the inventory tells its language."),
        TodoKind.SAME_FILE: text(
            "Its content is that of a file of %(studies)s.", studies=", ".join(asked.facts.get("others", ()))
        ),
        TodoKind.KNOWN_STUDY: text("The import tells otherwise of it. It was not changed."),
        TodoKind.WITHDRAWN_STUDY: text("The import tells of it again. It stays withdrawn."),
    }
    return told.get(asked.kind, "")


def _label(kind: TodoKind, value: str, label: str, words: Wording) -> str:
    """Return what the button of a proposal says."""
    if value == REMOVE:
        return words.text("Take the file out of the study")
    if value == UPDATE:
        return words.text("Take over what the import tells")
    if kind is TodoKind.DOUBTFUL_AMOUNT:
        return words.money(Decimal(label))
    return label
