"""HTML to Elements: the text of the page without what surrounds it, through unstructured."""

from pathlib import Path
from typing import Any

from corpus.reasons import reason
from ingest.errors import UnreadableFileError
from ingest.partition import facts
from ingest.partition.converted import NO_LANGUAGE, converted
from ingest.partition.decode import read_text
from ingest.partition.markup import html_text
from ingest.partition.offline import prepare_unstructured, unstructured_faults
from ingest.partition.parsed import Facts, Parsed
from ingest.partition.webpage import main_part, parse_page
from ingest.source import Limits

_FACTS = {
    "author": "author",
    "dc.creator": "author",
    "dcterms.date": "date",
    "dc.date": "date",
    "date": "date",
}


def partition_html(path: Path, limits: Limits) -> Parsed:
    """Read an HTML file; menus, footers, forms and scripts are left out.

    Raises:
        UnreadableFileError: it holds no markup at all.
    """
    text, shortfalls = read_text(path, limits, declares=True)
    parsed = partition_html_text(text)
    return Parsed(elements=parsed.elements, shortfalls=shortfalls, facts=parsed.facts)


def partition_html_text(text: str) -> Parsed:
    """Read a page that is already decoded."""
    prepare_unstructured()
    from unstructured.partition.html import partition_html as read

    try:
        page = parse_page(text)
        found_facts = _facts(page)
        clean = html_text(main_part(page))
        found = read(text=f"<html><body>{clean}</body></html>", languages=NO_LANGUAGE)
    except unstructured_faults() as error:
        raise UnreadableFileError(reason("file.html")) from error
    return Parsed(elements=tuple(converted(found)), facts=found_facts)


def _facts(page: Any) -> Facts:
    values: dict[str, str] = {}
    for meta in page.iter("meta"):
        key = _FACTS.get((meta.get("name") or "").lower())
        if key is not None:
            values.setdefault(key, meta.get("content") or "")
    return Facts(
        title=facts.title(_title(page)),
        author=facts.author(values.get("author")),
        created=facts.iso_date(values.get("date")),
        language=facts.language(page.get("lang")),
    )


def _title(page: Any) -> str:
    """Return the title of a page, without the name of the site if a heading shows where that begins."""
    title, heading = page.find(".//title"), page.find(".//h1")
    whole = " ".join(title.text_content().split()) if title is not None else ""
    first = " ".join(heading.text_content().split()) if heading is not None else ""
    return first if first and whole.startswith(first) else whole
