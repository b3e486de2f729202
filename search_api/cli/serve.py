"""``savoir serve``."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from search_api.settings import Settings

HEAD_LIMIT = 24 * 1024
"""Bytes of the first line and the headers of a request; the longest address and 16 KiB more."""

IDLE_SECONDS = 5
"""How long a connection is kept open for the next request."""

ENDING_SECONDS = 10
"""How long a server that ends waits for answers under way; the progress of a job may be told for hours."""


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Keep a worker beside it that does the jobs.")
    ] = True,
) -> None:
    """Serve the pages and the API until interrupted."""
    from contextlib import nullcontext

    import uvicorn

    from search_api.app import create_app
    from search_api.jobs.child import worker_beside
    from search_api.settings import read_settings
    from search_api.warming import settle, warm
    from search_api.wiring import open_services

    settings = read_settings()
    host, port = host or settings.host, port or settings.port
    services = open_services(settings, pipeline=True)
    try:
        app = create_app(services)
        warm(app)
        settle()
        typer.echo(f"Savoir answers on http://{host}:{port} (stop it with Ctrl+C)")
        with worker_beside() if worker else nullcontext():
            uvicorn.run(app, host=host, port=port, **server_options(settings))
    finally:
        services.close()


def server_options(settings: "Settings") -> dict[str, Any]:
    """Return what uvicorn is told beside where to listen."""
    from search_api.connections import PatientProtocol
    from search_api.logs import log_configuration

    return {
        # httptools, the faster parser, puts no bound on the headers of a request.
        "http": PatientProtocol,
        "h11_max_incomplete_event_size": HEAD_LIMIT,
        "ws": "none",
        "timeout_keep_alive": IDLE_SECONDS,
        "timeout_graceful_shutdown": ENDING_SECONDS,
        # Left out, uvicorn believes what the machine itself sends.
        "forwarded_allow_ips": [str(network) for network in settings.trusted_proxies],
        "server_header": False,
        # uvicorn's own log of requests holds their questions.
        "access_log": False,
        "log_config": log_configuration(questions=settings.log_questions),
        "log_level": "warning",
    }
