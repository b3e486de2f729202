"""Forms that the pages of the desk send."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request

from search_api.access.errors import FormRefusedError
from search_api.access.origin import from_here
from search_api.access.who import COOKIE
from search_api.errors import RequestError
from search_api.messages import message

FIELD = "csrf"
"""The hidden field that proves that a form is from a page of its session."""

_MOST_FIELDS = 2_000


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form."""

    fields: Mapping[str, Sequence[str]]

    def get(self, name: str, default: str = "") -> str:
        """Return the last value of a field, without spaces around it."""
        return self.fields.get(name, (default,))[-1].strip()

    def all(self, name: str) -> Sequence[str]:
        """Return all values of a field."""
        return self.fields.get(name, ())


def csrf_of(session: str) -> str:
    """Return what a page of a session puts into its forms; the session cannot be told from it."""
    return hashlib.blake2b(
        session.encode("utf-8", "replace"), person=b"savoir csrf", digest_size=24
    ).hexdigest()


def check_csrf(request: Request, given: str) -> None:
    """Let a form pass that is from a page of the session of its cookie.

    Raises:
        FormRefusedError: it is not.
    """
    session = request.cookies.get(COOKIE, "")
    same = hmac.compare_digest(csrf_of(session).encode(), given.encode("utf-8", "replace"))
    if not (session and same and from_here(request, request.app.state.services)):
        raise FormRefusedError


async def read_form(request: Request) -> Form:
    """Return the fields of a url-encoded form.

    Raises:
        RequestError: it cannot be read.
    """
    try:
        text = (await request.body()).decode()
        return Form(parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError as error:
        raise RequestError("form", message("parameter.unreadable")) from error


async def _desk_form(request: Request) -> Form:
    form = await read_form(request)
    check_csrf(request, form.get(FIELD))
    return form


async def _open_form(request: Request) -> Form:
    if not from_here(request, request.app.state.services):
        raise FormRefusedError
    return await read_form(request)


DeskForm = Annotated[Form, Depends(_desk_form)]
"""A form of a page of the desk."""
OpenForm = Annotated[Form, Depends(_open_form)]
"""A form that somebody sends who is not signed in yet."""
