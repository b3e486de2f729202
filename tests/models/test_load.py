"""Finding an encoder, and what is said when there is none."""

import importlib.util
import json
from pathlib import Path

import pytest

from models.errors import EncoderDamagedError, EncoderMissingError, EncoderUnavailableError
from models.load import WEIGHTS, load_encoder
from models.transformer_encoder import Prompts, wanted_prompts

E5_CARD = 'Each input text should start with "query: " or "passage: ".'


def write_modules(directory: Path, *kinds: str) -> None:
    listed = [
        {"idx": n, "path": "", "type": f"sentence_transformers.models.{kind}"} for n, kind in enumerate(kinds)
    ]
    (directory / "modules.json").write_text(json.dumps(listed), encoding="utf-8")


def test_a_directory_is_an_encoder_as_good_as_the_name() -> None:
    assert (
        load_encoder(WEIGHTS / "static").name
        == load_encoder(str(WEIGHTS / "static")).name
        == load_encoder().name
    )


@pytest.mark.parametrize("spec", ["/nowhere/at/all", "nowhere", "./nowhere/encoder", Path("nowhere/encoder")])
def test_a_missing_directory_is_named(spec: str | Path) -> None:
    with pytest.raises(EncoderMissingError, match="nowhere"):
        load_encoder(spec)


def test_a_name_that_was_never_fetched_is_missing_and_is_not_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(EncoderMissingError, match="SAVOIR_ENCODER"):
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
