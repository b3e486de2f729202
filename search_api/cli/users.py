"""``savoir users``: who may curate the library."""

from typing import Annotated

import typer

from corpus.people.permissions import Role

app = typer.Typer(no_args_is_help=True, help="Manage the accounts of librarians and administrators.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What they sign in with, such as a.peeters.")]


@app.command("create")
def create(
    name: Name,
    role: Annotated[Role, typer.Option("--role", help="What they may do.")] = Role.LIBRARIAN,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input, for scripts.")
    ] = False,
) -> None:
    """Make an account; the password is asked for."""
    from corpus.people.person import person_name
    from corpus.people.store import People
    from search_api.cli.passwords import new_password
    from search_api.cli.terminal import console
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    chosen = person_name(name)
    with open_catalogue(read_settings()) as catalogue:
        catalogue.beside(People).create(chosen, role, new_password(password_stdin))
    console().print(f"{chosen} may sign in as {role}.")
