"""What an archive says of itself, and which members it may have.

An archive is a ZIP file: ``manifest.json``, ``catalogue.sqlite``, ``files/<hash>``,
``extractions/<hash>.<version>.json.gz``, and what is known of the settings.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.catalogue.store import Catalogue
from corpus.study import Sha256

FORMAT = "savoir-backup"
VERSION = 1
"""Of the archive; a reader refuses a greater one."""

MANIFEST = "manifest.json"
CATALOGUE = "catalogue.sqlite"
SETTINGS = "settings.env"
FUSION = "fusion.json"

FILES, EXTRACTIONS = "files", "extractions"
_NAME = re.compile(
    rf"{re.escape(CATALOGUE)}|{re.escape(SETTINGS)}|{re.escape(FUSION)}|{FILES}/([0-9a-f]{{64}})"
    rf"|{EXTRACTIONS}/[0-9a-f]{{64}}\.[A-Za-z0-9_-][A-Za-z0-9._-]{{0,80}}"
)


class Member(BaseModel):
    """One file of an archive."""

    model_config = ConfigDict(frozen=True)

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(ge=0)


class Counts(BaseModel):
    """How many records the catalogue holds, by kind."""

    model_config = ConfigDict(frozen=True)

    studies: int = Field(ge=0)
    files: int = Field(ge=0)
    """Ever seen, whether or not a study holds them."""
    judgements: int = Field(ge=0)


class Manifest(BaseModel):
    """What an archive holds, and by what it is known to be whole."""

    model_config = ConfigDict(frozen=True)

    format: Literal["savoir-backup"] = "savoir-backup"
    version: int = VERSION
    revision: str
    """Of the tables of the catalogue."""
    made: datetime
    counts: Counts
    missing: tuple[str, ...] = ()
    """Files that the catalogue knows and that the library had lost when the archive was made."""
    secrets: bool = False
    """Whether keys and tokens are among the settings."""
    members: Mapping[str, Member]


def file_of(name: str) -> Sha256 | None:
    """Return the hash of the file that a member is, or ``None`` where it is something else.

    Raises:
        ValueError: no archive has a member of this name.
    """
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"no backup has a member called {name[:200]!r}")
    return Sha256(found[1]) if found[1] else None


def counts_of(catalogue: Catalogue) -> Counts:
    """Return what is counted of a catalogue, whether published or not."""
    return Counts(
        studies=catalogue.everything().count_studies(),
        files=sum(catalogue.count_files().values()),
        judgements=len(catalogue.judgements()),
    )


def known_files(catalogue: Catalogue) -> frozenset[Sha256]:
    """Return the hashes of all files that a catalogue knows."""
    held = (file.sha256 for study in catalogue.everything().studies() for file in study.files)
    return frozenset([*held, *(record.sha256 for record in catalogue.files())])
