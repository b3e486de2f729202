"""What can go wrong with accounts, sessions and tokens."""

from collections.abc import Sequence
from datetime import timedelta

from corpus.errors import CorpusError


class PeopleError(CorpusError):
    """Anything wrong with accounts and tokens."""


class PersonNameError(PeopleError):
    """A name that no account can have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name!r} cannot be the name of an account; take up to 60 letters without accents, digits and "
            "any of . _ @ -"
        )
        self.name = name


class PersonNotFoundError(PeopleError):
    """No account has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"nobody has the name {name!r}; `savoir users list` shows who there is")
        self.name = name


class PersonExistsError(PeopleError):
    """An account with this name is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"somebody has the name {name!r} already; take another one")
        self.name = name


class PasswordRefusedError(PeopleError):
    """A password that is too easily guessed."""

    def __init__(self, least: int, most: int, different: int) -> None:
        super().__init__(
            f"a password has {least} to {most} characters, {different} different ones at least, and does not "
            "hold the name"
        )
        self.least, self.most, self.different = least, most, different


class LastAdministratorError(PeopleError):
    """Nobody would be left to manage people."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is the last administrator; make another one first")
        self.name = name


class SignInRefusedError(PeopleError):
    """Name or password are wrong, or the account is closed: which, is not told."""

    def __init__(self) -> None:
        super().__init__("name or password are wrong, or the account is closed")


class AccountLockedError(PeopleError):
    """An account at which too many wrong passwords were tried."""

    def __init__(self, left: timedelta) -> None:
        self.retry_after = max(1, round(left.total_seconds()))
        super().__init__(f"too many wrong passwords; try again in {self.retry_after} s")


class TokenNotFoundError(PeopleError):
    """No token has this number, or it is somebody else's."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no token {number}; `savoir tokens list` shows them")
        self.number = number


class ScopesRefusedError(PeopleError):
    """A token that could do nothing, or more than its person may."""

    def __init__(self, name: str, allowed: Sequence[str]) -> None:
        super().__init__(f"choose what the token of {name!r} may do, one or more of: {', '.join(allowed)}")
        self.name, self.allowed = name, tuple(allowed)


class TokenLabelError(PeopleError):
    """A token without words for what it is for, or with too many."""

    def __init__(self, most: int) -> None:
        super().__init__(f"say in 1 to {most} characters what the token is for")
        self.most = most


class TokenExpiryError(PeopleError):
    """A token that would be expired already, or work for too long."""

    def __init__(self, days: int) -> None:
        super().__init__(f"a token expires on a day from tomorrow on, within {days} days")
        self.days = days


class LinkRefusedError(PeopleError):
    """A link for a new password that was used, was replaced, is too old or never was."""

    def __init__(self) -> None:
        super().__init__("this link was used already or is too old; ask an administrator for a new one")


class PersonClosedError(PeopleError):
    """An account that nobody can sign in to as long as it is closed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the account {name!r} is closed; `savoir users enable {name}` opens it")
        self.name = name


class UnknownIdentityError(PeopleError):
    """Somebody whom the identity provider knows and the library does not."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} has no account here; `savoir users create {name}` makes one")
        self.name = name


class IdentityMismatchError(PeopleError):
    """A name that the identity provider has given to somebody else since."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the account {name!r} belongs to somebody else at the identity provider; if it is the same "
            f"person, `savoir users forget-identity {name}` lets them in"
        )
        self.name = name
