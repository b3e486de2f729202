"""The search page as its template reads it."""

from dataclasses import dataclass

from index.question import Mode
from search_api.answers import SearchAnswer
from search_api.ordering import Order
from search_api.services import Services
from search_api.web.answering import Looser, loosened, total_of
from search_api.web.chips import Chip, chips
from search_api.web.facets_view import FacetsView, facets_view
from search_api.web.given import Ignored
from search_api.web.links import Choice, Link
from search_api.web.paging import Paging, paging
from search_api.web.results_view import ResultView, result_views
from search_api.web.state import REPEATED, Field, SearchState
from search_api.web.taking_view import TakingView, taking_view
from search_api.web.understanding import Understood
from search_api.web.wording import Wording

_OWN_FIELDS = frozenset({"q", "page", "literal", *(set(Field) - REPEATED)})
"""Parameters that the form has fields for, or that a new question does not keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyView:
    """Why nothing is shown, and what would show something."""

    reason: str
    advice: str | None
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InWordsView:
    """What was read as a filter in the question, and how to have it searched as it stands."""

    sentences: tuple[str, ...]
    literal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """A search page."""

    q: str
    action: str
    suggest: str
    canonical: str
    kept: tuple[tuple[str, str], ...]
    """Parameters that a new question keeps."""
    ignored: tuple[Ignored, ...]
    in_words: InWordsView | None
    chips: tuple[Chip, ...]
    unfiltered: str
    summary: str
    orders: tuple[Choice, ...]
    results: tuple[ResultView, ...]
    empty: EmptyView | None
    taking: TakingView
    facets: FacetsView
    paging: Paging | None


def search_view(
    understood: Understood,
    ignored: tuple[Ignored, ...],
    answer: SearchAnswer,
    services: Services,
    words: Wording,
) -> SearchView:
    """Return the page of a state."""
    state, language = understood.state, words.language
    removable = chips(state, services, words)
    return SearchView(
        q=state.q,
        action=f"/{language}",
        suggest=f"/{language}/suggest",
        canonical=state.url(language),
        kept=tuple(pair for pair in state.pairs() if pair[0] not in _OWN_FIELDS),
        ignored=ignored,
        in_words=_in_words(understood, words),
        chips=removable,
        unfiltered=state.unfiltered().url(language),
        summary=_summary(state, answer.total, words),
        orders=_orders(state, words),
        results=result_views(answer, words),
        empty=None if answer.results else _empty(state, answer, removable, services, words),
        taking=taking_view(state, language),
        facets=facets_view(state, answer.facets, words),
        paging=paging(state, answer.total, words),
    )


def _in_words(understood: Understood, words: Wording) -> InWordsView | None:
    if understood.literal is None:
        return None
    said = []
    if understood.filters:
        filters = _quoted(understood.filters, words)
        said.append(words.text("Read as filters in your question: %(words)s.", words=filters))
    if understood.overruled:
        overruled = _quoted(understood.overruled, words)
        said.append(words.text("Not counted, as a chosen filter comes first: %(words)s.", words=overruled))
    return InWordsView(sentences=tuple(said), literal=understood.literal.url(words.language))


def _quoted(texts: tuple[str, ...], words: Wording) -> str:
    return ", ".join(words.text("“%(words)s”", words=text) for text in texts)


def _summary(state: SearchState, total: int, words: Wording) -> str:
    if not state.q or not total:
        return words.plural("%(count)s study", "%(count)s studies", total)
    if state.sort is not Order.RELEVANCE:
        return words.plural(
            "%(count)s study among the most relevant", "%(count)s studies among the most relevant", total
        )
    if state.mode is not Mode.KEYWORD:
        return words.plural(
            "%(count)s study, the most relevant first", "%(count)s studies, the most relevant first", total
        )
    return words.plural("%(count)s study", "%(count)s studies", total)


def _orders(state: SearchState, words: Wording) -> tuple[Choice, ...]:
    labels = {
        Order.RELEVANCE: words.text("Relevance"),
        Order.NEWEST: words.text("Newest first"),
        Order.OLDEST: words.text("Oldest first"),
        Order.DEAREST: words.text("Most expensive first"),
        Order.CHEAPEST: words.text("Least expensive first"),
    }
    current = state.sort
    if not state.q:
        del labels[Order.RELEVANCE]
        current = Order.NEWEST if current is Order.RELEVANCE else current
    return tuple(
        Choice(label, state.in_order(order).url(words.language), order is current)
        for order, label in labels.items()
    )


def _empty(
    state: SearchState, answer: SearchAnswer, removable: tuple[Chip, ...], services: Services, words: Wording
) -> EmptyView:
    if answer.total:
        first = Link(words.text("To the first page"), state.on_page(1).url(words.language))
        return EmptyView(reason=words.text("There is no such page."), advice=None, ways=(first,))
    ways = [_without(looser, words) for looser in loosened(removable, services)]
    bare = state.unfiltered()
    if not ways and removable and (total := total_of(bare, services)):
        label = words.plural(
            "Without any filter: %(count)s study", "Without any filter: %(count)s studies", total
        )
        ways.append(Link(label, bare.url(words.language)))
    return EmptyView(
        reason=words.text("No study matches all of this."),
        advice=None if ways else words.text("Try other words, fewer filters, or check the spelling."),
        ways=tuple(ways),
    )


def _without(looser: Looser, words: Wording) -> Link:
    label = words.plural(
        "Without “%(filter)s”: %(count)s study",
        "Without “%(filter)s”: %(count)s studies",
        looser.total,
        filter=looser.chip.label,
    )
    return Link(label, looser.chip.url)
