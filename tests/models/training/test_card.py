from pathlib import Path

import pytest

from models.encoder_files import listed_hashes
from models.training.card import write_hashes

CARD = "# Weights\n\nWords.\n\n## Hashes\n\nMore words.\n\n```\nold\n```\n\nThe end.\n"


def test_hashes_are_written_where_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "table").write_bytes(b"table")
    card = tmp_path / "README.md"
    card.write_text(CARD)
    write_hashes(card)
    assert [*listed_hashes(card)] == [tmp_path.resolve() / "table"]
    assert card.read_text().startswith("# Weights\n\nWords.\n")
    assert card.read_text().endswith("\nThe end.\n")


def test_a_card_without_a_place_for_hashes_is_refused(tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text("# Weights\n")
    with pytest.raises(ValueError, match="no section of hashes"):
        write_hashes(card)
