"""What may be done, and who may do it."""

from collections.abc import Mapping
from enum import StrEnum


class Permission(StrEnum):
    """What may be done besides reading what is published; the values are the scopes of API tokens."""

    READ = "desk:read"
    """See studies in every state, their history, jobs and what is to be done."""
    EDIT = "studies:write"
    """Make and change studies."""
    PUBLISH = "studies:publish"
    """Take studies through the steps of their life."""
    LISTS = "lists:write"
    """Change the list of administrations and the glossary."""
    IMPORT = "imports:write"
    """Bring inventories and files in."""
    ADMINISTER = "people:write"
    """Manage people and tokens."""


class Role(StrEnum):
    """What somebody is at the desk."""

    LIBRARIAN = "librarian"
    ADMINISTRATOR = "administrator"


_CURATING = frozenset(Permission) - {Permission.ADMINISTER}

ALLOWED: Mapping[Role, frozenset[Permission]] = {
    Role.LIBRARIAN: _CURATING,
    Role.ADMINISTRATOR: _CURATING | {Permission.ADMINISTER},
}
"""What each role may do."""
