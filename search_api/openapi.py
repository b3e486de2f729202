"""The OpenAPI document: what FastAPI makes of the addresses, and what all of them have in common."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from search_api.problems import Problem, documented

_REFUSALS = documented(401, 403)
"""What every address answers that needs a token."""


def describe(app: FastAPI) -> None:
    """Add the schema of the problems that every address refers to, and how those are refused who may not."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                license_info=app.license_info,
                routes=app.routes,
            )
            _, problems = models_json_schema(
                [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
            )
            app.openapi_schema["components"]["schemas"].update(problems["$defs"])
            for operation in _protected(app.openapi_schema):
                operation["responses"].update({str(status): said for status, said in _REFUSALS.items()})
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _protected(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from (operation for operation in path.values() if operation.get("security"))
