"""The findings of a study as the page of the desk reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.study import Study
from ingest.personal.finding import Weight
from search_api.messages import say
from search_api.personal.findings import StudyFinding
from search_api.web.links import Link
from search_api.web.studies_view import study_url, title_for
from search_api.web.wording import Wording

SHOWN = 300
"""Findings on one page: the others come when these are decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding in a table."""

    number: int
    key: str
    kind: str
    why: str
    where: str
    before: str
    text: str
    after: str
    decided: str
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalView:
    """What is personal in a study."""

    study: Link
    findings: tuple[FindingView, ...]
    waiting: str | None
    """That findings wait; ``None``: none does."""
    more: str | None
    """That findings have no place on the page."""
    replace: tuple[str, ...]
    """Names of files that hold what was redacted."""


def personal_view(study: Study, findings: Sequence[StudyFinding], words: Wording) -> PersonalView:
    """Return the findings, those that wait first and those of organisations last."""
    ordered = sorted(findings, key=lambda one: (not one.waits, one.weight is Weight.LOW, one.number))
    redacted = (
        one.where for one in findings if one.file and one.decision and one.decision.verdict == "redacted"
    )
    language = words.language
    return PersonalView(
        study=Link(title_for(study.titles, language, study.id).text, study_url(study.id, language)),
        findings=tuple(_finding(one, words) for one in ordered[:SHOWN]),
        waiting=_waiting(sum(one.waits for one in findings), words),
        more=_more(len(findings) - SHOWN, words),
        replace=tuple(dict.fromkeys(redacted)),
    )


def _waiting(count: int, words: Wording) -> str | None:
    if not count:
        return None
    return words.plural(
        "%(count)s finding waits: the study is not published before it is decided.",
        "%(count)s findings wait: the study is not published before they are decided.",
        count,
    )


def _more(count: int, words: Wording) -> str | None:
    if count <= 0:
        return None
    return words.plural(
        "%(count)s more comes when these are decided.", "%(count)s more come when these are decided.", count
    )


def _finding(one: StudyFinding, words: Wording) -> FindingView:
    return FindingView(
        number=one.number,
        key=one.key,
        kind=say(f"personal.{one.kind}", words.language),
        why=say(f"why.{one.why or 'lost'}", words.language),
        where=_where(one, words),
        before=one.before,
        text=one.text,
        after=one.after,
        decided=_decided(one, words),
        waits=one.waits,
    )


def _where(one: StudyFinding, words: Wording) -> str:
    if one.earlier:
        return words.text("earlier description of the study, which its history tells")
    if one.file is None:
        return words.text("description of the study")
    if not one.pages:
        return one.where
    return words.text("%(file)s, page %(pages)s", file=one.where, pages=", ".join(map(str, one.pages)))


def _decided(one: StudyFinding, words: Wording) -> str:
    if one.decision is None or one.waits:
        return say("verdict.undecided", words.language) if one.waits else "–"
    return words.text(
        "%(verdict)s, by %(who)s on %(day)s",
        verdict=say(f"verdict.{one.decision.verdict}", words.language),
        who=one.decision.by,
        day=words.day(one.decision.made.date()),
    )
