from pathlib import Path

import numpy as np

from models.training.keeping import contents, identity, kept

PARTS: tuple[object, ...] = ("plan", 1, b"pairs", 0.5)


def values(path: Path, made_of: str, number: float) -> tuple[float, list[str]]:
    """Return the value kept, or else ``number`` made anew, and what was reported."""
    told: list[str] = []
    found = kept(path, made_of, lambda: np.array([number]), told.append)
    return float(found[0]), told


def test_what_was_made_of_the_same_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "table.npz"
    assert values(path, "one", 1) == (1, [])
    assert values(path, "one", 2) == (1, [])


def test_what_was_made_of_something_else_is_made_anew_and_told(tmp_path: Path) -> None:
    path = tmp_path / "table.npz"
    values(path, "one", 1)
    found, told = values(path, "another", 2)
    assert found == 2
    assert "table.npz is of another training" in told[0]
    assert values(path, "another", 3) == (2, [])


def test_what_cannot_be_read_is_made_anew(tmp_path: Path) -> None:
    whole = tmp_path / "whole.npz"
    values(whole, "one", 1)
    path = tmp_path / "table.npz"
    for broken in (b"", whole.read_bytes()[:60], b"no archive"):
        path.write_bytes(broken)
        assert values(path, "one", 2)[0] == 2


def test_what_an_earlier_version_kept_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "table.npz"
    np.savez(path, vectors=np.array([1.0]))
    assert values(path, "one", 2)[0] == 2


def test_nothing_is_left_half_written(tmp_path: Path) -> None:
    values(tmp_path / "table.npz", "one", 1)
    assert [path.name for path in tmp_path.iterdir()] == ["table.npz"]


def test_an_identity_changes_with_every_part_and_with_their_borders() -> None:
    others = [PARTS[:-1], ("plan", 2, *PARTS[2:]), ("plan", 1, b"pair", 0.5), (b"ab", b"c"), (b"a", b"bc")]
    assert len({identity(*parts) for parts in (PARTS, *others)}) == 6
    assert identity(*PARTS) == identity(*PARTS)


def test_a_digest_of_files_changes_with_a_name_and_with_a_byte(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"a")
    other.write_bytes(b"a")
    first = contents([one])
    assert contents([other]) != first
    assert contents([one, other]) == contents([other, one])
    one.write_bytes(b"b")
    assert contents([one]) != first


def test_a_digest_of_files_stays_when_folders_are_moved(tmp_path: Path) -> None:
    digests = set()
    for folder, other in (("a", "b"), ("d", "c")):
        for name, text in ((folder, "one"), (other, "another")):
            (tmp_path / name).mkdir()
            (tmp_path / name / "tokenizer.json").write_text(text)
        digests.add(contents(sorted(tmp_path / name / "tokenizer.json" for name in (folder, other))))
    assert len(digests) == 1
