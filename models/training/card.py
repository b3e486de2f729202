"""The card of the shipped weights: what must be written anew whenever one of them changes."""

import re
from pathlib import Path

from models.encoder_files import written_hashes

_BLOCK = re.compile(r"(?<=\n## Hashes\n).*?```\n(.*?)```", re.DOTALL)


def write_hashes(card: Path) -> None:
    """Write the hash of every file beside a card into its section of hashes.

    Raises:
        ValueError: it has none.
    """
    text = card.read_text(encoding="utf-8")
    found = _BLOCK.search(text)
    if not found:
        raise ValueError(f"{card} has no section of hashes")
    lines = "".join(f"{line}\n" for line in written_hashes(card.parent))
    card.write_text(text[: found.start(1)] + lines + text[found.end(1) :], encoding="utf-8")
