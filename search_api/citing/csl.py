"""A study as CSL-JSON, the one source of every citation.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from collections.abc import Sequence
from datetime import date
from typing import Required, TypedDict

from corpus.study import DatePrecision
from models.language import Language
from search_api.answers import PublishedAnswer, StudyDetailAnswer
from search_api.reading import clean


class CslName(TypedDict):
    """A name in one piece."""

    literal: str


CslDate = TypedDict("CslDate", {"date-parts": list[list[int]]})

CslItem = TypedDict(
    "CslItem",
    {
        "id": Required[str],
        "type": Required[str],
        "title": Required[str],
        "author": list[CslName],
        "publisher": str,
        "issued": CslDate,
        "number-of-pages": str,
        "language": str,
        "URL": Required[str],
    },
    total=False,
)

_PARTS = {DatePrecision.YEAR: 1, DatePrecision.MONTH: 2, DatePrecision.DAY: 3}


def csl_item(study: StudyDetailAnswer, *, url: str, reader: Language | None = None) -> CslItem:
    """Return the citation of a study, by the version that a reader of a language reads.

    Its author is whoever wrote it, else the administrations that commissioned it. The id does not depend
    on the language. Text is on one line, as plain text.

    Args:
        study: what the catalogue says of it.
        url: of its page, without a language.
        reader: ``None``: the original version.
    """
    version = cited_version(study, reader)
    item = CslItem(id=study.id, type="report", title=clean(_title(study, version)), URL=url)
    names = publishers(study, version)
    if authors := [study.contractor] if study.contractor else names:
        item["author"] = [CslName(literal=clean(author)) for author in authors]
    if names:
        item["publisher"] = "; ".join(names)
    if study.published:
        item["issued"] = _issued(study.published)
    if pages := _pages(study, version):
        item["number-of-pages"] = str(pages)
    if language := _text_language(study, version):
        item["language"] = language.value
    return item


def cited_version(study: StudyDetailAnswer, reader: Language | None) -> Language | None:
    """Return the language of the version to cite: the reader's where there is one, else the original.

    A title that is merely translated is no version. ``None`` for a study without a title.
    """
    versions = [language for language in study.titles if language in study.languages] or [*study.titles]
    return reader if reader in versions else next(iter(versions), None)


def publishers(study: StudyDetailAnswer, language: Language | None) -> list[str]:
    """Return the names of the commissioning administrations."""
    return [clean(entry.names[language or Language.FR]) for entry in study.administrations]


def _title(study: StudyDetailAnswer, version: Language | None) -> str:
    return study.titles[version] if version else study.id


def _issued(published: PublishedAnswer) -> CslDate:
    count = _PARTS[published.precision]
    first, last = _date_parts(published.first, count), _date_parts(published.last, count)
    return {"date-parts": [first] if first == last else [first, last]}


def _date_parts(day: date, count: int) -> list[int]:
    return [day.year, day.month, day.day][:count]


def _pages(study: StudyDetailAnswer, version: Language | None) -> int | None:
    """Return the pages of the first file in this language: the study itself, before its annexes."""
    own = [file for file in study.files if file.language in (version, None)]
    return next((file.pages for file in own), None)


def _text_language(study: StudyDetailAnswer, version: Language | None) -> Language | None:
    if version in study.languages:
        return version
    return next(iter(study.languages), version)


def date_range(item: CslItem) -> Sequence[Sequence[int]]:
    """Return year, month and day as far as known, once or as the two ends of a range; empty if undated."""
    issued = item.get("issued")
    return issued["date-parts"] if issued else ()
