"""A transformer read with onnxruntime, alone and beside a static encoder."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.contextual_encoder import ContextualEncoder
from models.errors import (
    EncoderDamagedError,
    EncoderMissingError,
    EncoderMixedError,
    TokenizerMissingError,
)
from models.load import load_encoder
from models.static_encoder import StaticEncoder
from tests.models.tiny import HIDDEN, PIECES, write_bert, write_contextual, write_tokenizer

TEXTS = ["a b c", "", "Abcd é, f", "水", "m", "a b c d e f g h i j k l m", "b a"]
SHARE = 0.3
TASKS = Path("/proc/self/task")
"""A folder for each thread of this process, whoever started it."""


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> ContextualEncoder:
    return ContextualEncoder(write_contextual(tmp_path_factory.mktemp("deep")))


@pytest.fixture(scope="module")
def wide_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_contextual(tmp_path_factory.mktemp("wide"), share=SHARE)


@pytest.fixture(scope="module")
def wide(wide_directory: Path) -> ContextualEncoder:
    return ContextualEncoder(wide_directory)


@pytest.mark.parametrize("branches", ["deep", "wide"])
def test_vectors_have_the_shape_and_the_length_that_the_port_promises(
    branches: str, request: pytest.FixtureRequest
) -> None:
    encoder = request.getfixturevalue(branches)
    vectors = encoder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions)
    assert vectors.dtype == encoder.encode_query("a").dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1, 0, 1, 1, 1], abs=1e-5)
    assert encoder.encode_passages([]).shape == (0, encoder.dimensions)


@given(texts=st.lists(st.text("abcdefgz é.", max_size=30), max_size=8))
def test_a_vector_depends_on_no_other_text_of_the_batch(wide: ContextualEncoder, texts: list[str]) -> None:
    for text, vector in zip(texts, wide.encode_passages(texts), strict=True):
        assert np.abs(wide.encode_query(text) - vector).max() < 1e-6


def test_many_texts_come_back_in_order(deep: ContextualEncoder) -> None:
    once = deep.encode_passages(TEXTS)
    assert np.abs(deep.encode_passages(TEXTS * 400) - np.tile(once, (400, 1))).max() < 1e-6


def test_word_order_counts(deep: ContextualEncoder) -> None:
    assert deep.encode_query("a b c") @ deep.encode_query("c b a") < 0.999


def test_the_transformer_reads_the_beginning_and_the_static_branch_all(
    deep: ContextualEncoder, wide: ContextualEncoder
) -> None:
    start = "a b c d e f g h "
    one, other = deep.encode_passages([start + "i", start + "j k l"])
    assert (one == other).all()
    assert deep.encode_query("a b c d e f g i") @ one < 0.999
    one, other = wide.encode_passages([start + "i", start + "j k l"])
    assert (one[8:] == other[8:]).all()
    assert one[:8] @ other[:8] < 0.999 * SHARE


def test_a_cosine_is_that_of_both_branches_by_their_shares(
    deep: ContextualEncoder, wide: ContextualEncoder, wide_directory: Path
) -> None:
    static = StaticEncoder(wide_directory / "static")
    cosines = []
    for encoder in (wide, static, deep):
        one, other = encoder.encode_passages(["a b", "c d e"])
        cosines.append(one @ other)
    assert cosines[0] == pytest.approx(SHARE * cosines[1] + (1 - SHARE) * cosines[2], abs=1e-6)


def test_the_threads_that_read_passages_end_with_them(deep: ContextualEncoder) -> None:
    before = threading.active_count()
    deep.encode_passages(TEXTS * 50)
    assert threading.active_count() == before


@pytest.mark.skipif(not TASKS.is_dir(), reason="the threads of a process are counted under /proc")
def test_an_encoder_starts_no_thread_that_waits_for_work(deep: ContextualEncoder, tmp_path: Path) -> None:
    deep.encode_query("a b")  # starts the tokenizers' threads, which all encoders share
    before = {task.name for task in TASKS.iterdir()}
    encoder = ContextualEncoder(write_contextual(tmp_path))
    encoder.encode_query("a b c")
    assert {task.name for task in TASKS.iterdir()} <= before


def test_many_threads_may_ask_at_once(wide: ContextualEncoder) -> None:
    expected, found = wide.encode_query("a b c"), {}

    def ask(number: int) -> None:
        found[number] = [wide.encode_query("a b c") for _ in range(20)]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all((vector == expected).all() for vectors in found.values() for vector in vectors)
    assert len(found) == 4


def test_the_name_changes_with_every_file(tmp_path: Path, wide: ContextualEncoder) -> None:
    assert wide.name.startswith("contextual:")
    assert ContextualEncoder(write_contextual(tmp_path, share=SHARE)).name == wide.name
    assert ContextualEncoder(write_contextual(tmp_path, share=0.4)).name != wide.name
    assert ContextualEncoder(write_contextual(tmp_path)).name != wide.name


def test_loading_and_encoding_need_no_torch(wide_directory: Path) -> None:
    script = (
        "import sys; from models.load import load_encoder; load_encoder(sys.argv[1]).encode_query('a');"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, str(wide_directory)], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissingError, match="nowhere"):
        ContextualEncoder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "told",
    [
        {"format": 2},
        {"kind": "static"},
        {"longest": 2},
        {"dimensions": "many"},
        {"share": 0.5, "static": None},
        {"share": 1, "static": "static"},
        {"static": "static"},
    ],
)
def test_settings_that_make_no_sense_are_refused(tmp_path: Path, told: dict[str, Any]) -> None:
    write_contextual(tmp_path, **told)
    with pytest.raises(EncoderDamagedError, match=r"encoder\.json"):
        load_encoder(tmp_path)


@pytest.mark.parametrize("contents", ["", "[]", "{}", "1"])
def test_settings_that_cannot_be_read_are_refused(tmp_path: Path, contents: str) -> None:
    write_contextual(tmp_path)
    (tmp_path / "encoder.json").write_text(contents, encoding="utf-8")
    with pytest.raises(EncoderDamagedError, match=r"encoder\.json"):
        load_encoder(tmp_path)


@pytest.mark.parametrize("damage", ["missing", "truncated", "empty", "another file"])
def test_a_damaged_model_is_refused(tmp_path: Path, damage: str) -> None:
    path = write_contextual(tmp_path) / "model.onnx"
    contents = path.read_bytes()
    path.unlink()
    if damage != "missing":
        half = contents[: len(contents) // 2]
        path.write_bytes({"truncated": half, "empty": b"", "another file": b"{}"}[damage])
    with pytest.raises(EncoderDamagedError, match="copy its files again"):
        load_encoder(tmp_path)


def test_a_directory_without_tokenizer_is_refused(tmp_path: Path) -> None:
    (write_contextual(tmp_path) / "tokenizer.json").unlink()
    with pytest.raises(TokenizerMissingError, match=r"no tokenizer\.json"):
        load_encoder(tmp_path)


def test_a_tokenizer_without_special_pieces_is_refused(tmp_path: Path) -> None:
    path = write_contextual(tmp_path) / "tokenizer.json"
    path.write_text(path.read_text(encoding="utf-8").replace("[CLS]", "[X]"), encoding="utf-8")
    with pytest.raises(EncoderDamagedError, match=r"\[CLS\]"):
        load_encoder(tmp_path)


def test_other_dimensions_than_the_weights_have_are_refused(tmp_path: Path) -> None:
    write_contextual(tmp_path, dimensions=HIDDEN + 1)
    with pytest.raises(EncoderMixedError, match="says 17 dimensions, the weights have 16"):
        load_encoder(tmp_path)


def test_a_model_of_fewer_pieces_than_the_tokenizer_is_refused(tmp_path: Path) -> None:
    write_bert(write_contextual(tmp_path) / "model.onnx", pieces=len(PIECES) - 1)
    with pytest.raises(EncoderDamagedError):
        load_encoder(tmp_path)


def test_a_model_that_reads_less_than_it_is_said_to_is_refused(tmp_path: Path) -> None:
    write_contextual(tmp_path, longest=13)
    with pytest.raises(EncoderDamagedError):
        load_encoder(tmp_path)


def test_a_missing_static_branch_is_named(tmp_path: Path) -> None:
    write_contextual(tmp_path, share=SHARE, static="../elsewhere")
    with pytest.raises(EncoderDamagedError, match=r"static branch \.\./elsewhere"):
        load_encoder(tmp_path)


def test_a_static_branch_of_another_tokenizer_is_refused(tmp_path: Path) -> None:
    write_contextual(tmp_path, share=SHARE)
    path = write_tokenizer(tmp_path / "static" / "tokenizer.json")
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["model"]["vocab"]["z"] = len(PIECES)
    path.write_text(json.dumps(settings), encoding="utf-8")
    with pytest.raises(EncoderMixedError, match="24 vectors for 25 word pieces"):
        load_encoder(tmp_path)
