"""A feed of DCAT: a graph, or several that lead to one another (Hydra paging)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from rdflib import DCAT, RDF, Graph, Namespace, URIRef

from search_api.harvesting.dcat_records import read_dataset
from search_api.harvesting.documents import form_of, read_rdf, without_form
from search_api.harvesting.errors import SourceAnswerError, SourceTokenError, SourceUnreachableError
from search_api.harvesting.fetching import Fetcher
from search_api.harvesting.record import Asked, Page, SourceRecord

_HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
_NEXT = (_HYDRA.next, _HYDRA.nextPage)
MOST_OF_A_PAGE = 64 * 1024 * 1024
"""Bytes."""
_ACCEPT = "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8"


@dataclass(frozen=True, slots=True)
class DcatSource:
    """A feed."""

    fetcher: Fetcher
    asked_at: str

    @property
    def address(self) -> str:
        """By which its records are remembered: the same for each form of the feed."""
        return without_form(self.asked_at)

    kind = "dcat"

    def pages(self, asked: Asked, token: str | None) -> Iterator[Page]:
        """Yield the parts of a feed, of which all but what is asked is left out; see ``Source``.

        A feed is asked as a whole: what changed since is told from its own dates. It has no sets.
        """
        if asked.set is not None:
            raise SourceAnswerError(self.address, "a DCAT feed has no sets; leave --set out")
        given: set[str] = set()
        following = token or self.asked_at
        while following:
            if following in given:
                raise SourceAnswerError(self.address, "its list has no end: a part leads to an earlier one")
            given.add(following)
            page = self._page(following, asked, resumed=following == token)
            yield page
            following = page.following or ""

    def moment(self, when: datetime) -> str:
        """Return a moment as records tell it."""
        return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _page(self, address: str, asked: Asked, *, resumed: bool) -> Page:
        try:
            graph, reached = self._graph(address)
        except SourceUnreachableError as error:
            if resumed and error.reason.startswith("the server answers 4"):
                raise SourceTokenError(self.address, "the part where it was to go on is gone") from error
            raise
        nodes = sorted(set(graph.subjects(RDF.type, DCAT.Dataset)), key=str)
        records = [read_dataset(graph, node) for node in nodes if isinstance(node, URIRef)]
        return Page(
            records=tuple(record for record in records if _wanted(record, asked)),
            following=_following(graph, reached),
            moment=datetime.now(UTC),
            broken=("a dataset without an address",) * (len(nodes) - len(records)),
        )

    def _graph(self, address: str) -> tuple[Graph, str]:
        answer, content = self.fetcher.get(address, accept=_ACCEPT, most=MOST_OF_A_PAGE)
        form = form_of(answer.media_type, answer.address)
        if form is None:
            kind = answer.media_type or "of no known type"
            raise SourceAnswerError(
                address,
                f"it is {kind}; give an OAI-PMH base URL, or a DCAT feed in Turtle, RDF/XML or JSON-LD",
            )
        return read_rdf(answer.address, content, form), answer.address


def _following(graph: Graph, reached: str) -> str | None:
    """Return the next part: that of the view which was asked, where several are told of."""
    pairs = [(str(view), str(part)) for relation in _NEXT for view, part in graph.subject_objects(relation)]
    own = [part for view, part in pairs if view.partition("#")[0] == reached]
    return next(iter(sorted(own) or sorted(part for _, part in pairs)), None)


def _wanted(record: SourceRecord, asked: Asked) -> bool:
    """Tell whether a record lies in the span; one without a date may have changed."""
    if record.stamp is None:
        return True
    day_or_more = [bound for bound in (asked.start, asked.until) if bound]
    if not day_or_more:
        return True
    after = asked.start is None or record.stamp[: len(asked.start)] >= asked.start
    return after and (asked.until is None or record.stamp[: len(asked.until)] <= asked.until)
