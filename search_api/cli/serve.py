"""``savoir serve``."""

from typing import Annotated

import typer


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the pages and the API until interrupted."""
    import uvicorn

    from search_api.app import create_app
    from search_api.settings import read_settings
    from search_api.wiring import open_services

    settings = read_settings()
    host, port = host or settings.host, port or settings.port
    services = open_services(settings, pipeline=True)
    typer.echo(f"Savoir answers on http://{host}:{port} (stop it with Ctrl+C)")
    try:
        uvicorn.run(create_app(services), host=host, port=port, log_level="warning", server_header=False)
    finally:
        services.close()
