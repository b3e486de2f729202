"""The findings of a study as the page of the desk reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.study import Study
from ingest.personal.finding import Weight
from search_api.editing.pages import is_drawn
from search_api.messages import say
from search_api.personal.findings import StudyFinding
from search_api.personal.picturing import has_strip
from search_api.web.desk.frames import DESK
from search_api.web.links import Link
from search_api.web.paging import PageLink
from search_api.web.studies_view import title_for
from search_api.web.wording import Wording

PER_PAGE = 25
"""Findings on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding to decide about."""

    number: int
    key: str
    kind: str
    why: str
    where: str
    pages: tuple[PageLink, ...]
    """Where it stands; without an address where there is no picture of the page."""
    picture: str | None
    """The address of a picture of its first place."""
    before: str
    text: str
    after: str
    decided: str
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalView:
    """A page of what is personal in a study."""

    study: Link
    findings: tuple[FindingView, ...]
    waiting: str | None
    """That findings wait; ``None``: none does."""
    page: int
    last: int
    replace: tuple[str, ...]
    """Names of files that hold what was redacted."""


def personal_view(
    study: Study, findings: Sequence[StudyFinding], words: Wording, page: int = 1
) -> PersonalView:
    """Return a page of the findings, those that wait first and those of organisations last."""
    ordered = sorted(findings, key=lambda one: (not one.waits, one.weight is Weight.LOW, one.number))
    redacted = (
        one.where for one in findings if one.file and one.decision and one.decision.verdict == "redacted"
    )
    last = max(1, -(-len(findings) // PER_PAGE))
    page = min(max(1, page), last)
    language, url = words.language, f"/{words.language}{DESK}/studies/{study.id}"
    shown = ordered[(page - 1) * PER_PAGE : page * PER_PAGE]
    return PersonalView(
        study=Link(title_for(study.titles, language, study.id).text, url),
        findings=tuple(_finding(one, url, words) for one in shown),
        waiting=_waiting(sum(one.waits for one in findings), words),
        page=page,
        last=last,
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


def _finding(one: StudyFinding, url: str, words: Wording) -> FindingView:
    return FindingView(
        number=one.number,
        key=one.key,
        kind=say(f"personal.{one.kind}", words.language),
        why=say(f"why.{one.why or 'lost'}", words.language),
        where=_where(one, words),
        pages=tuple(_page(one, page, url, words) for page in one.pages),
        picture=f"{url}/personal-data/{one.key}.png" if has_strip(one) else None,
        before=one.before,
        text=one.text,
        after=one.after,
        decided=_decided(one, words),
        waits=one.waits,
    )


def _where(one: StudyFinding, words: Wording) -> str:
    if one.earlier:
        return words.text("earlier description of the study, which its history tells")
    return words.text("description of the study") if one.file is None else one.where


def _page(one: StudyFinding, page: int, url: str, words: Wording) -> PageLink:
    sheet = f"{url}/files/{one.file}/page/{page}?finding={one.key}"
    return PageLink(words.text("page %(page)s", page=page), sheet if is_drawn(one.where) else None)


def _decided(one: StudyFinding, words: Wording) -> str:
    if one.decision is None or one.waits:
        return say("verdict.undecided", words.language) if one.waits else "–"
    return words.text(
        "%(verdict)s, by %(who)s on %(day)s",
        verdict=say(f"verdict.{one.decision.verdict}", words.language),
        who=one.decision.by,
        day=words.day(one.decision.made.date()),
    )
