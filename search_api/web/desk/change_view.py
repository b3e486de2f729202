"""A change of many studies as the pages of the desk show it, while it is made and afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.jobs import Job, JobState
from corpus.life import Step
from corpus.study import Vat
from models.language import Language
from search_api.editing.bulk import Act, Asked
from search_api.messages import say
from search_api.telling import language_of, said
from search_api.web.desk.bulk_view import act_choices
from search_api.web.desk.jobs_view import can_stop, job_state_name
from search_api.web.desk.names import step_name, vat_name
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A change, what it is for, and what became of it."""

    id: str
    told: str
    """What is done, to how many."""
    value: str
    """What was written for it."""
    made: str
    by: str
    state: str
    is_over: bool
    is_done: bool
    done: int
    total: int
    changed: str
    reason: str
    """Why it failed."""
    reason_in: Language | None
    """Its language where it is not that of the page."""
    refused: Sequence[tuple[str, str]]
    refused_count: str
    can_stop: bool
    can_retry: bool


def change_view(job: Job, words: Wording) -> ChangeView:
    """Return a change in the words of a language."""
    asked, report = Asked(**job.asked["change"]), job.report
    refused: int = report.get("refused", 0)
    why = job.reason if job.state is not JobState.CANCELLED else None
    return ChangeView(
        id=job.id,
        told=f"{_told(asked, words)} · {_studies(len(job.asked['studies']), words)}",
        value=_value(asked, words),
        made=words.day(job.made.date()),
        by=job.by,
        state=job_state_name(job.state, words),
        is_over=job.is_over,
        is_done=job.state is JobState.DONE,
        done=job.done,
        total=job.total,
        changed=_studies(report.get("changed", 0), words),
        reason=said(why, words.language) if why else "",
        reason_in=language_of(why) if why else None,
        refused=[(study, why[words.language]) for study, why in report.get("reasons", ())],
        refused_count=_studies(refused, words) if refused else "",
        can_stop=can_stop(job),
        can_retry=job.state is JobState.FAILED,
    )


def _studies(count: int, words: Wording) -> str:
    return words.plural("%(count)s study", "%(count)s studies", count)


def _told(asked: Asked, words: Wording) -> str:
    if asked.act == Act.TAKE_STEP:
        return step_name(Step(asked.instead), words)
    return next(choice.label for choice in act_choices(words) if choice.value == asked.act)


def _value(asked: Asked, words: Wording) -> str:
    match asked.act:
        case Act.SET_TYPE:
            return say(f"type.{asked.value}", words.language)
        case Act.SET_VAT:
            return vat_name(Vat(asked.value), words)
        case Act.REPLACE_ADMINISTRATION:
            return f"{asked.instead} → {asked.value}"
    return asked.value
