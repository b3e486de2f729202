"""One library that harvests another: a server as a process of its own, and commands."""

from pathlib import Path

import pytest

from tests.end_to_end.program import Here
from tests.end_to_end.test_server import serving


def test_a_library_takes_over_what_another_tells(
    savoir: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = Here(tmp_path / "mine", monkeypatch, capsys)
    with serving(savoir.data, SAVOIR_SEARCH_RATE="0") as server:
        base = str(server.client.base_url).rstrip("/")
        assert mine("harvest", f"{base}/oai").code == 41
        tried = mine("harvest", f"{base}/oai", "--allow-private", "--dry-run", "--json")
        assert tried.json["counts"] == {"new": 4}

        first = mine("harvest", f"{base}/oai", "--allow-private", "--files", "--json")
        assert (first.code, first.json["counts"], first.json["faults"]) == (0, {"new": 4}, []), first.err
        assert mine("studies", "list", "--json").json == [], "nothing is published by itself"
        assert mine("status").code == 0
        drafts = mine("studies", "list", "--all", "--json").json
        assert {bool(study["files"]) for study in drafts} == {True}

        again = mine("harvest", f"{base}/oai", "--allow-private", "--files")
        assert (again.code, "4 as it was" in again.out) == (0, True)

        assert savoir("studies", "withdraw", "peage-urbain", "--reason", "Asked.").code == 0
        gone = mine("harvest", f"{base}/oai", "--allow-private", "--since-last", "--json")
        assert (gone.code, gone.json["counts"].get("deleted")) == (1, 1)

        feed = mine("harvest", f"{base}/dcat", "--allow-private", "--json")
        assert feed.json["counts"] == {"new": 3}
        assert len(feed.json["same_titles"]) == 3
    stopped = mine("harvest", f"{base}/oai", "--allow-private", "--kind", "oai")
    assert stopped.code == 40
    assert "nothing answers there" in stopped.err
    assert mine("harvest", base, "--from", "summer").code == 2
