"""From view models to pages."""

from dataclasses import dataclass
from functools import cache

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from models.language import Language
from search_api.site import Site
from search_api.web.assets import asset
from search_api.web.wording import wording

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Everything from this server, nothing inline."""

NAMES = {Language.FR: "Français", Language.NL: "Nederlands", Language.EN: "English"}
"""Each language in its own words."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language."""

    language: Language
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page has."""

    language: Language
    title: str
    base: str
    """The address of this installation, before that of a page."""
    home: str
    alternates: tuple[Alternate, ...]
    stable: str | None = None
    """The address of the page whatever the language, for machines and for links that last."""


def frame(
    language: Language, title: str, urls: dict[Language, str], site: Site, *, stable: str | None = None
) -> Frame:
    """Return the frame of a page that exists in these languages."""
    return Frame(
        language=language,
        title=title,
        base=site.base,
        home=f"/{language}",
        alternates=tuple(
            Alternate(other, NAMES[other], url, other is language) for other, url in urls.items()
        ),
        stable=stable,
    )


def page(
    template: str, frame: Frame, *, status: int = 200, headers: dict[str, str] | None = None, **views: object
) -> HTMLResponse:
    """Return a page: a template filled with view models."""
    return HTMLResponse(
        environment(frame.language).get_template(template).render(frame=frame, **views),
        status_code=status,
        headers={"Content-Security-Policy": POLICY, "Content-Language": frame.language, **(headers or {})},
    )


def fragment(template: str, language: Language, **views: object) -> HTMLResponse:
    """Return a part of a page."""
    return HTMLResponse(environment(language).get_template(template).render(**views))


def prepare() -> None:
    """Read all messages and templates, so that the first reader does not wait for it."""
    for language in Language:
        ready = environment(language)
        for name in ready.list_templates():
            ready.get_template(name)


@cache
def environment(language: Language) -> Environment:
    """Return what renders templates in a language; everything put into one is escaped."""
    made = Environment(
        loader=PackageLoader("search_api.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(wording(language).messages, newstyle=True)  # type: ignore[attr-defined]
    made.globals["asset"] = asset
    return made
