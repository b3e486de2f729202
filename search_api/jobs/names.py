"""Names of files that come from elsewhere."""

import unicodedata
from pathlib import PurePosixPath

from search_api.jobs.errors import NamesError, PathError

LONGEST = 200
"""Bytes of one part of a name, in UTF-8; file systems take 255."""

DEEPEST = 10
"""Folders within folders."""

_ACCENTED = frozenset("àâäáãçéèêëíìîïñóòôöõúùûüýÿæœÀÂÄÁÃÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝÆŒ’‘–—«»°€²³µ")
_OF_WINDOWS = ("cp850", "cp1252")
"""What Windows programs write names in, here: the one of its console, and its own."""


def safe_path(name: str) -> PurePosixPath:
    """Return a name as a path below some folder, composed (NFC).

    Raises:
        PathError: it is absolute, climbs, is empty, or no file system takes it.
    """
    written = unicodedata.normalize("NFC", name.replace("\\", "/"))
    path = PurePosixPath(written)
    parts = written.rstrip("/").split("/")
    climbs = path.is_absolute() or ".." in parts or written[1:2] == ":"
    if climbs or not path.parts or len(path.parts) > DEEPEST or not all(map(_fits, path.parts)):
        raise PathError(name[:LONGEST])
    return path


def zipped_name(name: str, *, is_utf8: bool) -> str:
    """Return the name of a member of a ZIP archive, whatever encoding its program wrote it in.

    Args:
        name: as ``zipfile`` gives it: read as code page 437 where the archive does not say UTF-8.
        is_utf8: whether it does.

    Raises:
        NamesError: in none of the encodings that are likely here is it made of letters.
    """
    if is_utf8 or name.isascii():
        return name
    raw = name.encode("cp437")
    for encoding in ("utf-8", *_OF_WINDOWS):
        try:
            read = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or all(letter.isascii() or letter in _ACCENTED for letter in read):
            return read
    raise NamesError(name[:LONGEST])


def _fits(part: str) -> bool:
    try:
        size = len(part.encode())
    except UnicodeEncodeError:
        return False
    return size <= LONGEST and not any(unicodedata.category(char) == "Cc" for char in part)
