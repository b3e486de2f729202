"""Cookies that prove something: no script reads them, and over HTTPS nobody but this host can set them."""

from starlette.requests import Request
from starlette.responses import Response

from search_api.site import Site, site_of

COOKIE = "savoir_session"
"""The cookie of a session, as it is called without HTTPS."""


def cookie_name(site: Site, name: str = COOKIE) -> str:
    """Return what a cookie is called at a site.

    Browsers take one that begins with ``__Host-`` only from this host itself and over HTTPS (RFC 6265bis): a
    neighbouring host, or who sits between, cannot slip in a session of their own.
    """
    return f"__Host-{name}" if _is_protected(site) else name


def cookie_of(request: Request, name: str = COOKIE) -> str:
    """Return a cookie of a request; empty where it has none."""
    return request.cookies.get(cookie_name(site_of(request), name), "")


def set_cookie(
    response: Response, site: Site, value: str, name: str = COOKIE, *, seconds: int | None = None
) -> None:
    """Let a browser keep a cookie; until it is closed unless ``seconds`` say otherwise.

    ``Lax``, so that a link in a mail opens the desk; what changes anything is a form, which proves itself.
    """
    response.set_cookie(
        cookie_name(site, name),
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=_is_protected(site),
    )


def drop_cookie(response: Response, site: Site, name: str = COOKIE) -> None:
    """Let a browser forget a cookie; it listens only to the attributes that the cookie was set with."""
    response.delete_cookie(cookie_name(site, name), httponly=True, samesite="lax", secure=_is_protected(site))


def _is_protected(site: Site) -> bool:
    return site.base.startswith("https:")
