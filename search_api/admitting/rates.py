"""How often one client may ask what costs the server work."""

import time
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from math import ceil
from secrets import token_bytes

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from models.language import Language
from search_api.clients import counted
from search_api.describing import API
from search_api.errors import TooManyRequestsError
from search_api.settings import Settings


class Kind(StrEnum):
    """What is counted apart: typing asks far more often than reading results does."""

    SEARCH = "search"
    SUGGEST = "suggest"


@dataclass(frozen=True, slots=True)
class Counted:
    """Addresses that are counted: a path and all below it, perhaps only where a query asks something."""

    path: str
    kind: Kind
    only_with_query: bool = False

    def matches(self, path: str, query: bytes) -> bool:
        """Return whether a request is one of these."""
        below = path == self.path or path.startswith(f"{self.path}/")
        return below and (bool(query) or not self.only_with_query)


COUNTED = (
    Counted(f"{API}/suggest", Kind.SUGGEST),
    Counted("/opensearch/suggestions", Kind.SUGGEST),
    *(Counted(f"/{language}/suggest", Kind.SUGGEST) for language in Language),
    Counted(f"{API}/search", Kind.SEARCH),
    Counted("/feeds", Kind.SEARCH),
    Counted(f"{API}/inventory", Kind.SEARCH),
    Counted("/oai", Kind.SEARCH),
    *(Counted(f"/dcat{form}", Kind.SEARCH) for form in ("", ".jsonld", ".ttl", ".rdf")),
    *(Counted(f"/{language}", Kind.SEARCH, only_with_query=True) for language in Language),
)
"""Every address that is counted; the first that matches says how."""

_PLACES = 16_384


class RateLimits:
    """Counts the requests of each client over the last minute, in memory.

    Two numbers for each client of the last two minutes, and never more clients than there are places: a
    client's place is a keyed hash of its address, so the addresses themselves are not kept, and nobody can
    choose to share the place of another.
    """

    def __init__(self, settings: Settings) -> None:
        self._most = {Kind.SEARCH: settings.search_rate, Kind.SUGGEST: settings.suggest_rate}
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._key = token_bytes(16)

    def admit(self, kind: Kind, client: str) -> None:
        """Count a request.

        Raises:
            TooManyRequestsError: the client has to wait first; a refused request does not count.
        """
        most = self._most[kind]
        if most == 0:
            return
        item, place = RateLimitItemPerMinute(most), self._place(client)
        if not self._limiter.hit(item, kind, place):
            free = self._limiter.get_window_stats(item, kind, place).reset_time
            raise TooManyRequestsError(most, max(1, ceil(free - time.time())))

    def _place(self, client: str) -> str:
        digest = blake2b(client.encode(), digest_size=8, key=self._key).digest()
        return str(int.from_bytes(digest) % _PLACES)


def kind_of(path: str, query: bytes) -> Kind | None:
    """Return what a request counts as; ``None``: it does not."""
    return next((entry.kind for entry in COUNTED if entry.matches(path, query)), None)


async def within_rate(request: Request) -> None:
    """Let a request pass unless its client asks too often."""
    kind = kind_of(request.scope["path"], request.scope["query_string"])
    if kind is not None:
        rates: RateLimits = request.app.state.rates
        rates.admit(kind, counted(request.scope))
