from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from search_api.app import create_app
from search_api.errors import SettingsError
from search_api.services import Services
from search_api.settings import Settings, read_settings

CITATION = "/api/v1/studies/titres-services/citation?format=ris"


def address(client: TestClient, host: str) -> str:
    text = client.get(CITATION, headers={"Host": host}).text
    return text.split("UR  - ")[1].split("\r\n")[0]


@pytest.mark.parametrize("host", ["savoir.example", "SAVOIR.example:8443", "[::1]:8000"])
def test_without_a_setting_readers_get_the_address_that_they_used(client: TestClient, host: str) -> None:
    assert address(client, host) == f"http://{host.lower()}/study/titres-services"


@pytest.mark.parametrize("host", ["evil.example/x", "a b", "user@evil.example", "<x>", "a" * 300, ""])
def test_what_is_no_host_is_not_repeated(client: TestClient, host: str) -> None:
    assert address(client, host) == "http://127.0.0.1:8000/study/titres-services"


def test_with_the_setting_no_host_counts(services: Services) -> None:
    settings = Settings.model_validate({"public_url": "https://savoir.example/studies/"})
    with TestClient(create_app(replace(services, settings=settings))) as client:
        assert address(client, "evil.example") == "https://savoir.example/studies/study/titres-services"


def test_a_public_address_with_a_question_mark_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAVOIR_PUBLIC_URL", "https://savoir.example/?x=1")
    with pytest.raises(SettingsError, match="SAVOIR_PUBLIC_URL"):
        read_settings()
