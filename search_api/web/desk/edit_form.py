"""A form of something that is edited, as its template reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """What somebody else wrote into a field meanwhile."""

    by: str
    when: str
    before: str
    theirs: str
    take: str
    """What the button says that takes theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """What a file says for a field."""

    text: str
    place: str
    how: str
    """``take``: in place of what the field holds; ``add``: beside it."""
    take: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditForm:
    """What the fields hold, and what is to be said beside each."""

    fields: Fields
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    against: Mapping[str, Sequence[ConflictView]] = field(default_factory=dict)
    proposed: Mapping[str, Sequence[ProposalView]] = field(default_factory=dict)

    def values(self, name: str) -> Sequence[str]:
        """Return what a field that repeats holds, without empty ones."""
        return [value for value in self.fields.get(name, ()) if value]

    def value(self, name: str) -> str:
        """Return what a field holds."""
        return (self.fields.get(name) or ("",))[-1]

    def wrong(self, name: str) -> str:
        """Return why a field cannot be read; empty where it can."""
        return "; ".join(self.problems.get(name, ()))

    def conflicts(self, name: str) -> Sequence[ConflictView]:
        """Return what others wrote into a field."""
        return self.against.get(name, ())

    def proposals(self, name: str) -> Sequence[ProposalView]:
        """Return what files say for a field and it does not hold yet."""
        return self.proposed.get(name, ())

    def attributes(self, name: str, hint: str = "") -> Mapping[str, str | None]:
        """Return what a field says of itself to those who do not see what is beside it."""
        there = {"hint": hint, "wrong": self.wrong(name), "conflict": self.conflicts(name)}
        ids = " ".join(f"{name}-{what}" for what, told in there.items() if told)
        return {"aria-invalid": "true" if self.wrong(name) else None, "aria-describedby": ids or None}
