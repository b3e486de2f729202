"""Accounts and tokens by commands."""

import io
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.program import Here

PASSWORD = "correct horse battery"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    return Here(tmp_path / "data", monkeypatch, capsys)


def test_an_account_from_its_beginning_to_its_end(here: Here) -> None:
    made = here("users", "create", "Anna", "--role", "administrator", "--password-stdin", "--by", "root")
    assert made.code == 0, made.err
    assert here("users", "create", "bert", "--no-password").code == 0
    listed = {one["name"]: (one["role"], one["active"], one["password"]) for one in people(here)}
    assert listed == {"anna": ("administrator", True, True), "bert": ("librarian", True, False)}
    assert here("users", "disable", "anna").code == 56, "the last administrator"
    assert here("users", "role", "bert", "administrator").code == 0
    assert here("users", "disable", "anna", "--by", "bert").code == 0
    assert here("users", "enable", "anna").code == 0
    assert here("users", "forget-identity", "anna").code == 0
    told = here("users", "history", "anna", "--json").json
    assert [(event["kind"], event["by"]) for event in told] == [
        ("opened", "librarian"),
        ("closed", "bert"),
        ("created", "root"),
    ]
    for command in (["users", "list"], ["users", "history"]):
        assert "anna" in here(*command).out


def people(here: Here) -> list[dict[str, object]]:
    found: list[dict[str, object]] = here("users", "list", "--json").json
    return found


def test_what_cannot_be_is_refused_with_what_to_do(here: Here) -> None:
    assert here("users", "create", "a peeters", "--no-password").code == 2
    assert here("users", "create", "anna", "--no-password").code == 0
    assert here("users", "create", "anna", "--no-password").code == 55
    missing = here("users", "password", "nobody")
    assert (missing.code, "savoir users list" in missing.err) == (3, True)
    assert here("users", "history", "nobody").code == 3
    for refused in (["--expires", "soon"], ["--expires", "2020-01-01"]):
        command = ["tokens", "create", "anna", "--label", "x", "--scope", "desk:read", *refused]
        assert here(*command).code == 2


def test_a_token_is_printed_once(here: Here) -> None:
    here("users", "create", "anna", "--no-password")
    day = (date.today() + timedelta(days=30)).isoformat()
    made = here(
        *("tokens", "create", "anna", "--label", "the catalogue", "--scope", "desk:read"),
        *("--scope", "studies:write", "--expires", day, "--json"),
    ).json
    assert made["token"].startswith("savoir_")
    assert made["scopes"] == ["desk:read", "studies:write"]
    assert "savoir_" in here("tokens", "create", "anna", "--label", "x", "--scope", "desk:read").out
    listed = here("tokens", "list", "anna", "--json")
    assert made["token"] not in listed.out
    assert here("tokens", "revoke", str(made["number"])).code == 0
    assert here("tokens", "list", "--json").json[0]["state"] == "revoked"
    assert here("tokens", "revoke", "99").code == 3
    too_much = here("tokens", "create", "anna", "--label", "x", "--scope", "people:write")
    assert (too_much.code, "studies:write" in too_much.err) == (2, True)


def test_without_anybody_the_lists_say_so(here: Here) -> None:
    assert "Nobody has an account yet" in here("users", "list").out
    assert "There are no tokens" in here("tokens", "list").out
