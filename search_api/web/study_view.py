"""The page of a study as its template reads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from corpus.study import FileState
from models.language import Language
from search_api.answers import FileDetailAnswer, SimilarAnswer, StudyDetailAnswer
from search_api.messages import say
from search_api.metadata.jsonld import json_ld
from search_api.metadata.pairs import Meta, study_meta
from search_api.site import Site
from search_api.web.citation_view import CitationView, citation_view
from search_api.web.contents import ContentsView
from search_api.web.cost_context import CostContext
from search_api.web.editions_view import EditionView
from search_api.web.links import Link
from search_api.web.reading_links import text_url
from search_api.web.sizes import size_text
from search_api.web.state import Field, Filter, SearchState
from search_api.web.studies_view import (
    Phrase,
    StudyView,
    cost_text,
    name_of,
    published_text,
    study_url,
    study_view,
    title_for,
)
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file to open."""

    name: str
    url: str | None
    """``None`` where it is not served."""
    text: str | None
    """Where its text is read; ``None`` where nothing of it could be."""
    facts: tuple[str, ...]
    warning: str | None
    """What of it cannot be searched, or read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordsView:
    """The keywords in one language, each with its search."""

    language: Language
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPageView:
    """A study."""

    url: str
    title: Phrase
    titles: tuple[Phrase, ...]
    """In the other languages."""
    abstract: Phrase | None
    abstracts: tuple[Phrase, ...]
    """In the other languages."""
    administrations: tuple[Link, ...]
    contractor: str | None
    published: str
    cost: str
    document_type: str | None
    languages: str
    keywords: tuple[KeywordsView, ...]
    files: tuple[FileView, ...]
    """Those in the reader's language first."""
    foreign: str | None
    """That no file is in the reader's language."""
    costs: tuple[CostContext, ...]
    contents: tuple[ContentsView, ...]
    editions: tuple[EditionView, ...]
    """Other language versions, newer and older ones."""
    similar: tuple[StudyView, ...]
    citation: CitationView
    meta: tuple[Meta, ...]
    json_ld: Markup
    """For machines."""


def study_page_view(
    study: StudyDetailAnswer,
    words: Wording,
    *,
    similar: SimilarAnswer | None,
    costs: tuple[CostContext, ...],
    contents: tuple[ContentsView, ...],
    editions: tuple[EditionView, ...],
    site: Site,
) -> StudyPageView:
    """Return everything that the page says; without similar studies where the index cannot tell them."""
    language = words.language
    abstracts = _phrases(study.abstracts, language)
    return StudyPageView(
        url=study_url(study.id, language),
        title=title_for(study.titles, language, study.id),
        titles=_phrases(study.titles, language)[1:],
        abstract=abstracts[0] if abstracts else None,
        abstracts=abstracts[1:],
        administrations=tuple(
            Link(name_of(entry, language), _search(Filter(Field.ADMINISTRATION, entry.id), language))
            for entry in study.administrations
        ),
        contractor=study.contractor,
        published=published_text(study.published, words),
        cost=cost_text(study.cost, words),
        document_type=say(f"type.{study.document_type}", language) if study.document_type else None,
        languages=", ".join(say(f"language.{one}", language) for one in study.languages),
        keywords=tuple(_keywords(study.keywords, language)),
        files=tuple(_file(study.id, file, words) for file in _sorted(study.files, language)),
        foreign=_foreign(study, words),
        costs=costs,
        contents=tuple(sorted(contents, key=lambda one: one.language is not language)),
        editions=editions,
        similar=tuple(study_view(other.study, words) for other in similar.results) if similar else (),
        citation=citation_view(study, site, language),
        meta=study_meta(study, site, language),
        # It holds no character that could end the element.
        json_ld=Markup(json_ld(study, site, language)),
    )


def _phrases(texts: Mapping[Language, str], language: Language) -> tuple[Phrase, ...]:
    """Return the texts, the reader's language first."""
    return tuple(Phrase(texts[one], one) for one in sorted(texts, key=lambda one: one is not language))


def _keywords(keywords: Mapping[Language, list[str]], language: Language) -> Iterator[KeywordsView]:
    for one in sorted(keywords, key=lambda one: one is not language):
        links = tuple(Link(word, SearchState(q=word).url(language)) for word in keywords[one])
        yield KeywordsView(language=one, links=links)


def _search(chosen: Filter, language: Language) -> str:
    return SearchState().having(chosen).url(language)


def _foreign(study: StudyDetailAnswer, words: Wording) -> str | None:
    if not study.files or words.language in study.languages:
        return None
    return words.text("This study is not available in English.")


def _sorted(files: Sequence[FileDetailAnswer], language: Language) -> list[FileDetailAnswer]:
    return sorted(files, key=lambda file: file.language is not language)


_READ = frozenset({FileState.INDEXED, FileState.PARTIAL})


def _file(study: str, file: FileDetailAnswer, words: Wording) -> FileView:
    language = say(f"language.{file.language}", words.language) if file.language else ""
    pages = words.plural("%(count)s page", "%(count)s pages", file.pages) if file.pages else ""
    return FileView(
        name=file.name,
        url=None if file.being_replaced else file.url,
        text=text_url(study, file.n, words.language) if file.state in _READ else None,
        facts=tuple(filter(None, [language, pages, size_text(file.size, words)])),
        warning=_warning(file, words),
    )


def _warning(file: FileDetailAnswer, words: Wording) -> str | None:
    if file.being_replaced:
        return words.text("This file holds data that is not public, and is being replaced.")
    if file.state is FileState.FAILED:
        return words.text("The text of this file could not be read: no search finds it.")
    if file.state is FileState.PARTIAL:
        return words.text("Part of the text of this file could not be read: no search finds that part.")
    return None
