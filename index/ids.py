"""Ids of points: UUIDs whose first half tells the study, so that a search need not read the point."""

from hashlib import blake2b
from uuid import UUID

from corpus.study import StudyId

STUDY_HALF = slice(len("00000000-0000-8000"))
"""Where in an id the half is that all points of a study share."""


def point_id(study: StudyId, name: str) -> str:
    """Return the id of a point; ``name`` tells it from the other points of its study.

    A UUID of version 8 (RFC 9562): 60 bits hashed from the study, 62 from the study and the name.
    """
    digest = blake2b(study.encode(), digest_size=8).digest()
    digest += blake2b(f"{study}\n{name}".encode(), digest_size=8).digest()
    number = int.from_bytes(digest)
    number = number & ~(0xF << 76) | 0x8 << 76  # the version
    number = number & ~(0b11 << 62) | 0b10 << 62  # the variant
    return str(UUID(int=number))
