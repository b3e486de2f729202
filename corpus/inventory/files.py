"""Reading the bytes and the text of an inventory."""

from pathlib import Path

from corpus.errors import InventoryError
from corpus.inventory.tables import MAX_BYTES
from corpus.reasons import Reason, reason


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        InventoryError: it cannot be read, is empty, or is larger than ``MAX_BYTES``.
    """
    try:
        if not path.is_file():
            raise InventoryError(path, reason("inventory.no-file"))
        if path.stat().st_size > MAX_BYTES:
            raise InventoryError(path, reason("inventory.too-large", most=MAX_BYTES >> 20))
        content = path.read_bytes()
    except OSError as error:
        raise InventoryError(path, reason("inventory.not-readable", fault=str(error.strerror))) from error
    if not content.strip(b"\0 \t\r\n"):
        raise InventoryError(path, reason("inventory.empty"))
    return content


def decode(path: Path, content: bytes) -> tuple[str, Reason | None]:
    """Return the text of a file and, where its encoding had to be assumed, a note that says so.

    UTF-8, UTF-16 with a byte order mark or with every other byte zero, else windows-1252.

    Raises:
        InventoryError: it is text in none of these.
    """
    encoding = _encoding(content)
    try:
        return content.decode(encoding), None
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), reason("table.windows-1252")
    except UnicodeDecodeError as error:
        raise InventoryError(path, reason("inventory.encoding")) from error


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:1000]
    if start[1::2].count(0) > len(start) // 4:
        return "utf-16-le"
    if start[::2].count(0) > len(start) // 4:
        return "utf-16-be"
    return "utf-8-sig"
