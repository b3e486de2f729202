"""The settings of a running Savoir, read once from ``SAVOIR_…`` environment variables."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AnyHttpUrl, Field, IPvAnyNetwork, SecretStr, ValidationError, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from ingest.source import Limits
from models.encoder_files import DEFAULT
from search_api.errors import SettingsError
from search_api.judging import read_judges
from search_api.provider_settings import ProviderSettings

_PREFIX = "SAVOIR_"


class Settings(ProviderSettings):
    """What an installation may choose; everything below this layer gets values."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True)

    data_dir: Path = Path("var")
    """Catalogue, files, extractions and the embedded index live here."""
    catalogue_url: str | None = None
    """SQLite or PostgreSQL; ``None``: SQLite in the data directory."""
    qdrant_url: AnyHttpUrl | None = None
    """A Qdrant server; ``None``: the embedded index in the data directory."""
    qdrant_api_key: SecretStr | None = None
    encoder: str = DEFAULT
    """``static`` or ``contextual`` (shipped), an encoder's directory, or the name of a model on disk."""
    fusion: Path | None = None
    """Settings of fusion, as `savoir train fusion` writes them; ``None``: those shipped with the encoder."""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: AnyHttpUrl | None = None
    """Where readers find this installation; ``None``: wherever their request was sent to."""
    contact: str | None = Field(default=None, max_length=200, pattern=r"^[^\s@]+@([^\s@.]+\.)+[^\s@.]+$")
    """E-mail address that harvesters are told; ``None``: that of the postmaster."""
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    """How many files are read at a time."""
    file_time_limit: float = Field(default=300.0, gt=0)
    """Seconds that one file may take."""
    file_memory_limit: int = Field(default=1536, ge=256)
    """Mebibytes that the reading of one file may take."""
    page_limit: int = Field(default=2000, ge=1)
    """Pages read of one file."""
    search_rate: int = Field(default=120, ge=0)
    """Searches, exports and feeds that one client may ask for in a minute; 0: no limit."""
    suggest_rate: int = Field(default=600, ge=0)
    """Suggestions that one client may ask for in a minute; 0: no limit."""
    sign_in_rate: int = Field(default=20, ge=0)
    """Names and passwords, or tokens of judges, that one client may try in a minute; 0: no limit."""
    concurrent_requests: int = Field(default=64, ge=0)
    """Requests that are worked on at the same time; 0: no limit."""
    answer_time_limit: float = Field(default=30.0, ge=0)
    """Seconds within which what is only read begins to be answered; 0: no limit."""
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = ()
    """Addresses and networks whose X-Forwarded-For is believed, between commas."""
    log_questions: bool = False
    """Write what people ask into the log."""
    librarian: str = Field(default="librarian", min_length=1, max_length=100)
    """Who changes studies, in their history, where the command does not say."""
    queue_url: SecretStr | None = None
    """A Redis or PostgreSQL database of this library alone; ``None``: where the catalogue is."""
    upload_limit: int = Field(default=1 << 30, ge=1 << 20)
    """Bytes that one upload may bring, unpacked."""
    upload_files: int = Field(default=5000, ge=1)
    """Files that one upload may bring, unpacked."""
    space_kept: int = Field(default=500, ge=0)
    """Mebibytes of the disk that uploads leave free."""
    harvest_private: bool = False
    """Harvests that are begun at the desk may ask servers inside of this network too."""
    judge_tokens: SecretStr | None = None
    """Who may judge results: "name:token", several between commas; ``None``: nobody."""

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _between_commas(cls, given: object) -> object:
        return [one.strip() for one in given.split(",") if one.strip()] if isinstance(given, str) else given

    @field_validator("public_url")
    @classmethod
    def _only_a_place(cls, url: AnyHttpUrl | None) -> AnyHttpUrl | None:
        if url is not None and (url.query is not None or url.fragment is not None):
            raise ValueError("write an address without ? and #, for example https://savoir.example/studies")
        return url

    @field_validator("judge_tokens")
    @classmethod
    def _readable_tokens(cls, tokens: SecretStr | None) -> SecretStr | None:
        if tokens is not None:
            read_judges(tokens.get_secret_value())
        return tokens

    @property
    def judges(self) -> Mapping[str, str]:
        """Who may judge results, and their tokens."""
        return read_judges(self.judge_tokens.get_secret_value()) if self.judge_tokens else {}

    @property
    def extractions(self) -> Path:
        """Folder of the kept extractions."""
        return self.data_dir / "extractions"

    @property
    def limits(self) -> Limits:
        """Limits of the reading of one file."""
        return Limits(
            seconds=self.file_time_limit,
            memory=self.file_memory_limit * 1024 * 1024,
            pages=self.page_limit,
        )


def read_settings() -> Settings:
    """Return the settings that the environment makes.

    Raises:
        SettingsError: a variable that cannot be read, the first of them.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        name = _PREFIX + ("_".join(map(str, first["loc"][:1])).upper() or "OIDC_CLIENT_ID")
        raise SettingsError(name, first["msg"]) from error
