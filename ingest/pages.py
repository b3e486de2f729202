"""Reconciles the pages of a file with the pages that gave text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.reasons import Fact, Reason, reason
from ingest.partition.parsed import Parsed, Shortfall
from ingest.passage import Element

_SAID = 12  # runs of pages that a reason names


@dataclass(frozen=True, slots=True)
class Account:
    """How many pages gave text, and what is missing."""

    pages_with_text: int | None
    missing: tuple[Reason, ...]


def reconcile(parsed: Parsed, elements: Iterable[Element]) -> Account:
    """Compare the pages found in the file with the pages of its cleaned Elements.

    A page must have text, be known to hold none, or be accounted for by a shortfall.
    """
    missing = [_of_pages(shortfall) for shortfall in parsed.shortfalls]
    if parsed.pages_found is None:
        return Account(None, tuple(missing))
    with_text = {element.page for element in elements if element.page is not None}
    read = {
        element.page for element in parsed.elements
    }  # with those that hold a running header only: maps, plates
    explained = read | parsed.textless | {page for short in parsed.shortfalls for page in short.pages}
    silent = frozenset(range(1, parsed.pages_found + 1)) - explained
    if silent:
        missing.append(_of_pages(Shortfall(reason("pages.silent"), silent)))
    return Account(len(with_text), tuple(missing))


def _of_pages(shortfall: Shortfall) -> Reason:
    if shortfall.alone or not shortfall.pages:
        return shortfall.reason
    pages: dict[str, Fact] = {"pages": named(sorted(shortfall.pages)), "count": len(shortfall.pages)}
    facts = {**dict(shortfall.reason.facts), **pages}
    return reason(shortfall.reason.kind, *shortfall.reason.then, **facts)


def named(pages: Sequence[int]) -> str:
    """Return sorted page numbers as "3, 7–9"; beyond a dozen, how many more there are."""
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    said = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_SAID]]
    more = f", … (+{sum(last - first + 1 for first, last in runs[_SAID:])})" if len(runs) > _SAID else ""
    return f"{', '.join(said)}{more}"
