"""Everything about those who may change the library."""

from corpus.people.identities import Identities
from corpus.people.links import Links
from corpus.people.sessions import Sessions
from corpus.people.token_store import Tokens


class People(Sessions, Tokens, Links, Identities):
    """Accounts, and how people and programs prove whose they are."""
