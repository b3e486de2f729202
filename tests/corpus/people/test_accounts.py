"""Accounts, their log, and links for passwords."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from corpus.people.errors import (
    LastAdministratorError,
    LinkRefusedError,
    PasswordRefusedError,
    PersonClosedError,
    PersonExistsError,
    SignInRefusedError,
)
from corpus.people.history import EventKind
from corpus.people.permissions import Role
from corpus.people.store import People
from tests.corpus.people.conftest import ANNA, BERT, PASSWORD, Clock


@pytest.mark.parametrize("password", ["short", "aaaabbbbccccaaaa", "I am anna, hello", "x" * 201, "   "])
def test_a_password_that_is_easily_guessed_is_refused(people: People, password: str) -> None:
    with pytest.raises(PasswordRefusedError):
        people.create(ANNA, Role.LIBRARIAN, password, by="test")
    assert people.people() == []


def test_a_password_is_the_same_however_the_keyboard_composes_it(people: People) -> None:
    people.create(ANNA, Role.LIBRARIAN, "été à la bibliothèque", by="test")
    assert people.sign_in(ANNA, "e\u0301te\u0301 a\u0300 la bibliothe\u0300que")


def test_spaces_around_a_password_belong_to_it(people: People) -> None:
    people.create(ANNA, Role.LIBRARIAN, f" {PASSWORD} ", by="test")
    with pytest.raises(SignInRefusedError):
        people.sign_in(ANNA, PASSWORD)


def test_half_a_character_in_a_password_is_no_mistake_of_the_program(people: People) -> None:
    people.create(ANNA, Role.LIBRARIAN, f"{PASSWORD}\udce9", by="test")
    with pytest.raises(SignInRefusedError):
        people.sign_in(ANNA, "\udce9")


def test_a_name_is_given_once(people: People) -> None:
    people.create(ANNA, Role.LIBRARIAN, None, by="test")
    with pytest.raises(PersonExistsError):
        people.create(ANNA, Role.ADMINISTRATOR, None, by="test")


def test_the_last_administrator_stays_one(people: People) -> None:
    people.create(ANNA, Role.ADMINISTRATOR, None, by="test")
    people.create(BERT, Role.LIBRARIAN, None, by="test")
    with pytest.raises(LastAdministratorError):
        people.set_role(ANNA, Role.LIBRARIAN, by="test")
    with pytest.raises(LastAdministratorError):
        people.set_active(ANNA, False, by="test")
    people.set_role(BERT, Role.ADMINISTRATOR, by="test")
    assert people.set_role(ANNA, Role.LIBRARIAN, by="test").role is Role.LIBRARIAN


def test_two_administrators_who_leave_at_once_do_not_both_leave(people: People) -> None:
    for name in (ANNA, BERT):
        people.create(name, Role.ADMINISTRATOR, None, by="test")
    start = Barrier(2)

    def leave(name: str) -> None:
        start.wait()
        try:
            people.set_active(ANNA if name == "anna" else BERT, False, by=name)
        except LastAdministratorError:
            return

    threads = [Thread(target=leave, args=(name,)) for name in ("anna", "bert")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(person.active for person in people.people()) == 1


def test_the_log_says_who_changed_whom_and_when(people: People, clock: Clock) -> None:
    people.create(ANNA, Role.ADMINISTRATOR, None, by="root")
    people.create(BERT, Role.LIBRARIAN, PASSWORD, by="anna")
    clock.pass_by(hours=1)
    people.set_role(BERT, Role.ADMINISTRATOR, by="anna")
    people.set_role(BERT, Role.ADMINISTRATOR, by="anna")
    people.set_active(BERT, False, by="anna")
    told = [(event.by, event.kind, dict(event.facts)) for event in people.events(BERT)]
    assert told == [
        ("anna", EventKind.CLOSED, {}),
        ("anna", EventKind.ROLE, {"before": "librarian", "after": "administrator"}),
        ("anna", EventKind.CREATED, {"role": "librarian"}),
    ], "what changed nothing is not in it"
    assert people.events(BERT)[0].made == clock.time
    assert len(people.events()) == 4
    assert PASSWORD not in str(people.events())


@pytest.mark.parametrize("statement", ["UPDATE person_event SET made_by = 'x'", "DELETE FROM person_event"])
def test_the_log_is_only_added_to(people: People, statement: str) -> None:
    people.create(ANNA, Role.ADMINISTRATOR, None, by="root")
    with pytest.raises(DBAPIError, match="only added to"), people._writing() as session:
        session.execute(text(statement))


def test_a_link_gives_a_password_once(people: People) -> None:
    people.create(ANNA, Role.LIBRARIAN, None, by="test")
    link = people.make_link(ANNA, by="test")
    with pytest.raises(PasswordRefusedError):
        people.use_link(link, "short")
    assert people.use_link(link, PASSWORD) == ANNA
    assert people.sign_in(ANNA, PASSWORD)
    with pytest.raises(LinkRefusedError):
        people.use_link(link, "another long password")


def test_a_link_works_no_more_once_it_is_old_or_replaced_or_the_account_closed(
    people: People, clock: Clock
) -> None:
    people.create(BERT, Role.ADMINISTRATOR, None, by="test")
    people.create(ANNA, Role.LIBRARIAN, None, by="test")
    replaced, closed = people.make_link(ANNA, by="test"), people.make_link(ANNA, by="test")
    people.set_active(ANNA, False, by="test")
    with pytest.raises(PersonClosedError):
        people.make_link(ANNA, by="test")
    people.set_active(ANNA, True, by="test")
    old = people.make_link(ANNA, by="test")
    clock.pass_by(days=3)
    for link in (replaced, closed, old, "never was", "\udce9"):
        with pytest.raises(LinkRefusedError):
            people.use_link(link, PASSWORD)
