"""Finding an encoder, and what is said when there is none."""

import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest

from models.encoder_files import DEFAULT, listed_hashes, written_hashes
from models.errors import (
    EncoderDamagedError,
    EncoderMissingError,
    EncoderNotFetchedError,
    EncoderUnavailableError,
    EncoderUnsafeError,
    WeightsChangedError,
)
from models.load import WEIGHTS, load_encoder
from models.transformer_encoder import Prompts, wanted_prompts
from tests.models.tiny import write_contextual

E5_CARD = 'Each input text should start with "query: " or "passage: ".'


def write_modules(directory: Path, *kinds: str) -> None:
    listed = [
        {"idx": n, "path": "", "type": f"sentence_transformers.models.{kind}"} for n, kind in enumerate(kinds)
    ]
    (directory / "modules.json").write_text(json.dumps(listed), encoding="utf-8")


def test_a_directory_is_an_encoder_as_good_as_the_name() -> None:
    assert (
        load_encoder(WEIGHTS / DEFAULT).name
        == load_encoder(str(WEIGHTS / DEFAULT)).name
        == load_encoder().name
    )


def test_a_contextual_encoder_is_told_by_its_files(tmp_path: Path) -> None:
    assert load_encoder(write_contextual(tmp_path)).name.startswith("contextual:")
    assert load_encoder("static").name.startswith("static:")


@pytest.mark.parametrize("spec", ["/nowhere/at/all", "nowhere", "./nowhere/encoder", Path("nowhere/encoder")])
def test_a_missing_directory_is_named(spec: str | Path) -> None:
    with pytest.raises(EncoderMissingError, match="nowhere"):
        load_encoder(spec)


def test_a_name_that_was_never_fetched_is_missing_and_is_not_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(EncoderNotFetchedError, match=r"hf download nobody/no-such-encoder.* SAVOIR_ENCODER"):
        load_encoder("nobody/no-such-encoder")


@pytest.mark.parametrize("contents", ["", "{}", "[]", "[1]", '[{"type": "Pooling"}]', '[{"path": ""}]'])
def test_a_directory_that_does_not_say_what_it_holds_is_damaged(tmp_path: Path, contents: str) -> None:
    (tmp_path / "modules.json").write_text(contents, encoding="utf-8")
    with pytest.raises(EncoderDamagedError, match=r"modules\.json"):
        load_encoder(tmp_path)


def test_an_empty_directory_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(EncoderDamagedError):
        load_encoder(tmp_path)


@pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is not None, reason="sentence-transformers is installed"
)
@pytest.mark.parametrize("kinds", [("Transformer", "Pooling"), ("StaticEmbedding", "Dense")])
def test_any_other_encoder_asks_for_the_extra(tmp_path: Path, kinds: tuple[str, ...]) -> None:
    write_modules(tmp_path, *kinds)
    with pytest.raises(EncoderUnavailableError, match=r"pip install 'savoir\[transformers\]'"):
        load_encoder(tmp_path)


@pytest.mark.parametrize("folder", ["", "2_Dense"])
def test_weights_that_are_only_a_pickle_are_refused(tmp_path: Path, folder: str) -> None:
    write_modules(tmp_path, "Transformer", "Pooling", "Dense")
    (tmp_path / folder).mkdir(exist_ok=True)
    path = tmp_path / folder / "pytorch_model.bin"
    path.write_bytes(b"")
    with pytest.raises(EncoderUnsafeError, match=re.escape(str(path))):
        load_encoder(tmp_path)


def test_a_pickle_beside_safe_weights_does_no_harm(tmp_path: Path) -> None:
    write_contextual(tmp_path, share=0.5)
    (tmp_path / "static" / "pytorch_model.bin").write_bytes(b"")
    assert load_encoder(tmp_path / "static").dimensions == 8


def test_the_card_lists_every_shipped_file_with_its_hash() -> None:
    listed = listed_hashes(WEIGHTS / "README.md")
    assert listed
    assert written_hashes(WEIGHTS) == [
        f"{value}  {path.relative_to(WEIGHTS).as_posix()}" for path, value in sorted(listed.items())
    ]


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ship a small contextual encoder, with a card."""
    (tmp_path / "contextual").mkdir()
    write_contextual(tmp_path / "contextual", share=0.5)
    (tmp_path / "README.md").write_text("\n".join(["# Card", *written_hashes(tmp_path)]), encoding="utf-8")
    monkeypatch.setattr("models.load.WEIGHTS", tmp_path)
    return tmp_path


@pytest.mark.parametrize("changed", ["encoder.json", "static/tokenizer.json"])
def test_a_shipped_encoder_that_was_changed_is_refused(shipped: Path, changed: str) -> None:
    assert load_encoder("contextual").dimensions == 24
    path = shipped / "contextual" / changed
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(WeightsChangedError, match=f"{re.escape(str(path))}.*install Savoir again"):
        load_encoder("contextual")
    with pytest.raises(WeightsChangedError):
        load_encoder(shipped / "contextual")


@pytest.mark.parametrize("card", [None, "", "# Card"])
def test_a_shipped_encoder_that_no_card_lists_is_refused(shipped: Path, card: str | None) -> None:
    path = shipped / "README.md"
    path.unlink()
    if card is not None:
        path.write_text(card, encoding="utf-8")
    with pytest.raises(WeightsChangedError):
        load_encoder("contextual")


def test_an_encoder_of_ones_own_needs_no_card(
    shipped: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    own = tmp_path_factory.mktemp("own")
    shutil.copytree(shipped / "contextual", own, dirs_exist_ok=True)
    assert load_encoder(own).name == load_encoder("contextual").name


@pytest.mark.parametrize(
    ("declared", "card", "wanted"),
    [
        ({}, "", Prompts("", "")),
        ({}, E5_CARD, Prompts("query: ", "passage: ")),
        ({"query": "", "document": ""}, E5_CARD, Prompts("query: ", "passage: ")),
        ({"query": "Q: ", "document": ""}, E5_CARD, Prompts("Q: ", "")),
        ({"query": "Q: ", "passage": "P: "}, "", Prompts("Q: ", "P: ")),
        ({"query": "Q: ", "document": "D: ", "passage": "P: "}, "", Prompts("Q: ", "D: ")),
        ({}, "This passage: is about a query: language", Prompts("", "")),
    ],
)
def test_prompts_are_those_declared_or_those_that_the_card_asks_for(
    declared: dict[str, str], card: str, wanted: Prompts
) -> None:
    assert wanted_prompts(declared, card) == wanted
