"""Reconciles the pages of a file with the pages that gave text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.partition.parsed import Parsed, Shortfall
from ingest.passage import Element

_SAID = 12  # runs of pages that a reason names
_VERBS = {"have": "has", "were": "was", "are": "is", "hold": "holds"}


@dataclass(frozen=True, slots=True)
class Account:
    """How many pages gave text, and what is missing, each as a sentence."""

    pages_with_text: int | None
    missing: tuple[str, ...]


def reconcile(parsed: Parsed, elements: Iterable[Element]) -> Account:
    """Compare the pages found in the file with the pages of its cleaned Elements.

    A page must have text, be known to hold none, or be accounted for by a shortfall.
    """
    missing = [_sentence(shortfall) for shortfall in parsed.shortfalls]
    if parsed.pages_found is None:
        return Account(None, tuple(missing))
    with_text = {element.page for element in elements if element.page is not None}
    read = {
        element.page for element in parsed.elements
    }  # with those that hold a running header only: maps, plates
    explained = read | parsed.textless | {page for short in parsed.shortfalls for page in short.pages}
    silent = frozenset(range(1, parsed.pages_found + 1)) - explained
    if silent:
        missing.append(
            _sentence(Shortfall("gave no text; look at them, and scan them again if there is some", silent))
        )
    return Account(len(with_text), tuple(missing))


def _sentence(shortfall: Shortfall) -> str:
    if shortfall.alone or not shortfall.pages:
        return shortfall.reason
    reason = shortfall.reason if len(shortfall.pages) > 1 else _singular(shortfall.reason)
    return f"{named(sorted(shortfall.pages))} {reason}"


def _singular(reason: str) -> str:
    verb, _, rest = reason.partition(" ")
    return f"{_VERBS.get(verb, verb)} {rest}".replace(" them", " it")


def named(pages: Sequence[int]) -> str:
    """Return sorted page numbers as "page 3" or "pages 3, 7–9"."""
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    said = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_SAID]]
    more = f" and {sum(last - first + 1 for first, last in runs[_SAID:])} more" if len(runs) > _SAID else ""
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(said)}{more}"
