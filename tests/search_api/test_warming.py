"""A server that has read what it needs before its first reader comes."""

import gc
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from index.errors import IndexDamagedError
from search_api.app import create_app
from search_api.directory import Directory
from search_api.services import Services
from search_api.warming import settle, warm


def test_the_catalogue_is_read_before_the_first_reader_comes(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(services)
    warm(app)
    kept: Directory = app.state.directory.current()
    monkeypatch.setattr(services.catalogue, "studies", lambda *_: pytest.fail("read again"))
    assert app.state.directory.current() is kept


def test_a_library_that_cannot_answer_yet_does_not_keep_a_server_from_starting(
    client_with_fault: Callable[[Exception], TestClient],
) -> None:
    client: Any = client_with_fault(IndexDamagedError("there", "it is torn"))
    warm(client.app)
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_what_a_server_holds_is_not_looked_through_again_and_what_comes_later_is() -> None:
    held: list[object] = [[]]
    try:
        settle()
        later: list[object] = [[]]
        seen = {id(one) for one in gc.get_objects()}
        assert id(later) in seen
        assert id(held) not in seen
    finally:
        gc.unfreeze()
