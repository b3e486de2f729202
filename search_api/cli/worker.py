"""``savoir worker``."""

from typing import Annotated

import typer


def worker(
    of_server: Annotated[
        bool,
        typer.Option(
            "--of-server", hidden=True, help="End when standard input ends, and wait for another worker."
        ),
    ] = False,
) -> None:
    """Do the jobs of this library until interrupted: imports, and letting the index follow.

    `savoir serve` starts one by itself.
    """
    if of_server:
        from search_api.jobs.child import end_with_parent

        end_with_parent()
    from search_api.jobs.worker import work
    from search_api.settings import read_settings

    work(read_settings(), waits=of_server)
