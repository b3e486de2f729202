"""What an installation knows of its identity provider."""

from dataclasses import dataclass, field

from corpus.people.permissions import Role
from search_api.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSetup:
    """Which provider, who we are to it, and what its people become here."""

    issuer: str
    client_id: str
    client_secret: str | None = field(repr=False)
    name_claim: str
    groups_claim: str
    roles: tuple[tuple[str, Role], ...]
    """Which role a group gives, the higher role first; empty: groups say nothing."""
    admits_unknown: bool


def provider_setup(settings: Settings) -> ProviderSetup | None:
    """Return the provider that the settings name; ``None``: there is none."""
    if settings.oidc_issuer is None or settings.oidc_client_id is None:
        return None
    secret = settings.oidc_client_secret
    return ProviderSetup(
        issuer=str(settings.oidc_issuer).rstrip("/"),
        client_id=settings.oidc_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        name_claim=settings.oidc_name_claim,
        groups_claim=settings.oidc_groups_claim,
        roles=(
            *((group, Role.ADMINISTRATOR) for group in settings.oidc_administrators),
            *((group, Role.LIBRARIAN) for group in settings.oidc_librarians),
        ),
        admits_unknown=settings.oidc_admit_unknown,
    )
