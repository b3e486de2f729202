"""``savoir``: every command, and what becomes of its errors.

Heavy imports stay inside the commands, so that ``savoir --help`` is instant.
"""

import signal
import sys
from types import FrameType

import typer
from rich.console import Console
from rich.text import Text

from search_api.cli import (
    backup,
    bench,
    bringing,
    duplicates,
    evaluate,
    glossary,
    harvest,
    ingest,
    inventory,
    jobs,
    personal,
    search,
    serve,
    studies,
    todo,
    tokens,
    train,
    upkeep,
    users,
    worker,
)
from search_api.outcomes import EXPECTED, outcome_of

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Search the public studies of the Brussels administrations, in French, Dutch and English.",
)
app.command("ingest")(ingest.ingest)
app.command("import")(bringing.bring)
app.add_typer(jobs.app, name="jobs")
app.add_typer(todo.app, name="todo")
app.command("harvest")(harvest.harvest)
app.command("search")(search.search)
app.add_typer(studies.app, name="studies")
app.add_typer(duplicates.app, name="duplicates")
app.command("remove")(upkeep.remove)
app.command("reindex")(upkeep.reindex)
app.command("status")(upkeep.status)
app.command("personal-data")(personal.personal_data)
app.command("inventory")(inventory.inventory)
app.add_typer(glossary.app, name="glossary")
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.add_typer(users.app, name="users")
app.add_typer(tokens.app, name="tokens")
app.add_typer(evaluate.app, name="eval")
app.command("bench")(bench.bench)
app.add_typer(train.app, name="train")


def _ended(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


_SOON = 0.01
"""Seconds."""


def _lost(what: "sys.UnraisableHookArgs") -> None:
    """Raise again the end of a command that came while an object was finalised, where Python drops it."""
    ending = what.exc_value
    if not isinstance(ending, SystemExit | KeyboardInterrupt):
        sys.__unraisablehook__(what)
        return

    def end_now(_number: int, _frame: FrameType | None) -> None:
        raise ending

    signal.signal(signal.SIGALRM, end_now)
    signal.setitimer(signal.ITIMER_REAL, _SOON)


def main() -> None:
    """Run a command; an expected error becomes one line of advice and its own exit code.

    A command that is told to end (SIGTERM) leaves nothing behind, as one that is interrupted does.
    """
    signal.signal(signal.SIGTERM, _ended)
    sys.unraisablehook = _lost
    try:
        app(prog_name="savoir")
    except EXPECTED as error:
        words = Text.assemble(("savoir: ", "bold red"), " ".join(str(error).split()))
        Console(stderr=True).print(words, highlight=False, soft_wrap=True)
        sys.exit(outcome_of(error).exit_code)


if __name__ == "__main__":
    main()
