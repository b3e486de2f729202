"""Duplicates found and decided about by commands."""

import shutil
from pathlib import Path

import pytest

from ingest.watch import Unwatched
from search_api.ingesting.ingest import ingest
from search_api.settings import Settings
from search_api.wiring import writing
from tests.end_to_end.conftest import copy_library
from tests.end_to_end.folders import write_texts
from tests.end_to_end.program import Here

ROWS = """\
Identifiant;Titre;Commanditaire;Date de publication;Montant (€ HTVA);Fichiers
peage-copie;Péage urbain : rapport;Bruxelles Mobilité;;;copie.txt
loyers-2019;L'observatoire des loyers 2019;Bruxelles Logement;2019;;loyers-2019.txt
"""
KEPT, COPY = "peage-urbain", "peage-copie"
RENTS, NEWER = "observatoire-loyers", "loyers-2019"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a copy of a study and a newer edition of another one, and the folder of these two."""
    root = tmp_path_factory.mktemp("doubled")
    texts, more = write_texts(root / "texts"), root / "more"
    more.mkdir()
    (more / "inventaire.csv").write_text(ROWS, encoding="utf-8")
    shutil.copy(texts / "peage.txt", more / "copie.txt")
    text = (
        (texts / "loyers.txt").read_text(encoding="utf-8").replace("749", "803").replace("humidité", "bruit")
    )
    (more / "loyers-2019.txt").write_text(text, encoding="utf-8")
    with writing(Settings(data_dir=root / "data", encoder="static", workers=1)) as library:
        ingest(library, [texts, more], Unwatched())
    return root


@pytest.fixture
def doubled(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """Commands on a copy of that library."""
    monkeypatch.setenv("SAVOIR_ENCODER", "static")
    return Here(copy_library(root / "data", tmp_path / "data"), monkeypatch, capsys)


def test_what_may_be_one_work_is_found_with_what_speaks_for_it(doubled: Here) -> None:
    counts = doubled("duplicates", "find", "--json").json
    assert {kind: count for kind, count in counts.items() if count} == {"same-bytes": 1, "edition": 1}
    same, edition = doubled("duplicates", "list", "--json").json
    assert (same["kind"], same["first"], same["second"]) == ("same-bytes", COPY, KEPT)
    assert "byte for byte" in same["evidence"][0]
    assert (edition["kind"], edition["first"], edition["second"]) == ("edition", RENTS, NEWER)
    (only,) = doubled("duplicates", "list", "--kind", "edition", "--json").json
    assert only == edition
    told = doubled("duplicates", "list").out
    assert "2 pairs" in told
    assert "differ only in what names the edition: nothing and “2019”" in told


def test_two_studies_are_laid_side_by_side(doubled: Here) -> None:
    doubled("duplicates", "find")
    shown = doubled("duplicates", "show", KEPT, COPY, "--json").json
    fields = {field["field"]: field for field in shown["fields"]}
    assert (fields["cost"]["second"], fields["cost"]["differs"]) == (None, True)
    assert not fields["administrations"]["differs"]
    assert all(text["text"].startswith("Le péage urbain") for texts in shown["texts"] for text in texts)
    assert shown["candidate"]["kind"] == "same-bytes"
    assert "Le péage urbain" in doubled("duplicates", "show", KEPT, COPY).out


def test_a_merge_is_followed_by_searches_and_by_the_next_ingest_and_undone(doubled: Here, root: Path) -> None:
    before = doubled("studies", "show", KEPT, "--json").json
    copy = doubled("studies", "show", COPY, "--json").json
    told = doubled("duplicates", "merge", KEPT, COPY, "--by", "anna", "--json").json
    assert (told["act"], told["by"], told["first"], told["second"]) == ("merge", "anna", KEPT, COPY)
    assert COPY not in doubled.found("péage urbain")
    gone = doubled("studies", "show", COPY)
    assert gone.code == 38
    assert f"merged into '{KEPT}'" in gone.err
    report = doubled("ingest", root / "more", "--json").json
    assert report["withheld"] == [{"study": COPY, "state": "merged"}]
    assert doubled("studies", "history", KEPT, "--json").json[-1]["changes"] == [
        {"field": "absorbed", "from": None, "to": [COPY]}
    ]
    assert doubled("duplicates", "undo", str(told["number"]), "--by", "bert").code == 0
    assert doubled("studies", "show", KEPT, "--json").json == before
    assert doubled("studies", "show", COPY, "--json").json == copy
    assert COPY in doubled.found("péage urbain")
    assert [one["by"] for one in doubled("duplicates", "decisions", "--json").json] == ["anna", "bert"]
    assert "(undone by 2)" in doubled("duplicates", "decisions").out


def test_what_was_decided_is_not_asked_again_until_it_is_undone(doubled: Here) -> None:
    doubled("duplicates", "find")
    linked = doubled("duplicates", "link", NEWER, RENTS, "--as", "newer", SAVOIR_LIBRARIAN="anna")
    assert f"{NEWER} is a newer edition of {RENTS}; `savoir duplicates undo 1` undoes it." in linked.out
    assert doubled("duplicates", "apart", KEPT, COPY).code == 0
    assert doubled("duplicates", "find", "--json").json["edition"] == 0
    assert doubled("duplicates", "list", "--json").json == []
    doubled("duplicates", "undo", "1")
    assert [one["second"] for one in doubled("duplicates", "list", "--json").json] == [NEWER]


@pytest.mark.parametrize(
    ("command", "code", "advice"),
    [
        (("merge", KEPT, KEPT), 39, "give the ids of two"),
        (("merge", KEPT, "nothing-like-it"), 3, "savoir studies list"),
        (("apart", "nothing-like-it", KEPT), 3, "savoir studies list"),
        (("show", KEPT, "nothing-like-it"), 3, "savoir studies list"),
        (("undo", "9"), 3, "savoir duplicates decisions"),
    ],
)
def test_what_cannot_be_decided_says_what_to_do(
    doubled: Here, command: tuple[str, ...], code: int, advice: str
) -> None:
    ended = doubled("duplicates", *command)
    assert (ended.code, advice in ended.err) == (code, True)
    assert doubled("duplicates", "decisions", "--json").json == []
