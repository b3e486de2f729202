"""How long an address may be."""

from fastapi import Request

from search_api.errors import AddressTooLongError

ADDRESS_LIMIT = 8_000
"""Bytes of path and query: what RFC 9110 (4.1) asks every server to take; every permalink is far shorter."""


async def short_enough(request: Request) -> None:
    """Let a request pass unless its address is too long."""
    scope = request.scope
    length = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
    if length > ADDRESS_LIMIT:
        raise AddressTooLongError(ADDRESS_LIMIT)
