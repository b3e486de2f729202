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


class ProviderError(AccessError):
    """Anything that keeps somebody from coming in through the identity provider."""


class ProviderUnavailableError(ProviderError):
    """The provider does not answer, or not as one does. The reason is for the log, not for who signs in."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the identity provider cannot be used: {reason}; check it and SAVOIR_OIDC_ISSUER")
        self.reason = reason


class ProviderRefusedError(ProviderError):
    """The provider does not vouch for this visitor."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the identity provider refused ({code})")
        self.code = code


class SignInInterruptedError(ProviderError):
    """An answer of the provider that this browser did not ask for, or asked for too long ago."""

    def __init__(self) -> None:
        super().__init__("this sign-in was not begun in this browser, or too long ago; begin it again")


class NoRoleError(ProviderError):
    """Somebody who is in none of the groups that may come in."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is in none of the groups of SAVOIR_OIDC_LIBRARIANS and _ADMINISTRATORS")
        self.name = name


class NoNameError(ProviderError):
    """Somebody whom the provider gives no name that an account can have."""

    def __init__(self, claim: str) -> None:
        super().__init__(f"the identity provider says no usable name ({claim}); check SAVOIR_OIDC_NAME_CLAIM")
        self.claim = claim
