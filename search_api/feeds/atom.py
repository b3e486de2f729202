"""Studies as an Atom feed (RFC 4287)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from xml.etree.ElementTree import Element

from corpus.catalogue.ledger import Arrival
from corpus.study import StudyId
from models.language import Language
from search_api.answers import StudyDetailAnswer
from search_api.feeds.xml import element, moment, written
from search_api.messages import FALLBACK, say
from search_api.metadata.facts import abstract_of, authors, title_of
from search_api.metadata.pairs import SITE_NAME
from search_api.reading import clean
from search_api.site import Site

MEDIA_TYPE = "application/atom+xml"

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of what has no date at all: Atom wants one of every entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A search and what it found, in the order to show."""

    question: str
    address: str
    """Of the feed itself; its id too."""
    page: str
    """The same search for people."""
    studies: Sequence[StudyDetailAnswer]
    arrivals: Mapping[StudyId, Arrival]
    reader: Language | None

    @property
    def updated(self) -> datetime:
        """When the latest file of its studies came in."""
        return max((self.times(study)[1] for study in self.studies), default=_LONG_AGO)

    def times(self, study: StudyDetailAnswer) -> tuple[datetime, datetime]:
        """Return when a study came into the library and when its latest file did; else when it appeared."""
        if arrival := self.arrivals.get(StudyId(study.id)):
            return arrival.first, arrival.latest
        if study.published is None:
            return _LONG_AGO, _LONG_AGO
        appeared = datetime.combine(study.published.first, time(), tzinfo=UTC)
        return appeared, appeared


def atom(feed: Feed, site: Site) -> bytes:
    """Return the document."""
    language = feed.reader or FALLBACK
    title = say("feed.search", language, question=feed.question) if feed.question else None
    root = element("feed", attributes={"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    root.append(element("id", feed.address))
    root.append(element("title", title or say("feed.all", language)))
    root.append(element("updated", moment(feed.updated)))
    root.append(_link("self", feed.address, MEDIA_TYPE))
    root.append(_link("alternate", feed.page, "text/html"))
    root.append(_author(SITE_NAME))
    root.extend(_entry(study, feed, site) for study in feed.studies)
    return written(root)


def _entry(study: StudyDetailAnswer, feed: Feed, site: Site) -> Element:
    entry = element("entry")
    entry.extend(_parts(study, feed, site))
    return entry


def _parts(study: StudyDetailAnswer, feed: Feed, site: Site) -> Iterator[Element]:
    language = feed.reader or FALLBACK
    title, of_title = title_of(study, language)
    first, latest = feed.times(study)
    yield element("id", site.study(study.id))
    yield element("title", title, {"xml:lang": of_title} if of_title else None)
    yield element("published", moment(first))
    yield element("updated", moment(latest))
    yield _link("alternate", site.study(study.id, feed.reader), "text/html")
    for author in authors(study, language):
        yield _author(author)
    for administration in study.administrations:
        term = {"term": administration.id, "label": clean(administration.names[language])}
        yield element("category", attributes=term)
    if abstract := abstract_of(study, language):
        yield element("summary", abstract[0], {"xml:lang": abstract[1]})


def _author(name: str) -> Element:
    author = element("author")
    author.append(element("name", name))
    return author


def _link(relation: str, address: str, kind: str) -> Element:
    return element("link", attributes={"rel": relation, "type": kind, "href": address})
