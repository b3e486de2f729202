"""What programs of librarians send: JSON objects, and the state that a change was made on."""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from pydantic import BaseModel

from search_api.editing.errors import PreconditionRequiredError
from search_api.errors import RequestError
from search_api.messages import message

_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')


async def _body(request: Request) -> dict[str, Any]:
    """Read a JSON object whatever its media type; FastAPI's own message would be in English alone."""
    try:
        given = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise RequestError("body", message("edit.json")) from error
    if not isinstance(given, dict):
        raise RequestError("body", message("edit.json"))
    return given


async def _revision(
    if_match: Annotated[
        str | None,
        Header(description="The ETag of the state that the change was made on.", examples=['"3"']),
    ] = None,
) -> int:
    found = _ETAG.fullmatch((if_match or "").strip())
    if found is None:
        raise PreconditionRequiredError
    return int(found[1])


Body = Annotated[dict[str, Any], Depends(_body)]
Revision = Annotated[int, Depends(_revision)]


def etag(revision: int) -> str:
    """Return the ETag of a state of a study or an entry, which ``Revision`` reads."""
    return f'"{revision}"'


def takes(schema: Mapping[str, Any], kind: str = "application/json") -> dict[str, Any]:
    """Return the description of a body for the OpenAPI document."""
    return {"requestBody": {"required": True, "content": {kind: {"schema": schema}}}}


def a_document(model: type[BaseModel], *, partial: bool = False) -> dict[str, Any]:
    """Return the schema of a document; of a partial one nothing is needed."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)  # they are among the components, with the answers
    if partial:
        schema.pop("required", None)
    return schema


def an_object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an object of which the first property is needed."""
    return {"type": "object", "properties": properties, "required": [next(iter(properties))]}


def text_of(name: str, given: Mapping[str, Any]) -> str:
    """Return a text of a body.

    Raises:
        RequestError: it is none, or missing.
    """
    value = given.get(name)
    if not isinstance(value, str):
        raise RequestError(name, message("edit.text"))
    return value
