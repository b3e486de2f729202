"""The pages of a result."""

from dataclasses import dataclass

from search_api.web.given import MOST_PAGE
from search_api.web.state import PER_PAGE, SearchState
from search_api.web.wording import Wording

_AROUND = 2
"""Pages shown on each side of the current one."""

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page to go to; one without an address is the current one, one without a label a gap."""

    label: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Paging:
    """Where one is, and where one may go."""

    links: tuple[PageLink, ...]
    previous: str | None
    next: str | None


def page_number(text: str) -> int:
    """Return the page that an address names, from 1; the first where it names none."""
    named = int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 1
    return max(1, named)


def paging(state: SearchState, total: int, words: Wording) -> Paging | None:
    """Return the pages of a result; ``None`` where there is only one."""
    last = min(-(-total // PER_PAGE), MOST_PAGE)
    if last <= 1:
        return None
    shown = sorted({1, last, *range(max(1, state.page - _AROUND), min(last, state.page + _AROUND) + 1)})
    links: list[PageLink] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number > before + 1:
            links.append(PageLink(""))
        url = None if number == state.page else state.on_page(number).url(words.language)
        links.append(PageLink(words.number(number), url))
    return Paging(
        tuple(links),
        _url(state, state.page - 1, last, words),
        _url(state, state.page + 1, last, words),
    )


def _url(state: SearchState, page: int, last: int, words: Wording) -> str | None:
    return state.on_page(page).url(words.language) if 1 <= page <= last else None
