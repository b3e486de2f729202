"""An empty catalogue whose clock the test sets."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from corpus.catalogue.store import Catalogue
from corpus.people.passwords import Passwords
from corpus.people.person import PersonName
from corpus.people.store import People

ANNA, BERT = PersonName("anna"), PersonName("bert")
PASSWORD = "correct horse battery"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    time: datetime = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **of: int) -> None:
        self.time += timedelta(**of)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(catalogue: Catalogue, clock: Clock) -> People:
    return People(catalogue._engine, catalogue.location, passwords=Passwords(QUICK), now=clock)
