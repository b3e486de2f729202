"""Where this installation is found, for what is read away from it: feeds, citations, sitemaps."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Depends, Request

from models.language import Language
from search_api.settings import Settings

_HOST = re.compile(r"([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(:[0-9]{1,5})?", re.IGNORECASE)
_LONGEST_HOST = 260


@dataclass(frozen=True, slots=True)
class Site:
    """An installation; ``base`` is its address without a slash at the end."""

    base: str

    def study(self, study: str, language: Language | None = None) -> str:
        """Return the page of a study: in a language, or the address that never changes."""
        return f"{self.base}{f'/{language}' if language else ''}/study/{quote(study, safe='')}"

    def at(self, path: str, parameters: Mapping[str, Sequence[str] | str] | None = None) -> str:
        """Return the address of a path of this server, which begins with a slash."""
        query = urlencode(parameters or {}, doseq=True)
        return f"{self.base}{path}?{query}" if query else f"{self.base}{path}"


def site_of(request: Request) -> Site:
    """Return the site: the setting ``SAVOIR_PUBLIC_URL``, else what the request was sent to.

    A Host header is the word of whoever asks. It is repeated to them alone (answers are revalidated by
    every cache), and only where it is a host; else the address that the server listens on stands in.
    """
    settings: Settings = request.app.state.services.settings
    if settings.public_url is not None:
        return Site(str(settings.public_url).rstrip("/"))
    host = request.headers.get("host", "")
    if len(host) > _LONGEST_HOST or not _HOST.fullmatch(host):
        listening = f"[{settings.host}]" if ":" in settings.host else settings.host
        host = f"{listening}:{settings.port}"
    return Site(f"{request.url.scheme}://{host.lower()}{request.scope.get('root_path', '')}".rstrip("/"))


async def _site(request: Request) -> Site:
    return site_of(request)


SiteOf = Annotated[Site, Depends(_site)]
