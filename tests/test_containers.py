"""The files for containers, held to the program that they run: they are built elsewhere."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi import FastAPI
from typer.main import get_command

from search_api.cli.main import app as program
from search_api.jobs.child import TO_END
from search_api.routes.health import router
from search_api.settings import Settings

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OURS = ["savoir", "worker"]
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


@pytest.mark.parametrize("name", OURS)
def test_a_service_runs_a_command_of_the_program_with_settings_that_it_knows(name: str) -> None:
    service = SERVICES[name]
    command, *options = service["command"]
    known = get_command(program).commands[command]  # type: ignore[attr-defined]
    assert set(options) <= {
        option for given in known.params for option in (*given.opts, *given.secondary_opts)
    }
    settings = {key.removeprefix("SAVOIR_").lower() for key in service["environment"]}
    assert settings <= set(Settings.model_fields)


@pytest.mark.parametrize("name", OURS)
def test_a_service_has_the_time_that_a_worker_takes_to_put_its_job_down(name: str) -> None:
    assert int(SERVICES[name]["stop_grace_period"].removesuffix("s")) > TO_END


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_needs_is_there(name: str) -> None:
    service = SERVICES[name]
    for other in service.get("depends_on", ()):
        assert "test" in SERVICES[other]["healthcheck"], "it is waited for until it is healthy"
    for volume in service["volumes"]:
        assert volume.partition(":")[0] in COMPOSE["volumes"]


def test_both_ends_of_an_address_agree() -> None:
    catalogue = SERVICES["worker"]["environment"]["SAVOIR_CATALOGUE_URL"]
    postgres = SERVICES["postgres"]["environment"]
    host = f"{postgres['POSTGRES_USER']}:{postgres['POSTGRES_PASSWORD']}@postgres/{postgres['POSTGRES_DB']}"
    assert catalogue == f"postgresql://{host}"
    assert (
        SERVICES["worker"]["environment"]["SAVOIR_QDRANT_API_KEY"]
        == (SERVICES["qdrant"]["environment"]["QDRANT__SERVICE__API_KEY"])
    )
    assert SERVICES["savoir"]["environment"].items() >= SERVICES["worker"]["environment"].items()


def test_the_image_holds_every_package_and_every_client_of_a_server() -> None:
    packages = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    copied = set(re.findall(r"^COPY (\w+) \./\1$", DOCKERFILE, re.MULTILINE))
    assert copied == set(packages)
    extras = re.search(r'"\.\[([\w,]+)\]"', DOCKERFILE)
    assert extras is not None
    assert set(extras[1].split(",")) == {"office", "postgres", "redis"}
    assert set(extras[1].split(",")) <= set(PROJECT["project"]["optional-dependencies"])


def test_the_image_asks_for_a_page_that_there_is() -> None:
    api = FastAPI()
    api.include_router(router)
    asked = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)", DOCKERFILE)
    assert asked is not None
    assert int(asked[1]) == Settings.model_fields["port"].default
    assert asked[2] in api.openapi()["paths"]
