"""Who makes a request, and what they may do."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from corpus.people.permissions import Permission, Role
from corpus.people.person import Person
from corpus.people.secrets import Secret
from corpus.people.store import People
from search_api.access.errors import DeskClosedError, NotAllowedError, NotSignedInError, TokenRefusedError
from search_api.describing import API

COOKIE = "savoir_session"
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

    def __call__(self, request: Request) -> Visitor:
        """Return who makes the request.

        Raises:
            DeskClosedError: there is no account at all.
            NotSignedInError: nobody is signed in.
            TokenRefusedError: the token works no more or never did.
            NotAllowedError: they may not do this.
        """
        visitor = visitor_of(request)
        if visitor is None:
            raise NotSignedInError if _people(request).anybody() else DeskClosedError
        if self.permission not in visitor.permissions:
            raise NotAllowedError(visitor.name, self.permission)
        return visitor


def visitor_of(request: Request) -> Visitor | None:
    """Return who makes a request; ``None``: a reader like any other.

    A cookie goes with every request of a browser, whoever made it do that: it does not change anything
    through the API. Pages check their forms.

    Raises:
        TokenRefusedError: the token works no more or never did.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _with_token(_people(request), token.strip())
    if request.method not in _SAFE and request.url.path.startswith(API):
        return None
    secret = request.cookies.get(COOKIE, "")
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
Importer = Annotated[Visitor, Depends(Needs(Permission.IMPORT))]
Administrator = Annotated[Visitor, Depends(Needs(Permission.ADMINISTER))]
MaybeVisitor = Annotated[Visitor | None, Depends(visitor_of)]
