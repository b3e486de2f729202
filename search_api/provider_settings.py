"""The settings of an identity provider: another server that says who somebody is (OpenID Connect)."""

from ipaddress import ip_address
from typing import Annotated

from pydantic import AnyHttpUrl, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode


class ProviderSettings(BaseSettings):
    """``SAVOIR_OIDC_…``; without an issuer, people sign in with passwords alone."""

    oidc_issuer: AnyHttpUrl | None = None
    """The address of the provider, before ``/.well-known/openid-configuration``."""
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    """``None``: this installation is a public client, which PKCE alone protects."""
    oidc_name_claim: str = "preferred_username"
    """What of an ID token is the name of the account; nobody may be able to choose it themselves."""
    oidc_groups_claim: str = "groups"
    """What of an ID token says which groups somebody is in; dots lead into it: ``realm_access.roles``."""
    oidc_librarians: Annotated[tuple[str, ...], NoDecode] = ()
    """The groups whose people are librarians, between commas."""
    oidc_administrators: Annotated[tuple[str, ...], NoDecode] = ()
    """The groups whose people are administrators, between commas."""
    oidc_admit_unknown: bool = False
    """Make an account for whomever the provider vouches for, as a librarian or what their groups say."""

    @field_validator("oidc_librarians", "oidc_administrators", mode="before")
    @classmethod
    def _groups_between_commas(cls, given: object) -> object:
        return [one.strip() for one in given.split(",") if one.strip()] if isinstance(given, str) else given

    @field_validator("oidc_issuer")
    @classmethod
    def _protected(cls, url: AnyHttpUrl | None) -> AnyHttpUrl | None:
        if url is not None and url.scheme != "https" and not _is_here(url.host):
            raise ValueError("write an address that begins with https://")
        return url

    @model_validator(mode="after")
    def _complete(self) -> "ProviderSettings":
        if self.oidc_issuer is not None and not self.oidc_client_id:
            raise ValueError("SAVOIR_OIDC_ISSUER needs SAVOIR_OIDC_CLIENT_ID beside it")
        return self


def _is_here(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address((host or "").strip("[]")).is_loopback
    except ValueError:
        return False
