"""Finding out what answers at an address."""

from enum import StrEnum

from search_api.harvesting.dcat import DcatSource
from search_api.harvesting.documents import form_of
from search_api.harvesting.errors import HarvestError
from search_api.harvesting.fetching import Fetcher
from search_api.harvesting.oai import is_not_oai, open_oai
from search_api.harvesting.record import Source


class SourceKind(StrEnum):
    """What a source speaks."""

    AUTO = "auto"
    OAI = "oai"
    DCAT = "dcat"


def open_source(fetcher: Fetcher, address: str, kind: SourceKind = SourceKind.AUTO) -> Source:
    """Return the source at an address: a repository that says who it is, else a feed.

    Raises:
        HarvestError: nothing answers there, or a repository was meant and something else does.
    """
    address = address.strip()
    names_a_file = kind is SourceKind.AUTO and form_of("", address) is not None
    if kind is SourceKind.DCAT or names_a_file:
        return DcatSource(fetcher, address.partition("#")[0])
    try:
        return open_oai(fetcher, address)
    except HarvestError as error:
        if kind is SourceKind.OAI or not is_not_oai(error):
            raise
    return DcatSource(fetcher, address.partition("#")[0])
