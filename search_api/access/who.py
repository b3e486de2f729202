"""Who makes a request, and what they may do."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from corpus.people.permissions import Permission, Role
from corpus.people.person import Person
from corpus.people.secrets import Secret
from corpus.people.store import People
from search_api.access.cookies import cookie_of
from search_api.access.errors import DeskClosedError, NotAllowedError, NotSignedInError, TokenRefusedError
from search_api.web.addresses import page_language

_BEARER = HTTPBearer(
    scheme_name="token",
    description="A token that somebody made at the desk; it begins with `savoir_`.",
    auto_error=False,
)
"""For the description of the API alone; ``visitor_of`` reads the header."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who is signed in, by a session or a token."""

    name: str
    role: Role
    permissions: frozenset[Permission]
    session: Secret | None = field(default=None, repr=False)
    """``None`` for a program with a token."""


@dataclass(frozen=True, slots=True)
class Needs:
    """A dependency that lets those pass who may do something, and says who they are."""

    permission: Permission

    def __call__(
        self,
        request: Request,
        _: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)] = None,
    ) -> Visitor:
        """Return who makes the request.

        Raises:
            DeskClosedError: there is no account at all.
            NotSignedInError: nobody is signed in.
            TokenRefusedError: the token works no more or never did.
            NotAllowedError: they may not do this.
        """
        visitor = signed_in(request)
        if self.permission not in visitor.permissions:
            raise NotAllowedError(visitor.name, self.permission)
        return visitor


def signed_in(request: Request) -> Visitor:
    """Return who makes a request, whatever they may do.

    Raises:
        DeskClosedError: there is no account at all, and none can come from the identity provider.
        NotSignedInError: nobody is signed in.
        TokenRefusedError: the token works no more or never did.
    """
    visitor = visitor_of(request)
    if visitor is None:
        raise NotSignedInError if is_open(request) else DeskClosedError
    return visitor


def is_open(request: Request) -> bool:
    """Return whether anybody can sign in at all."""
    return request.app.state.services.settings.oidc_admit_unknown or _people(request).anybody()


def _in_person(request: Request) -> Visitor:
    """Return who sits at a browser.

    Raises:
        NotSignedInError: nobody does; a token does not stand for a person here.
        DeskClosedError: there is no account at all.
    """
    visitor = signed_in(request)
    if visitor.session is None:
        raise NotSignedInError
    return visitor


def visitor_of(request: Request) -> Visitor | None:
    """Return who makes a request; ``None``: a reader like any other.

    A cookie goes with every request of a browser, whoever made it do that: it changes something through the
    pages alone, which check their forms.

    Raises:
        TokenRefusedError: the token works no more or never did.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _with_token(_people(request), token.strip())
    if request.method not in _SAFE and page_language(request.url.path) is None:
        return None
    secret = cookie_of(request)
    person = _people(request).in_session(secret) if secret else None
    return _visitor(person, person.permissions, Secret(secret)) if person else None


def _with_token(people: People, token: str) -> Visitor:
    known = people.with_token(token)
    if known is None:
        raise TokenRefusedError
    person, what = known
    return _visitor(person, person.permissions & what.scopes, None)


def _visitor(person: Person, permissions: frozenset[Permission], session: Secret | None) -> Visitor:
    return Visitor(name=person.name, role=person.role, permissions=permissions, session=session)


def _people(request: Request) -> People:
    people: People = request.app.state.services.people
    return people


DeskReader = Annotated[Visitor, Depends(Needs(Permission.READ))]
Editor = Annotated[Visitor, Depends(Needs(Permission.EDIT))]
Publisher = Annotated[Visitor, Depends(Needs(Permission.PUBLISH))]
ListKeeper = Annotated[Visitor, Depends(Needs(Permission.LISTS))]
Importer = Annotated[Visitor, Depends(Needs(Permission.IMPORT))]
Administrator = Annotated[Visitor, Depends(Needs(Permission.ADMINISTER))]
InPerson = Annotated[Visitor, Depends(_in_person)]
"""Whoever is signed in at a browser, for what is theirs alone."""
MaybeVisitor = Annotated[Visitor | None, Depends(visitor_of)]
