"""``savoir studies submit`` and the other steps of a study's life, and its history."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from corpus.life import Step

StudyArgument = Annotated[str, typer.Argument(metavar="ID", help="As `savoir studies list --all` shows it.")]
By = Annotated[
    str | None, typer.Option("--by", help="Who does it, for the history; otherwise SAVOIR_LIBRARIAN.")
]
AsJson = Annotated[bool, typer.Option("--json", help="A JSON array.")]


def submit(study: StudyArgument, by: By = None) -> None:
    """Hand a draft in for review."""
    from corpus.life import Step

    _take(study, Step.SUBMIT, by)


def send_back(study: StudyArgument, by: By = None) -> None:
    """Make a study in review a draft again."""
    from corpus.life import Step

    _take(study, Step.SEND_BACK, by)


def publish(study: StudyArgument, by: By = None) -> None:
    """Let readers see a study that was reviewed."""
    from corpus.life import Step

    _take(study, Step.PUBLISH, by)


def withdraw(
    study: StudyArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why; readers see it as it is written.")],
    by: By = None,
) -> None:
    """Take a published study and its files from readers; its address says when and why, for ever."""
    from corpus.life import Step

    _take(study, Step.WITHDRAW, by, reason)


def restore(study: StudyArgument, by: By = None) -> None:
    """Publish a withdrawn study again."""
    from corpus.life import Step

    _take(study, Step.RESTORE, by)


def history(study: StudyArgument, as_json: AsJson = False) -> None:
    """Show every change of a study: when, by whom, what it was and what it became."""
    from corpus.study import StudyId
    from search_api.cli.history import print_history
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    with open_catalogue(read_settings()) as catalogue:
        print_history(catalogue.history(StudyId(study)), as_json=as_json)


def compare(
    study: StudyArgument,
    first: Annotated[int, typer.Argument(help="A state, as `savoir studies history` numbers them.")],
    second: Annotated[int, typer.Argument(help="Another one.")],
    as_json: AsJson = False,
) -> None:
    """Show what differs between two states of a study."""
    from corpus.study import StudyId
    from search_api.cli.history import print_changes
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    with open_catalogue(read_settings()) as catalogue:
        print_changes(catalogue.compare(StudyId(study), first, second), as_json=as_json)


def revert(
    study: StudyArgument,
    to: Annotated[int, typer.Option("--to", help="A state, as `savoir studies history` numbers them.")],
    by: By = None,
) -> None:
    """Bring back what a study said in an earlier state; whether readers see it stays as it is."""
    from corpus.study import StudyId
    from search_api.cli.terminal import console, progress
    from search_api.editing import acts
    from search_api.editing.desks import AtOnce
    from search_api.settings import read_settings
    from search_api.wiring import writing

    settings = read_settings()
    with writing(settings) as library, progress() as watch:
        acts.revert(AtOnce(library, watch), StudyId(study), to=to, by=by or settings.librarian)
    console().print(f"{study} says again what it said in state {to}.")


def _take(study: str, step: "Step", by: str | None, reason: str | None = None) -> None:
    from corpus.study import StudyId
    from search_api.cli.terminal import console, progress
    from search_api.editing import acts
    from search_api.editing.desks import AtOnce
    from search_api.settings import read_settings
    from search_api.wiring import writing

    settings = read_settings()
    with writing(settings) as library, progress() as watch:
        who = by or settings.librarian
        state = acts.take_step(AtOnce(library, watch), StudyId(study), step, by=who, reason=reason)
    console().print(f"{study} is {state}.")


def add_to(app: typer.Typer) -> None:
    """Add these commands to a group."""
    for command in (submit, publish, withdraw, restore, history, compare, revert):
        app.command(command.__name__)(command)
    app.command("send-back")(send_back)
