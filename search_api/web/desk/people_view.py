"""People, tokens and what became of them, as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from corpus.people.history import EventKind, PersonEvent
from corpus.people.permissions import ALLOWED, Permission, Role
from corpus.people.person import Person
from corpus.people.sessions import OpenSession, session_id
from corpus.people.tokens import ApiToken
from models.language import Language
from search_api.web.desk.moments import moment
from search_api.web.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a form offers."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    """A token in a list."""

    number: int
    person: str
    label: str
    scopes: str
    made: str
    expires: str
    used: str
    ended: str
    """Why it works no more; empty while it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """An account in a list."""

    name: str
    role: str
    state: str
    made: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A session in a list."""

    id: str
    made: str
    seen: str
    here: bool
    """Whether it is that of the browser that asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """A line of the log."""

    made: str
    by: str
    person: str
    what: str


def role_choices(language: Language) -> Sequence[Choice]:
    """Return the roles that somebody may be given."""
    return [Choice(role.value, role_name(role, wording(language))) for role in Role]


def scope_choices(language: Language, role: Role) -> Sequence[Choice]:
    """Return what a token of somebody may be allowed to do."""
    words = wording(language)
    names = {
        Permission.READ: words.text("See drafts, history and jobs"),
        Permission.EDIT: words.text("Make and change studies"),
        Permission.PUBLISH: words.text("Publish and withdraw studies"),
        Permission.LISTS: words.text("Change the list of administrations and the glossary"),
        Permission.IMPORT: words.text("Bring in inventories and files"),
        Permission.ADMINISTER: words.text("Manage people and tokens"),
    }
    return [Choice(scope.value, names[scope]) for scope in Permission if scope in ALLOWED[role]]


def role_name(role: Role, words: Wording) -> str:
    """Return what a role is called."""
    return words.text("Administrator") if role is Role.ADMINISTRATOR else words.text("Librarian")


def person_line(person: Person, language: Language) -> PersonLine:
    """Return how a list shows an account."""
    words = wording(language)
    return PersonLine(
        name=person.name,
        role=role_name(person.role, words),
        state=_state(person, words),
        made=moment(person.made, language),
    )


def _state(person: Person, words: Wording) -> str:
    if not person.active:
        return words.text("Closed")
    if person.has_password:
        return words.text("Open")
    if person.known_to_provider:
        return words.text("Open, through the organisation")
    return words.text("Has not signed in yet")


def session_lines(sessions: Iterable[OpenSession], secret: str, language: Language) -> Sequence[SessionLine]:
    """Return how a list shows sessions; ``secret`` is that of the browser that asks."""
    here = session_id(secret)
    return [
        SessionLine(
            id=one.id,
            made=moment(one.made, language),
            seen=moment(one.seen, language),
            here=one.id == here,
        )
        for one in sessions
    ]


def token_lines(tokens: Iterable[ApiToken], language: Language, now: datetime) -> Sequence[TokenLine]:
    """Return how a list shows tokens: those that work first, the latest first."""
    latest = sorted(tokens, key=lambda token: (not token.works_at(now), -token.number))
    return [_token_line(token, language, now) for token in latest]


def _token_line(token: ApiToken, language: Language, now: datetime) -> TokenLine:
    words = wording(language)
    ended = words.text("Revoked") if token.revoked else words.text("Expired")
    return TokenLine(
        number=token.number,
        person=token.person,
        label=token.label,
        scopes=", ".join(sorted(token.scopes)),
        made=moment(token.made, language),
        expires=moment(token.expires, language) if token.expires else words.text("Never"),
        used=moment(token.used, language) if token.used else words.text("Never"),
        ended="" if token.works_at(now) else ended,
    )


def event_lines(events: Iterable[PersonEvent], language: Language) -> Sequence[EventLine]:
    """Return how a list shows what became of accounts."""
    return [
        EventLine(
            made=moment(event.made, language),
            by=event.by,
            person=event.person,
            what=_what(event, wording(language)),
        )
        for event in events
    ]


def _what(event: PersonEvent, words: Wording) -> str:
    facts = {**event.facts}
    for name in {"role", "before", "after"} & set(facts):
        facts[name] = role_name(Role(facts[name]), words)
    said = {
        EventKind.CREATED: words.messages.gettext("Account made: %(role)s"),
        EventKind.ROLE: words.messages.gettext("Role changed: %(before)s, now %(after)s"),
        EventKind.CLOSED: words.messages.gettext("Account closed"),
        EventKind.OPENED: words.messages.gettext("Account opened again"),
        EventKind.PASSWORD: words.messages.gettext("New password"),
        EventKind.LINK: words.messages.gettext("Link for a new password made"),
        EventKind.TOKEN: words.messages.gettext("Token %(number)s made: %(label)s (%(scopes)s)"),
        EventKind.REVOKED: words.messages.gettext("Token %(number)s revoked: %(label)s"),
        EventKind.SESSIONS: words.messages.gettext("Sessions ended: %(count)s"),
        EventKind.IDENTITY: words.messages.gettext("Linked with the organisation's sign-in"),
        EventKind.FORGOTTEN: words.messages.gettext("Link with the organisation's sign-in undone"),
    }
    return said[event.kind] % facts
