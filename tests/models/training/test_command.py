"""``savoir train``: what is missing or does not fit is told before anything is trained."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from models.errors import (
    EncoderDamagedError,
    ModelsError,
    OtherPiecesError,
    TeacherError,
    TrainingInputError,
)
from models.load import WEIGHTS
from models.training.checks import require_contextual
from models.training.export import save_static
from models.training.prepare import open_prepared, prepare
from models.training.vocabulary import cache_tokens, learn, pieces_of
from search_api.cli.train import app
from search_api.outcomes import outcome_of
from tests.models.tiny import PIECES, write_tokenizer
from tests.models.training.making import write_data, write_teacher_files


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("training")
    write_data(folder / "data")
    prepare(folder / "data", folder)
    learn(open_prepared(folder), [], seed=1).save(str(folder / "tokenizer.json"))
    cache_tokens(open_prepared(folder), folder / "tokenizer.json", folder / "tokens")
    return folder


@pytest.fixture
def work(ready: Path, tmp_path: Path) -> Path:
    """A work directory with what earlier steps write, a teacher and a static encoder."""
    work = Path(shutil.copytree(ready, tmp_path / "work"))
    write_teacher_files(work / "teacher", work / "tokenizer.json")
    pieces = pieces_of(work / "tokenizer.json")
    save_static(np.ones((len(pieces), 4)), work / "tokenizer.json", work / "static")
    return work


def run(work: Path, command: str, *more: str) -> Result:
    words = command.replace("WORK", str(work)).split()
    return CliRunner().invoke(app, [*words, *more, "--work", str(work)], env={"COLUMNS": "200"})


CONTEXTUAL = "encoder contextual --out WORK/out --teacher WORK/teacher"
STATIC = "encoder static --out WORK/out"


def refused(work: Path, command: str) -> ModelsError:
    """Return the expected error that a command ends with; nothing must have been trained or written."""
    before = {*work.rglob("*")}
    error = run(work, command).exception
    assert isinstance(error, ModelsError)
    assert outcome_of(error).exit_code > 0
    assert {*work.rglob("*")} == before
    return error


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_teacher_without_one_of_its_files_is_told(work: Path, name: str) -> None:
    (work / "teacher" / name).unlink()
    error = refused(work, CONTEXTUAL)
    assert isinstance(error, TeacherError)
    assert f"it has no {name}" in str(error)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("contents", ["", "[]", "version https://git-lfs.github.com/spec/v1"])
def test_a_teacher_with_a_damaged_file_is_told(work: Path, name: str, contents: str) -> None:
    (work / "teacher" / name).write_text(contents)
    assert f"({name}: " in str(refused(work, CONTEXTUAL))


def test_a_teacher_with_another_activation_is_told(work: Path) -> None:
    write_teacher_files(work / "teacher", work / "tokenizer.json", active="relu")
    assert "with relu, not a bert with gelu" in str(refused(work, CONTEXTUAL))


def test_a_teacher_that_reads_less_than_its_student_shall_is_told(work: Path) -> None:
    write_teacher_files(work / "teacher", work / "tokenizer.json", positions=256)
    assert "it reads 256 pieces of a text, 300 are asked for" in str(
        refused(work, f"{CONTEXTUAL} --longest 300")
    )


@pytest.mark.parametrize("command", [CONTEXTUAL, STATIC])
@pytest.mark.parametrize(
    ("missing", "step"),
    [
        ("tokenizer.json", "tokenizer"),
        ("tokens/piece_offsets.npy", "tokenizer"),
        ("prepared/groups.json", "prepare"),
    ],
)
def test_what_an_earlier_step_writes_is_asked_for(work: Path, command: str, missing: str, step: str) -> None:
    (work / missing).unlink()
    error = refused(work, command)
    assert isinstance(error, TrainingInputError)
    assert f"savoir train {step}" in str(error)


def test_a_static_encoder_on_other_pieces_is_told(work: Path) -> None:
    save_static(np.ones((len(PIECES), 4)), write_tokenizer(work / "other.json"), work / "static")
    error = refused(work, f"{CONTEXTUAL} --static WORK/static --share 0.5")
    assert isinstance(error, OtherPiecesError)
    assert "savoir train encoder static" in str(error)


def test_a_damaged_static_encoder_is_told(work: Path) -> None:
    (work / "static" / "model.safetensors").unlink()
    assert isinstance(refused(work, f"{CONTEXTUAL} --static WORK/static --share 0.5"), EncoderDamagedError)


@pytest.mark.parametrize(
    ("command", "advice"),
    [
        (f"{CONTEXTUAL} --static WORK/static", "--static and --share belong together"),
        (f"{CONTEXTUAL} --share 0.5", "--static and --share belong together"),
        ("encoder contextual --out WORK/out", "a contextual encoder needs one"),
        (f"{STATIC} --share 0.5", "are for contextual encoders"),
        (f"{STATIC} --teacher WORK/teacher", "are for contextual encoders"),
        (f"{CONTEXTUAL} --static WORK/nowhere --share 0.5", "does not exist"),
        ("encoder contextual --out WORK/out --teacher WORK/nowhere", "does not exist"),
    ],
)
def test_options_that_do_not_go_together_are_refused(work: Path, command: str, advice: str) -> None:
    ended = run(work, command)
    assert ended.exit_code == 2
    assert advice in ended.stderr


def test_what_fits_is_not_refused(work: Path) -> None:
    require_contextual(work, work / "teacher", static=work / "static", longest=512)


def test_a_tokenizer_without_its_teachers_is_refused(work: Path) -> None:
    (work / "teacher" / "tokenizer.json").unlink()
    error = refused(work, "tokenizer --teacher WORK/teacher")
    assert isinstance(error, TeacherError)


def test_a_tokenizer_is_learned_on_the_teachers_pieces(work: Path) -> None:
    shutil.copyfile(WEIGHTS / "static" / "tokenizer.json", work / "teacher" / "tokenizer.json")
    (work / "tokenizer.json").unlink()
    ended = run(work, "tokenizer --teacher WORK/teacher")
    assert ended.exit_code == 0
    assert f"{len(pieces_of(work / 'tokenizer.json'))} pieces in" in ended.stdout
