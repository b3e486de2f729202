"""What an index was built with."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexMismatchError
from index.manifest import Build, Manifest, check
from index.points import AverageLengths
from models.language import Language

BUILD = Build(encoder="static:abc", dimensions=256, analyser="1", splitter="2")
means = st.dictionaries(
    st.sampled_from([*Language, None]), st.floats(1, 1e6, allow_nan=False, allow_infinity=False)
)


@given(passages=means, titles=means)
def test_a_manifest_is_read_back_as_it_was_written(
    passages: dict[Language | None, float], titles: dict[Language | None, float]
) -> None:
    manifest = Manifest(build=BUILD, lengths=AverageLengths(passages, titles))
    assert Manifest.from_json(manifest.to_json()) == manifest


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", "not json", '{"build": {}, "lengths": {"passages": {}, "titles": {}}}',
     '{"build": {"encoder": "a", "dimensions": 1, "analyser": "1", "splitter": "1", "more": 1},'
     ' "lengths": {"passages": {}, "titles": {}}}',
     '{"build": {"encoder": "a", "dimensions": 1, "analyser": "1", "splitter": "1"},'
     ' "lengths": {"passages": {"de": 3}, "titles": {}}}',
     '{"build": {"encoder": "a", "dimensions": 1, "analyser": "1", "splitter": "1"}, "lengths": []}',
     '{"build": {"encoder": "a", "dimensions": 1, "analyser": "1", "splitter": "1"},'
     ' "lengths": {"passages": [], "titles": {}}}'],
)  # fmt: skip
def test_what_is_no_manifest_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Manifest.from_json(text)


@pytest.mark.parametrize("changed", [field.name for field in fields(Build)])
def test_an_index_built_otherwise_is_refused_naming_the_difference(changed: str) -> None:
    difference: dict[str, Any] = {changed: 8 if changed == "dimensions" else "other"}
    other = replace(BUILD, **difference)
    with pytest.raises(IndexMismatchError, match="savoir reindex") as caught:
        check(BUILD, other)
    assert caught.value.what == changed


def test_an_index_built_as_now_is_accepted() -> None:
    check(BUILD, replace(BUILD))
