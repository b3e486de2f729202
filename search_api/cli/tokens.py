"""``savoir tokens``: what programs sign in with."""

from typing import Annotated

import typer

from corpus.people.permissions import Permission
from search_api.cli.users import AsJson, By, Name, managing

app = typer.Typer(no_args_is_help=True, help="Manage the tokens that programs sign in with.")


@app.command("create")
def create(
    name: Name,
    label: Annotated[str, typer.Option("--label", help="What it is for.")],
    scope: Annotated[list[Permission], typer.Option("--scope", help="What it may do; can be given again.")],
    expires: Annotated[
        str,
        typer.Option("--expires", metavar="DAY", help="Its last day, such as 2027-01-31; otherwise a year."),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object.")] = False,
    by: By = None,
) -> None:
    """Make a token of somebody; it is printed this once."""
    from corpus.people.person import person_name
    from corpus.people.tokens import last_day
    from search_api.cli.people_report import print_new_token

    with managing(by) as (people, who):
        made = people.make_token(person_name(name), label, scope, by=who, expires=last_day(expires))
    print_new_token(*made, as_json=as_json)


@app.command("list")
def list_(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Of one person; otherwise all.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show tokens, also those that work no more; the secrets are nowhere."""
    from corpus.people.person import person_name
    from search_api.cli.people_report import print_tokens

    with managing(None) as (people, _):
        of = people.person(person_name(name)).name if name else None
        print_tokens(people.tokens(of), as_json=as_json)


@app.command("revoke")
def revoke(
    number: Annotated[int, typer.Argument(help="As `savoir tokens list` shows it.")], by: By = None
) -> None:
    """Make a token work no more, for ever."""
    from search_api.cli.terminal import console

    with managing(by) as (people, who):
        token = people.revoke_token(number, by=who)
    console().print(f"Token {token.number} of {token.person} works no more.")
