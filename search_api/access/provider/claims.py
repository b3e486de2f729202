"""From what a provider says of somebody to who they are here."""

from collections.abc import Mapping
from typing import Any

from corpus.people.errors import PersonNameError
from corpus.people.identities import Identity
from corpus.people.permissions import Role
from corpus.people.person import PersonName, person_name
from search_api.access.errors import NoNameError, NoRoleError
from search_api.access.provider.setup import ProviderSetup


def identity_of(claims: Mapping[str, Any], setup: ProviderSetup) -> Identity:
    """Return who the claims of a verified ID token are about.

    Raises:
        NoNameError: the claim of the setting is no name that an account can have, or an address that the
            provider has not verified.
        NoRoleError: groups give roles here, and none of theirs does.
    """
    name = _name(claims, setup)
    return Identity(name=name, subject=f"{setup.issuer} {claims['sub']}", role=_role(claims, name, setup))


def _name(claims: Mapping[str, Any], setup: ProviderSetup) -> PersonName:
    said = claims.get(setup.name_claim)
    unverified = setup.name_claim == "email" and claims.get("email_verified") is not True
    try:
        if not isinstance(said, str) or unverified:
            raise NoNameError(setup.name_claim)
        return person_name(said)
    except PersonNameError as error:
        raise NoNameError(setup.name_claim) from error


def _role(claims: Mapping[str, Any], name: PersonName, setup: ProviderSetup) -> Role | None:
    if not setup.roles:
        return None
    groups = _groups(claims, setup.groups_claim)
    for group, role in setup.roles:
        if group in groups:
            return role
    raise NoRoleError(name)


def _groups(claims: Mapping[str, Any], claim: str) -> frozenset[str]:
    """Return the values of a claim; its own name may hold dots, as those that are addresses do."""
    found: Any = claims.get(claim)
    if found is None:
        found = claims
        for part in claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    values = found if isinstance(found, list) else [found]
    return frozenset(value for value in values if isinstance(value, str))
