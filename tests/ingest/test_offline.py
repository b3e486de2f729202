"""unstructured stays off the network."""

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import UnstructuredChangedError
from ingest.partition.offline import prepare_unstructured


def test_unstructured_still_has_the_private_name_that_is_replaced() -> None:
    """If this fails after an update: see ingest/partition/offline.py and the pin in pyproject.toml."""
    from unstructured.nlp import tokenize

    assert hasattr(tokenize, "_load_spacy_model")
    prepare_unstructured()
    assert tokenize.sent_tokenize("Une phrase. Une autre.") == ["Une phrase.", "Une autre."]


def test_an_unstructured_without_the_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from unstructured.nlp import tokenize

    monkeypatch.delattr(tokenize, "_load_spacy_model")
    with pytest.raises(UnstructuredChangedError, match="_load_spacy_model"):
        prepare_unstructured.__wrapped__()


def test_reading_opens_no_socket(tmp_path: Path) -> None:
    page, word = tmp_path / "a.html", tmp_path / "a.md"
    page.write_text(
        "<html><body><p>Een studie over het verkeer in de stad.</p></body></html>", encoding="utf-8"
    )
    word.write_text("# Titre\n\nUne étude sur la circulation en ville.\n", encoding="utf-8")
    script = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise SystemExit('a socket was opened')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from pathlib import Path\n"
        "from ingest.extract import extract\n"
        "from ingest.source import Limits, Source\n"
        "for name in sys.argv[1:]:\n"
        "    assert extract(Source(path=Path(name), sha256='0' * 64, name=name), Limits()).passages\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(page), str(word)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
