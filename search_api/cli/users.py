"""``savoir users``: who may curate the library."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.people.permissions import Role

if TYPE_CHECKING:
    from corpus.people.store import People

app = typer.Typer(no_args_is_help=True, help="Manage the accounts of librarians and administrators.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What they sign in with, such as a.peeters.")]
By = Annotated[str | None, typer.Option("--by", help="Who does it, for the log; otherwise SAVOIR_LIBRARIAN.")]
AsJson = Annotated[bool, typer.Option("--json", help="A JSON array.")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, for scripts.")
]


@app.command("create")
def create(
    name: Name,
    role: Annotated[Role, typer.Option("--role", help="What they may do.")] = Role.LIBRARIAN,
    password_stdin: FromInput = False,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="They come through the identity provider, or by a link.")
    ] = False,
    by: By = None,
) -> None:
    """Make an account; the password is asked for."""
    from corpus.people.person import person_name
    from search_api.cli.passwords import new_password
    from search_api.cli.terminal import console

    chosen = person_name(name)
    with managing(by) as (people, who):
        password = None if no_password else new_password(password_stdin)
        people.create(chosen, role, password, by=who)
    console().print(f"{chosen} may sign in as {role}.")


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Show all accounts."""
    from search_api.cli.people_report import print_people

    with managing(None) as (people, _):
        print_people(people.people(), as_json=as_json)


@app.command("role")
def role(
    name: Name,
    role: Annotated[Role, typer.Argument(help="What they may do from now on.")],
    by: By = None,
) -> None:
    """Make somebody a librarian or an administrator."""
    from corpus.people.person import person_name
    from search_api.cli.terminal import console

    with managing(by) as (people, who):
        person = people.set_role(person_name(name), role, by=who)
    console().print(f"{person.name} is {person.role} now.")


@app.command("password")
def password(name: Name, password_stdin: FromInput = False, by: By = None) -> None:
    """Give somebody a new password; their sessions end, and a lock after wrong passwords too."""
    from corpus.people.person import person_name
    from search_api.cli.passwords import new_password
    from search_api.cli.terminal import console

    chosen = person_name(name)
    with managing(by) as (people, who):
        people.person(chosen)  # before anything is typed for nobody
        people.set_password(chosen, new_password(password_stdin), by=who)
    console().print(f"{chosen} has a new password.")


@app.command("disable")
def disable(name: Name, by: By = None) -> None:
    """Close an account: sessions end at once, tokens work no more, the history stays."""
    _set_active(name, False, by)


@app.command("enable")
def enable(name: Name, by: By = None) -> None:
    """Open a closed account again."""
    _set_active(name, True, by)


@app.command("forget-identity")
def forget_identity(name: Name, by: By = None) -> None:
    """Let the next one whom the identity provider calls so be this person."""
    from corpus.people.person import person_name
    from search_api.cli.terminal import console

    chosen = person_name(name)
    with managing(by) as (people, who):
        people.forget_identity(chosen, by=who)
    console().print(f"{chosen} is linked with nobody at the identity provider.")


@app.command("history")
def history(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Of one account; otherwise all.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show who made, changed and closed whom, and when; the latest first."""
    from corpus.people.person import person_name
    from search_api.cli.people_report import print_events

    with managing(None) as (people, _):
        of = people.person(person_name(name)).name if name else None
        print_events(people.events(of), as_json=as_json)


def _set_active(name: str, active: bool, by: str | None) -> None:
    from corpus.people.person import person_name
    from search_api.cli.terminal import console

    with managing(by) as (people, who):
        person = people.set_active(person_name(name), active, by=who)
    console().print(f"{person.name} {'may sign in again' if active else 'may not sign in any more'}.")


@contextmanager
def managing(by: str | None) -> "Iterator[tuple[People, str]]":
    """Open the accounts for one command, and say who it is that changes them."""
    from corpus.people.store import People
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    settings = read_settings()
    with open_catalogue(settings) as catalogue:
        yield catalogue.beside(People), by or settings.librarian
