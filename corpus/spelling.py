"""What the spellings of one administration's name have in common."""

import re
from collections.abc import Iterator

from corpus.text import FUNCTION_WORDS, fold

SEPARATORS = (r"[/|;()\[\]\n]|\s[-–—]\s", r"[,–—-]", r"\s")
"""What parts two names in one text, strongest first: a hyphen joins the words of most names and parts only
a few ("IBGE-BIM")."""

_SAINTS = {"saint": "st", "sainte": "st", "sint": "st", "ste": "st"}
_SERVICE = ("sprb", "gob", "mrbc", "mbhg")
_PLACE = ("bruxelles", "brussels", "brussel")
_MUNICIPAL = (
    "administrationcommunale",
    "commune",
    "gemeentebestuur",
    "gemeente",
    "municipalite",
    "municipality",
)


def key(name: str) -> str:
    """Return the words of a name, folded and run together: the same for all ways to write it.

    Function words are left out ("Port de Bruxelles" and "Port Bruxelles"), Saint, Sainte and Sint are
    one, and the points of an acronym do not part its letters.
    """
    text = re.sub(r"\b(?:\w\.){2,}(?:\w\b)?", lambda found: found[0].replace(".", ""), fold(name))
    parts = [_SAINTS.get(word, word) for word in re.findall(r"[^\W_]+", text)]
    return "".join(word for word in parts if word not in FUNCTION_WORDS) or "".join(parts)


def readings(text: str) -> Iterator[str]:
    """Yield the keys that a key may stand for, the most literal first.

    "Bruxelles" and its translations may be left out before or after a name, and so may the regional
    public service before it, with or without "Bruxelles" ("SPRB Mobilité").
    """
    yield text
    for place in _PLACE:
        yield text.removesuffix(place)
        yield text.removeprefix(place)
    for service in _SERVICE:
        if text.startswith(service):
            rest = text.removeprefix(service)
            yield rest
            yield from (f"{place}{rest}" for place in _PLACE)


def municipal_readings(text: str) -> Iterator[str]:
    """Yield what is left of a key without "commune de", "gemeentebestuur van" and the like."""
    yield from (text.removeprefix(prefix) for prefix in _MUNICIPAL if text.startswith(prefix))


def without_municipal_words(name: str) -> str:
    """Return a folded name without the words that only say that it is a municipality's."""
    return re.sub(r"\b(?:administration communale|commune|gemeente(?:bestuur)?)\b", " ", fold(name))
