"""The language of each Element and of the file."""

from collections import Counter
from collections.abc import Sequence

from ingest.passage import Element, ElementKind
from models.identify import document_language
from models.language import Language

_ENOUGH = 20  # words that tell a language; shorter pieces are judged together
_SURE = 40  # words from which a piece differs from both its neighbours on its own word
_SAMPLE = 60  # words of a long piece that are looked at

Languages = list[Language | None]


def languages(elements: Sequence[Element], declared: Language | None) -> tuple[Languages, Language | None]:
    """Return the language of each Element, and the language of most words.

    Short pieces take the language around them. ``declared`` is taken where the text does not tell.
    """
    found: Languages = [None] * len(elements)
    for group in _groups(elements):
        language = document_language(_sample([elements[index] for index in group]))
        for index in group:
            found[index] = language
    counts = Counter[Language]()
    for element, language in zip(elements, found, strict=True):
        if language is not None:
            counts[language] += len(element.text.split())
    main = max(counts, key=lambda language: (counts[language], language), default=declared)
    return _inherited(elements, _smoothed(elements, found), main), main


def _groups(elements: Sequence[Element]) -> list[list[int]]:
    """Return runs of Elements between two headings that have enough words together."""
    groups: list[list[int]] = []
    pending: list[int] = []
    for index, element in enumerate(elements):
        if element.kind is ElementKind.TITLE:
            pending = []
            continue
        pending.append(index)
        if sum(len(elements[place].text.split()) for place in pending) >= _ENOUGH:
            groups.append(pending)
            pending = []
    return groups


def _sample(elements: Sequence[Element]) -> str:
    return " ".join(" ".join(element.text for element in elements).split()[:_SAMPLE])


def _smoothed(elements: Sequence[Element], found: Languages) -> Languages:
    """Overrule a short piece between two of one other language: a title quoted, a list of names."""
    told = [index for index, language in enumerate(found) if language is not None]
    smooth = list(found)
    for before, index, after in zip(told, told[1:], told[2:], strict=False):
        alone = found[before] == found[after] != found[index]
        if alone and len(elements[index].text.split()) < _SURE:
            smooth[index] = found[before]
    return smooth


def _inherited(elements: Sequence[Element], found: Languages, main: Language | None) -> Languages:
    """Fill the gaps: a heading from below, other pieces from both sides where these agree, else the file."""
    below = _carried(found[::-1], main)[::-1]
    above = _carried(found, main)
    filled: Languages = []
    for element, own, over, under in zip(elements, found, above, below, strict=True):
        inherited = under if element.kind is ElementKind.TITLE or over == under else main
        filled.append(inherited if own is None else own)
    return filled


def _carried(found: Languages, main: Language | None) -> Languages:
    """Return for each place the last language told up to there; before the first one, that one."""
    carried: Languages = []
    last = next((language for language in found if language is not None), main)
    for language in found:
        last = last if language is None else language
        carried.append(last)
    return carried
