"""Why somebody may not do what they ask for."""

from corpus.people.permissions import Permission


class AccessError(Exception):
    """A request that is refused for who makes it."""


class DeskClosedError(AccessError):
    """There is no account at all: the desk is closed, not open."""

    def __init__(self) -> None:
        super().__init__(
            "nobody has an account yet; `savoir users create NAME --role administrator` makes the first"
        )


class NotSignedInError(AccessError):
    """Nobody is signed in where somebody has to be."""

    def __init__(self) -> None:
        super().__init__("sign in first, or send a token: Authorization: Bearer …")


class TokenRefusedError(AccessError):
    """A token that was revoked, has expired, or never was."""

    def __init__(self) -> None:
        super().__init__("this token is not known, was revoked or has expired; make a new one at the desk")


class NotAllowedError(AccessError):
    """Somebody who may not do this, or with a token that may not."""

    def __init__(self, name: str, permission: Permission) -> None:
        super().__init__(f"{name!r} may not do this: it needs the permission {permission}")
        self.name, self.permission = name, permission


class FormRefusedError(AccessError):
    """A form that is not from a page of this session: it may be old, or another site may have sent it."""

    def __init__(self) -> None:
        super().__init__("this form is not from a page of your session; open the page anew and send it again")
