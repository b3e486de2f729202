"""Words that a reader holds for one, and words that only look alike."""

import tomllib
from pathlib import Path

import pytest

from models.language import Language
from models.lexical import analyse

PAIRS = tomllib.loads((Path(__file__).parent / "word_pairs.toml").read_text(encoding="utf-8"))


def pairs(kind: str) -> list[tuple[str, ...]]:
    return [
        (language, *line.split(" | "))
        for language, kinds in PAIRS.items()
        for line in kinds[kind].strip().splitlines()
    ]


def terms(text: str, language: str) -> set[str]:
    return {token.term for token in analyse(text, Language(language))}


@pytest.mark.parametrize(("language", "first", "second"), pairs("meet"))
def test_a_word_finds_its_other_forms(language: str, first: str, second: str) -> None:
    assert terms(first, language) & terms(second, language)


@pytest.mark.parametrize(("language", "first", "second"), pairs("never"))
def test_a_word_does_not_find_what_only_looks_like_it(language: str, first: str, second: str) -> None:
    assert not terms(first, language) & terms(second, language)
