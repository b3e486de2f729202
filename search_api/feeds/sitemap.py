"""The sitemap (sitemaps.org, with the language versions as Google reads them) and ``robots.txt``."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, tostring

from models.language import Language
from search_api.feeds.xml import element, written
from search_api.site import Site

MEDIA_TYPE = "application/xml"

STUDIES_IN_PART = 16_000
"""Each has an address in three languages; a sitemap has 50,000 addresses at most."""

_AT_A_TIME = 250
"""Studies in a piece that is sent: some 300 kB."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

_START = (
    f"<?xml version='1.0' encoding='utf-8'?>\n<urlset xmlns=\"{_NAMESPACE}\" "
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def parts(count: int) -> int:
    """Return how many sitemaps so many studies take."""
    return -(-count // STUDIES_IN_PART)


def part(ids: Sequence[str], number: int) -> Sequence[str]:
    """Return the studies of the nth sitemap, from 1."""
    return ids[(number - 1) * STUDIES_IN_PART : number * STUDIES_IN_PART]


def urlset(site: Site, studies: Sequence[str]) -> Iterator[bytes]:
    """Yield a sitemap piece by piece: the search page and these studies, in every language."""
    yield _START.encode()
    home = {language: site.at(f"/{language}") for language in Language}
    yield _versions(home, site.at("/"))
    for start in range(0, len(studies), _AT_A_TIME):
        yield b"".join(_study(site, study) for study in studies[start : start + _AT_A_TIME])
    yield b"</urlset>\n"


def sitemap_index(site: Site, count: int) -> bytes:
    """Return the list of so many sitemaps.

    They lie beside it: a sitemap speaks for what is under its own folder.
    """
    root = element("sitemapindex", attributes={"xmlns": _NAMESPACE})
    for number in range(1, count + 1):
        entry = element("sitemap")
        entry.append(element("loc", site.at(f"/sitemap-{number}.xml")))
        root.append(entry)
    return written(root)


def robots(site: Site) -> str:
    """Return what crawlers may fetch: pages and files of studies, but no searches, which have no end."""
    lines = (
        "User-agent: *",
        "Allow: /api/v1/studies/*/files/",
        "Disallow: /api/",
        "Disallow: /feeds/",
        "Disallow: /*?",
        "",
        f"Sitemap: {site.at('/sitemap.xml')}",
    )
    return "".join(f"{line}\n" for line in lines)


def _study(site: Site, study: str) -> bytes:
    pages = {language: site.study(study, language) for language in Language}
    return _versions(pages, site.study(study))


def _versions(pages: dict[Language, str], any_language: str) -> bytes:
    """Return an entry for each page, which names all of them."""
    names = {**{language.value: page for language, page in pages.items()}, "x-default": any_language}
    return b"".join(tostring(_url(page, names), encoding="utf-8") + b"\n" for page in pages.values())


def _url(page: str, names: dict[str, str]) -> Element:
    url = element("url")
    url.append(element("loc", page))
    for name, other in names.items():
        attributes = {"rel": "alternate", "hreflang": name, "href": other}
        url.append(element("xhtml:link", attributes=attributes))
    return url
