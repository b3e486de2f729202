"""The search page as its template reads it."""

from dataclasses import dataclass

from search_api.answers import SearchAnswer
from search_api.ordering import MOST_SORTED, Order
from search_api.web.given import Given, Ignored
from search_api.web.paging import Paging, paging
from search_api.web.results_view import ResultView, result_views
from search_api.web.state import SearchState
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose, by an address."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found."""

    summary: str
    orders: tuple[Choice, ...]
    results: tuple[ResultView, ...]
    paging: Paging | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """A search page."""

    q: str
    action: str
    kept: tuple[tuple[str, str], ...]
    """Parameters that a new question keeps."""
    ignored: tuple[Ignored, ...]
    answer: Answer | None


def search_view(given: Given, answer: SearchAnswer | None, words: Wording) -> SearchView:
    """Return the page of a state; without an answer, only the question is asked."""
    state = given.state
    return SearchView(
        q=state.q,
        action=f"/{words.language}",
        kept=tuple(pair for pair in state.pairs() if pair[0] not in ("q", "page")),
        ignored=given.ignored,
        answer=_answer(state, answer, words) if answer else None,
    )


def _answer(state: SearchState, answer: SearchAnswer, words: Wording) -> Answer:
    return Answer(
        summary=_summary(state, answer.total, words),
        orders=_orders(state, words),
        results=result_views(answer, words),
        paging=paging(state, answer.total, words),
    )


def _summary(state: SearchState, total: int, words: Wording) -> str:
    if state.sort is not Order.RELEVANCE and total == MOST_SORTED:
        return words.text("The %(count)s most relevant studies", count=words.number(total))
    return words.plural("%(count)s study", "%(count)s studies", total)


def _orders(state: SearchState, words: Wording) -> tuple[Choice, ...]:
    labels = {
        Order.RELEVANCE: words.text("Relevance"),
        Order.NEWEST: words.text("Newest first"),
        Order.OLDEST: words.text("Oldest first"),
        Order.DEAREST: words.text("Most expensive first"),
        Order.CHEAPEST: words.text("Least expensive first"),
    }
    return tuple(
        Choice(label, state.in_order(order).url(words.language), order is state.sort)
        for order, label in labels.items()
    )
