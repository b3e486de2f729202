"""The ways to take a list of results away, and to follow it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from models.language import Language
from search_api.describing import API
from search_api.exporting.formats import ExportFormat
from search_api.routes.feeds import FEED_PATH
from search_api.web.links import Link
from search_api.web.state import SearchState

_NAMES = {
    ExportFormat.CSV: "CSV",
    ExportFormat.JSON: "JSON",
    ExportFormat.BIBTEX: "BibTeX",
    ExportFormat.RIS: "RIS",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingView:
    """Files of all results, and the feed of those to come."""

    files: tuple[Link, ...]
    feed: str


def taking_view(state: SearchState, language: Language) -> TakingView:
    """Return where the results of a state are to be had, whatever their order and page.

    The feed has the studies that hold words of the question: by meaning, every new study would be news.
    """
    asked = [pair for pair in state.pairs() if pair[0] not in ("sort", "page", "literal")]
    followed = [pair for pair in asked if pair[0] != "mode"]
    return TakingView(
        files=tuple(
            Link(name, f"{API}/search/export?{urlencode([*asked, ('format', kind), ('reader', language)])}")
            for kind, name in _NAMES.items()
        ),
        feed=f"{FEED_PATH}?{urlencode([*followed, ('reader', language)])}",
    )
