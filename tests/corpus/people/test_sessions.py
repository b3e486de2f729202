"""Signing in, tokens, and people of an identity provider."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Barrier, Thread

import pytest
from argon2 import PasswordHasher

from corpus.people.errors import (
    AccountLockedError,
    IdentityMismatchError,
    LastAdministratorError,
    PeopleError,
    ScopesRefusedError,
    SignInRefusedError,
    TokenExpiryError,
    TokenLabelError,
    TokenNotFoundError,
    UnknownIdentityError,
)
from corpus.people.guessing import FREE_FAILURES
from corpus.people.identities import Identity
from corpus.people.passwords import Passwords
from corpus.people.permissions import Permission, Role
from corpus.people.person import PersonName
from corpus.people.sessions import session_id
from corpus.people.store import People
from corpus.people.tokens import last_day
from tests.corpus.people.conftest import ANNA, BERT, PASSWORD, QUICK, Clock

NOBODY = PersonName("nobody")


@pytest.fixture(autouse=True)
def anna(people: People) -> None:
    people.create(ANNA, Role.LIBRARIAN, PASSWORD, by="test")


def guess(people: People, name: PersonName, times: int) -> list[type[PeopleError]]:
    raised: list[type[PeopleError]] = []
    for _ in range(times):
        with pytest.raises(PeopleError) as caught:
            people.sign_in(name, "wrong password")
        raised.append(caught.type)
    return raised


def test_a_name_that_nobody_has_is_locked_as_one_that_somebody_has(people: People) -> None:
    told = guess(people, ANNA, FREE_FAILURES + 3)
    assert told == guess(people, NOBODY, FREE_FAILURES + 3)
    assert told[-1] is AccountLockedError


def test_a_lock_grows_and_ends_and_the_right_password_begins_anew(people: People, clock: Clock) -> None:
    guess(people, ANNA, FREE_FAILURES + 1)
    waits = []
    for _ in range(8):
        with pytest.raises(AccountLockedError) as caught:
            people.sign_in(ANNA, PASSWORD)
        waits.append(caught.value.retry_after)
        clock.pass_by(seconds=caught.value.retry_after)
        guess(people, ANNA, 1)
    assert all(first <= second <= 900 for first, second in pairwise(waits))
    clock.pass_by(minutes=15)
    assert people.sign_in(ANNA, PASSWORD)
    assert AccountLockedError not in guess(people, ANNA, FREE_FAILURES)


def test_passwords_that_are_tried_at_once_count_one_by_one(people: People) -> None:
    start, told = Barrier(12), list[type[PeopleError]]()

    def try_one() -> None:
        start.wait()
        told.extend(guess(people, ANNA, 1))

    threads = [Thread(target=try_one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count(SignInRefusedError) == FREE_FAILURES + 1
    assert told.count(AccountLockedError) == 12 - FREE_FAILURES - 1


class Meanwhile(Passwords):
    """Lets something happen while a password is hashed."""

    def __init__(self, hasher: PasswordHasher, happens: Callable[[], object]) -> None:
        super().__init__(hasher)
        self._happens = happens

    def fits(self, password: str, kept: str | None) -> bool:
        self._happens()
        return super().fits(password, kept)


@pytest.mark.parametrize("what", ["closed", "another password"])
def test_what_happens_while_a_password_is_hashed_counts(people: People, what: str) -> None:
    def happen() -> None:
        if what == "closed":
            people.set_active(ANNA, False, by="test")
        else:
            people.set_password(ANNA, "quite another password", by="test")

    slow = People(people._engine, people.location, passwords=Meanwhile(QUICK, happen), now=people._now)
    with pytest.raises(SignInRefusedError):
        slow.sign_in(ANNA, PASSWORD)
    people.set_active(ANNA, True, by="test")
    assert people.sessions(ANNA) == []


def test_a_session_ends_when_it_is_not_used_and_at_last_anyhow(people: People, clock: Clock) -> None:
    idle, busy = people.sign_in(ANNA, PASSWORD), people.sign_in(ANNA, PASSWORD)
    for _ in range(16):
        clock.pass_by(hours=10)
        assert people.in_session(busy)
    assert people.in_session(idle) is None
    assert [one.id for one in people.sessions(ANNA)] == [session_id(busy)]
    clock.pass_by(hours=10)
    assert people.in_session(busy) is None


def test_a_new_password_ends_all_sessions(people: People) -> None:
    secret = people.sign_in(ANNA, PASSWORD)
    people.set_password(ANNA, "quite another password", by="anna")
    assert people.in_session(secret) is None


def test_sessions_are_ended_by_their_person_alone(people: People) -> None:
    secret = people.sign_in(ANNA, PASSWORD)
    people.create(BERT, Role.LIBRARIAN, PASSWORD, by="test")
    people.end_sessions(BERT, [session_id(secret)], by="bert")
    assert people.in_session(secret)
    people.end_sessions(ANNA, [session_id(secret)], by="anna")
    assert people.in_session(secret) is None


def test_a_token_may_do_no_more_than_its_person(people: People) -> None:
    for scopes in ((), (Permission.READ, Permission.ADMINISTER)):
        with pytest.raises(ScopesRefusedError):
            people.make_token(ANNA, "catalogue", scopes, by="anna")


@pytest.mark.parametrize("label", ["", "  ", "x" * 101])
def test_a_token_says_what_it_is_for(people: People, label: str) -> None:
    with pytest.raises(TokenLabelError):
        people.make_token(ANNA, label, [Permission.READ], by="anna")


@pytest.mark.parametrize("after", [timedelta(0), timedelta(days=-1), timedelta(days=733)])
def test_a_token_ends_in_the_future_and_not_too_far(people: People, clock: Clock, after: timedelta) -> None:
    with pytest.raises(TokenExpiryError):
        people.make_token(ANNA, "x", [Permission.READ], by="anna", expires=clock.time + after)


def test_a_token_works_through_its_last_day_in_brussels(people: People, clock: Clock) -> None:
    expires = last_day("2026-03-02")
    assert expires == datetime(2026, 3, 2, 23, tzinfo=UTC)
    _, secret = people.make_token(ANNA, "x", [Permission.READ], by="anna", expires=expires)
    clock.time = datetime(2026, 3, 2, 22, 59, tzinfo=UTC)
    assert people.with_token(secret)
    clock.pass_by(minutes=1)
    assert people.with_token(secret) is None


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "9999-12-31"])
def test_what_is_no_day_is_no_last_day(text: str) -> None:
    with pytest.raises(TokenExpiryError):
        last_day(text)


@pytest.mark.parametrize("number", [99, 0, -1, 2**70])
def test_a_token_of_another_or_of_nobody_is_not_found(people: People, number: int) -> None:
    token, _ = people.make_token(ANNA, "x", [Permission.READ], by="anna")
    with pytest.raises(TokenNotFoundError):
        people.revoke_token(number, by="bert")
    with pytest.raises(TokenNotFoundError):
        people.revoke_token(token.number, by="bert", of=BERT)


def someone(name: PersonName = ANNA, subject: str = "s1", role: Role | None = None) -> Identity:
    return Identity(name=name, subject=subject, role=role)


def test_somebody_unknown_comes_in_only_where_that_is_wanted(people: People) -> None:
    with pytest.raises(UnknownIdentityError):
        people.admit(someone(BERT), unknown=False)
    assert people.in_session(people.admit(someone(BERT), unknown=True))
    assert people.person(BERT).role is Role.LIBRARIAN
    assert not people.person(BERT).has_password


def test_a_name_that_went_to_somebody_else_does_not_open_the_account(people: People) -> None:
    people.admit(someone(), unknown=False)
    with pytest.raises(IdentityMismatchError):
        people.admit(someone(subject="s2"), unknown=True)
    people.forget_identity(ANNA, by="test")
    assert people.admit(someone(subject="s2"), unknown=False)


def test_somebody_whom_the_provider_renamed_keeps_the_account(people: People) -> None:
    people.admit(someone(), unknown=False)
    secret = people.admit(someone(PersonName("anna.new")), unknown=True)
    found = people.in_session(secret)
    assert found
    assert found.name == ANNA


def test_the_role_follows_the_provider_but_never_leaves_nobody_in_charge(people: People) -> None:
    people.admit(someone(role=Role.ADMINISTRATOR), unknown=False)
    assert people.person(ANNA).role is Role.ADMINISTRATOR
    with pytest.raises(LastAdministratorError):
        people.admit(someone(role=Role.LIBRARIAN), unknown=False)
    people.create(BERT, Role.ADMINISTRATOR, None, by="test")
    people.set_active(ANNA, False, by="test")
    with pytest.raises(SignInRefusedError):
        people.admit(someone(), unknown=True)
