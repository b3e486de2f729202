"""The legal view of a year as its template reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from corpus.catalogue.records import MissingFact
from corpus.study import AdministrationId, PublicationDate, StudyId
from models.language import Language
from search_api.describing import API
from search_api.inventories.lacking import UNKNOWN, LackingAnswer, RequiredFact
from search_api.inventories.names import Names
from search_api.inventories.year import GapsAnswer, InventoryAnswer
from search_api.web.desk.frames import DESK
from search_api.web.desk.names import missing_name
from search_api.web.links import Link
from search_api.web.wording import Wording

LAW = "/law"
INVENTORY = f"{API}/inventory"
PER_PAGE = 50
_LAST_PAGE = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Which of the studies that lack something are listed."""

    year: int
    language: Language
    fact: MissingFact | None = None
    administration: str | None = None
    page: int = 1

    @property
    def asked(self) -> dict[str, str]:
        """Return the parameters that narrow the list."""
        told = {"lacking": self.fact, "administration": self.administration}
        return {name: value for name, value in told.items() if value}

    @property
    def path(self) -> str:
        """Return the address below the language and the desk."""
        query = urlencode(self.asked | ({"page": str(self.page)} if self.page > 1 else {}))
        return f"{LAW}/{self.year}" + (f"?{query}" if query else "")

    @property
    def url(self) -> str:
        """Return the address of the list."""
        return f"/{self.language}{DESK}{self.path}#lacking"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsRow:
    """The counts of an administration; what lacks something leads to its list."""

    name: str
    studies: str
    complete: str
    without_author: Link
    without_cost: Link
    without_both: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingRow:
    """A study that lacks something."""

    url: str
    title: str
    title_language: Language
    administrations: str
    published: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingView:
    """A page of the studies that lack something."""

    count: str
    narrowed: tuple[str, ...]
    """What the list is narrowed to."""
    whole: str
    """The address of the list that is not narrowed."""
    rows: tuple[LackingRow, ...]
    page: int
    last: int
    previous: str
    next: str
    csv: str


def read_narrowing(pairs: Iterable[tuple[str, str]], year: int, language: Language) -> Narrowing:
    """Return what an address asks for; what cannot be read of it is passed over."""
    told = dict(pairs)
    fact, page = told.get("lacking"), told.get("page", "")
    return Narrowing(
        year=year,
        language=language,
        fact=MissingFact(fact) if fact and fact in {*RequiredFact} else None,
        administration=told.get("administration") or None,
        page=min(max(1, int(page[:6])), _LAST_PAGE) if page.isascii() and page.isdigit() else 1,
    )


def gaps_rows(inventory: InventoryAnswer, whole: Narrowing, words: Wording) -> list[GapsRow]:
    """Return the rows of the administrations."""
    return [
        _gaps_row(row, row.name, replace(whole, administration=row.id or UNKNOWN), words)
        for row in inventory.administrations
    ]


def total_row(inventory: InventoryAnswer, whole: Narrowing, words: Wording) -> GapsRow:
    """Return the row of all studies, each once."""
    return _gaps_row(inventory.total, words.text("All, each study once"), whole, words)


def _gaps_row(gaps: GapsAnswer, name: str, whole: Narrowing, words: Wording) -> GapsRow:
    def lacking(studies: Sequence[str], fact: MissingFact) -> Link:
        return Link(words.number(len(studies)), replace(whole, fact=fact).url if studies else "")

    return GapsRow(
        name=name,
        studies=words.number(gaps.studies),
        complete=words.number(gaps.complete),
        without_author=lacking(gaps.without_author, MissingFact.AUTHOR),
        without_cost=lacking(gaps.without_cost, MissingFact.COST),
        without_both=words.number(gaps.without_both),
    )


def page_of(ids: Sequence[StudyId], asked: Narrowing) -> tuple[Narrowing, Sequence[StudyId]]:
    """Return the page that is shown, which is the last one where more was asked for, and its studies."""
    shown = replace(asked, page=min(asked.page, _last(len(ids))))
    return shown, ids[(shown.page - 1) * PER_PAGE : shown.page * PER_PAGE]


def lacking_view(
    studies: Iterable[LackingAnswer], total: int, shown: Narrowing, names: Names, words: Wording
) -> LackingView:
    """Return a page of the list."""
    narrowed = [missing_name(shown.fact, words)] if shown.fact else []
    if shown.administration:
        known = shown.administration != UNKNOWN
        narrowed.append(names.of(AdministrationId(shown.administration) if known else None))
    return LackingView(
        count=words.plural("%(count)s study", "%(count)s studies", total),
        narrowed=tuple(narrowed),
        whole=replace(shown, fact=None, administration=None, page=1).url,
        rows=tuple(_lacking_row(study, words) for study in studies),
        page=shown.page,
        last=_last(total),
        previous=replace(shown, page=shown.page - 1).url,
        next=replace(shown, page=shown.page + 1).url,
        csv=f"{INVENTORY}/{shown.year}/lacking.csv?{urlencode({'reader': shown.language, **shown.asked})}",
    )


def _lacking_row(study: LackingAnswer, words: Wording) -> LackingRow:
    published = study.published and words.published(PublicationDate.parse_iso(study.published))
    return LackingRow(
        url=f"/{words.language}{DESK}/studies/{study.id}",
        title=study.title,
        title_language=study.title_language,
        administrations="; ".join(study.administrations),
        published=published or "",
        missing=", ".join(missing_name(fact, words) for fact in study.lacks),
    )


def _last(total: int) -> int:
    return max(1, -(-total // PER_PAGE))
