"""Imports through real processes: killed, taken up again, and searched when they are published."""

import json
import re
from pathlib import Path

import pytest

from tests.end_to_end.asking import asked
from tests.end_to_end.folders import PEAGE, VELO
from tests.end_to_end.program import Apart, Here, kill_at_once, until

STATIC = {"SAVOIR_ENCODER": "static", "SAVOIR_WORKERS": "1"}
ROUNDS = 3
FILES = 12


def write_studies(folder: Path) -> Path:
    """Write studies in plain text with their inventory, and one file that it does not name."""
    folder.mkdir()
    rows = ["Identifiant;Titre;Date;Fichier"]
    for number in range(FILES):
        rows.append(f"etude-{number};Le péage urbain, tome {number};2021;{number}.txt")
        (folder / f"{number}.txt").write_text(f"{PEAGE}\nTome {number}.\n", encoding="utf-8")
    (folder / "inventaire.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "velo.txt").write_text(VELO, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose import was killed again and again, with SIGKILL to the whole group, and then done."""
    root = tmp_path_factory.mktemp("killed")
    data, folder = root / "data", write_studies(root / "folder")
    program = Apart(data, STATIC)
    sent = program.run("import", folder, "--no-wait", "--by", "anna", "--json")
    assert sent.code == 0, sent
    for round_ in range(ROUNDS):
        read = len(asked(data, "SELECT * FROM file"))
        with program.running("worker") as process:
            until(lambda read=read: len(asked(data, "SELECT * FROM file")) > read, process)  # type: ignore[misc]
            kill_at_once(process)
        kept = {sha256 for (sha256,) in asked(data, "SELECT sha256 FROM study_file")}
        assert all((data / "files" / sha256[:2] / sha256).is_file() for sha256 in kept), round_
        assert asked(data, "SELECT count(*) FROM study WHERE state != 'draft'") == [(0,)]
    with program.running("worker") as process:
        until(lambda: asked(data, "SELECT state FROM job WHERE kind = 'import'") == [("done",)], process)
        until(lambda: list((data / "inbox").iterdir()) == [], process)
        process.terminate()
        process.communicate(timeout=60)
    return data


@pytest.mark.slow
def test_after_kills_every_study_and_file_is_there_once_and_nothing_else(imported: Path) -> None:
    (job,) = Apart(imported, STATIC).run("jobs", "list", "--json").json
    assert (job["state"], job["by"], job["report"]["studies"]) == ("done", "anna", FILES + 1)
    assert job["report"]["files"] == {"indexed": FILES + 1}
    assert asked(imported, "SELECT count(*), max(revision) FROM study_change WHERE field = 'files'") == [
        (FILES + 1, 1)
    ]
    assert asked(imported, "SELECT count(*) FROM study WHERE state = 'draft'") == [(FILES + 1,)]
    held = {sha256 for (sha256,) in asked(imported, "SELECT sha256 FROM study_file")}
    stored = {path.name for path in (imported / "files").glob("??/*")}
    assert held == stored
    assert list((imported / "files" / "incoming").iterdir()) == []


@pytest.fixture
def untidy(empty: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    """A library after the import of an inventory with a date that is none and a column that nobody knows."""
    for name, value in {**STATIC, "LC_ALL": "C", "LC_MESSAGES": ""}.items():
        monkeypatch.setenv(name, value)
    inventory = tmp_path / "inventaire.csv"
    inventory.write_text("Titre;Date;Remarque\nLe péage;31/02/2021;x\n", encoding="utf-8")
    assert empty("import", inventory).code == 1
    return empty


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file, for an inventory that names it."""
    for name, value in STATIC.items():
        monkeypatch.setenv(name, value)
    made = tmp_path / "folder"
    made.mkdir()
    (made / "a.txt").write_text(PEAGE, encoding="utf-8")
    return made


def test_an_import_by_a_command_shows_what_is_left_to_decide(empty: Here, folder: Path) -> None:
    (folder / "inventaire.csv").write_text("Titre;Date;Montant;Fichier\nLe péage;2021;1.250;a.txt\n")
    sent = empty("import", folder, "--json")
    assert sent.code == 1, sent
    assert (sent.json["state"], sent.json["open_questions"]) == ("done", 1)
    (todo,) = empty("todo", "list", "--json").json
    assert "1250" in empty("todo", "list").out
    assert empty("todo", "accept", todo["id"][:8], "7").code == 2
    assert empty("todo", "accept", todo["id"][:8], "--by", "bram").code == 0
    assert empty("studies", "history", "peage", "--json").json[-1]["by"] == "bram"
    assert empty("todo", "dismiss", todo["id"]).code == 45
    assert empty("jobs", "cancel", sent.json["id"][:8]).code == 45
    assert empty("jobs", "retry", sent.json["id"][:8]).code == 45
    assert empty("jobs", "show", "nothing").code == 3
    assert "1 studies" in empty("jobs", "show", sent.json["id"][:8]).out
    assert empty("import", folder / "absent").code == 4
    assert json.loads(empty("jobs", "list", "--json").out)[0]["id"] == sent.json["id"]


def test_what_is_proposed_is_listed_whole_and_chosen_by_how_it_begins(empty: Here, folder: Path) -> None:
    rows = "Titre;Commanditaire;Fichier\nLe péage;Bruxelles Environement;a.txt\nLe péage bis;IBGE;a.txt\n"
    (folder / "inventaire.csv").write_text(rows, encoding="utf-8")
    assert empty("import", folder).code == 1
    listed = empty("todo", "list").out
    assert "→ Bruxelles Environnement\n" in listed
    asked = {todo["question"]["kind"]: todo["id"] for todo in empty("todo", "list", "--json").json}
    (file,) = re.findall(r"→ ([0-9a-f]{12}): a\.txt", listed)
    assert empty("todo", "accept", asked["unknown-administration"], "Bruxelles").code == 2, "of several"
    assert empty("todo", "accept", asked["unknown-administration"], "Bruxelles Env").code == 0
    assert empty("todo", "accept", asked["file-of-two-rows"], file).code == 0
    (name,) = empty("studies", "show", "peage", "--all", "--json").json["administrations"]
    assert name["id"] == "bruxelles-environnement"


@pytest.mark.parametrize(
    ("environment", "date", "note"),
    [
        ({"LC_ALL": "fr_BE.UTF-8"}, "il n'y a pas de jour 31/02/2021", "cette colonne n'est pas connue"),
        ({"LC_ALL": "", "LANG": "nl_BE"}, "er is geen dag 31/02/2021", "deze kolom is niet gekend"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fr_BE"}, "there is no day 31/02/2021", "this column is not known"),
    ],
    ids=["fr", "nl", "en"],
)
def test_the_terminal_says_why_in_the_language_of_its_environment(
    untidy: Here, environment: dict[str, str], date: str, note: str
) -> None:
    assert date in untidy("todo", "list", **environment).out
    assert date in untidy("todo", "list", "--json", **environment).json[0]["question"]["reason"]
    (job,) = untidy("jobs", "list", "--json", **environment).json
    assert note in job["report"]["notes"][0]
    assert note in untidy("jobs", "show", job["id"], **environment).out
