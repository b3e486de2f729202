"""Citations as a formatted reference, by a style of our own (``style.csl``)."""

import re
from collections.abc import Sequence
from importlib import resources

from models.language import Language
from search_api.citing.csl import CslItem

_LOCALES = {Language.FR: "fr-FR", Language.NL: "nl-NL", Language.EN: "en-GB"}

_DOUBLE_END = re.compile(r"(?<=[?!….])\.(?= )")


def reference(item: CslItem, language: Language) -> str:
    """Return the reference as plain text, its dates and abbreviations in a language."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    # A style keeps the state of the citation that it formats, so each reference has its own.
    with resources.as_file(resources.files("search_api.citing").joinpath("style.csl")) as path:
        style = CitationStylesStyle(str(path), locale=_LOCALES[language], validate=False)
    source = CiteProcJSON([_without_repetition(item)])
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    return _DOUBLE_END.sub("", str(bibliography.bibliography()[0]))


def references(items: Sequence[CslItem], language: Language) -> str:
    """Return one reference a line."""
    return "".join(f"{reference(item, language)}\n" for item in items)


def _without_repetition(item: CslItem) -> CslItem:
    """Leave the authors out where they are the publishers: the style names those in their place."""
    names = "; ".join(author["literal"] for author in item.get("author", ()))
    if names != item.get("publisher"):
        return item
    shorter = item.copy()
    del shorter["author"]
    return shorter
