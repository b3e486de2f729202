"""A study led through its life by commands."""

from pathlib import Path

import pytest

from search_api.cli.main import app
from tests.end_to_end.folders import PEAGE, add_bicycles, change_tolls
from tests.end_to_end.program import Here

READERS = {"search", "studies list", "studies show"}
CURATORS = {
    "backup",
    "duplicates apart",
    "duplicates decisions",
    "duplicates find",
    "duplicates link",
    "duplicates list",
    "duplicates merge",
    "duplicates show",
    "duplicates undo",
    "glossary export",
    "glossary import",
    "harvest",
    "inventory",
    "personal-data",
    "restore",
    "import",
    "ingest",
    "jobs cancel",
    "jobs list",
    "jobs retry",
    "jobs show",
    "remove",
    "reindex",
    "status",
    "todo accept",
    "todo dismiss",
    "todo list",
    "worker",
    "studies compare",
    "studies history",
    "studies publish",
    "studies restore",
    "studies revert",
    "studies send-back",
    "studies submit",
    "studies withdraw",
}
ELSEWHERE = ("serve", "bench", "eval", "train", "users", "tokens")
"""What serves readers is asked by address, what measures makes its own libraries, people are no studies."""
SECRETS = ("comptage-velos", "Compter", "cyclistes enregistr", "peage-urbain", "Traverse", "214 euros")
REASON = "Its author asked for it."


def commands() -> set[str]:
    alone = {str(command.name) for command in app.registered_commands}
    groups = {
        f"{group.name} {command.name or command.callback.__name__}"  # type: ignore[union-attr]
        for group in app.registered_groups
        for command in group.typer_instance.registered_commands  # type: ignore[union-attr]
    }
    return {name for name in alone | groups if not name.startswith(ELSEWHERE)}


def test_every_command_is_for_readers_or_for_curators() -> None:
    assert commands() == READERS | CURATORS


def hide(savoir: Here, folder: Path) -> None:
    """Bring the bicycles in as a draft, and withdraw the tolls."""
    add_bicycles(folder)
    assert savoir("ingest", folder, "--draft", "--json").json["withheld"] == [
        {"study": "comptage-velos", "state": "draft"}
    ]
    assert savoir("studies", "withdraw", "peage-urbain", "--reason", REASON, "--by", "anna").code == 0


def test_no_command_for_readers_tells_of_hidden_studies(savoir: Here, folder: Path) -> None:
    hide(savoir, folder)
    for command in (
        ["search", "compteurs des cyclistes"],
        ["search", "péage urbain quintile", "--explain"],
        ["search", "vélos", "--administration", "Bruxelles Mobilité", "--json"],
        ["studies", "list"],
        ["studies", "list", "--json"],
    ):
        told = savoir(*command)
        assert told.code == 0
        for secret in (
            "comptage-velos",
            "Compter",
            "cyclistes enregistr",
            "peage-urbain",
            "Traverse",
            "214 euros",
        ):
            assert secret not in told.out, (command, secret)
    assert savoir("studies", "show", "comptage-velos").err == savoir("studies", "show", "rien").err.replace(
        "rien", "comptage-velos"
    )
    gone = savoir("studies", "show", "peage-urbain")
    assert (gone.code, gone.out) == (33, "")
    assert REASON in gone.err


def test_curators_see_what_is_hidden_and_status_counts_it(savoir: Here, folder: Path) -> None:
    hide(savoir, folder)
    listed = [study["id"] for study in savoir("studies", "list", "--all", "--json").json]
    assert {"comptage-velos", "peage-urbain"} < set(listed)
    assert savoir("studies", "show", "peage-urbain", "--all", "--json").json["id"] == "peage-urbain"
    status = savoir("status", "--json").json
    assert (status["studies"], status["unpublished"]) == (3, {"draft": 1, "withdrawn": 1})
    assert (status["waiting"], status["leaving"]) == ([], [])


def test_a_draft_is_found_once_it_is_published(savoir: Here, folder: Path) -> None:
    hide(savoir, folder)
    refused = savoir("studies", "publish", "comptage-velos")
    assert refused.code == 34
    assert "savoir studies submit" in refused.err
    assert savoir("studies", "submit", "comptage-velos").code == 0
    assert "comptage-velos" not in savoir.found("compteurs des cyclistes", "--mode", "keyword")
    assert savoir("studies", "publish", "comptage-velos").code == 0
    assert savoir.found("compteurs des cyclistes", "--mode", "keyword")[0] == "comptage-velos"


def test_a_new_ingest_does_not_bring_a_withdrawn_study_back_to_readers(savoir: Here, folder: Path) -> None:
    savoir("studies", "withdraw", "peage-urbain", "--reason", REASON)
    report = savoir("ingest", folder, "--json").json
    assert report["withheld"] == [{"study": "peage-urbain", "state": "withdrawn"}]
    assert savoir("studies", "show", "peage-urbain").code == 33
    text = (folder / "inventaire.csv").read_text(encoding="utf-8")
    (folder / "inventaire.csv").write_text(text.replace("peage-urbain;", "autre-nom;"), encoding="utf-8")
    report = savoir("ingest", folder, "--json").json
    assert report["withheld"] == [{"study": "autre-nom", "state": "draft"}], "it holds what was withdrawn"
    assert "peage.txt" not in savoir("search", "péage urbain", "--json").out


def test_a_file_of_a_withdrawn_study_makes_no_study_of_its_own(savoir: Here, tmp_path: Path) -> None:
    savoir("studies", "withdraw", "peage-urbain", "--reason", REASON)
    (tmp_path / "loose").mkdir()
    (tmp_path / "loose" / "copie.txt").write_text(PEAGE, encoding="utf-8")
    assert savoir("ingest", tmp_path / "loose", "--json").json["studies"] == 0
    assert savoir("status", "--json").json["studies"] == 3


def test_an_earlier_state_comes_back_with_its_text(savoir: Here, folder: Path) -> None:
    change_tolls(folder)
    savoir("ingest", folder)
    assert "camion motorisé" in savoir.passages("péage urbain")
    history = savoir("studies", "history", "peage-urbain", "--json").json
    assert [(revision["number"], revision["by"]) for revision in history] == [(1, "ingest"), (2, "ingest")]
    (change,) = savoir("studies", "compare", "peage-urbain", "1", "2", "--json").json
    assert change["field"] == "files"
    assert savoir("studies", "revert", "peage-urbain", "--to", "1", SAVOIR_LIBRARIAN="anna").code == 0
    assert "ménage motorisé" in savoir.passages("péage urbain")
    assert savoir("studies", "history", "peage-urbain", "--json").json[-1]["by"] == "anna"
    assert savoir("status", "--json").json["files"] == {"indexed": 4, "withdrawn": 1}


def test_the_history_is_printed_with_who_and_what(savoir: Here) -> None:
    savoir("studies", "withdraw", "peage-urbain", "--reason", "[bold]", "--by", "anna")
    told = savoir("studies", "history", "peage-urbain").out
    assert "anna" in told
    assert 'reason: nothing → "[bold]"' in told
    assert 'state: "published" → "withdrawn"' in told


def test_what_was_withdrawn_is_not_removed_until_it_is_restored(savoir: Here) -> None:
    savoir("studies", "withdraw", "peage-urbain", "--reason", REASON)
    refused = savoir("remove", "peage-urbain")
    assert refused.code == 34
    assert "savoir studies restore" in refused.err
    assert savoir("studies", "restore", "peage-urbain").code == 0
    assert savoir.found("péage urbain")[0] == "peage-urbain"
    assert savoir("remove", "peage-urbain").code == 0


@pytest.mark.parametrize("reason", ["", "x" * 501])
def test_a_withdrawal_without_a_reason_changes_nothing(savoir: Here, reason: str) -> None:
    refused = savoir("studies", "withdraw", "peage-urbain", "--reason", reason)
    assert refused.code == 2
    assert "say why" in refused.err
    assert savoir("studies", "show", "peage-urbain").code == 0
