"""``savoir duplicates``: find studies that may be one work, and decide about them."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.duplicates.candidates import Kind
from search_api.cli.life import AsJson, By

if TYPE_CHECKING:
    from corpus.duplicates.decisions import Act, Decision

app = typer.Typer(no_args_is_help=True, help="Studies that may be one work: find them, and decide.")

First = Annotated[str, typer.Argument(metavar="ID", help="As `savoir studies list --all` shows it.")]
Second = Annotated[str, typer.Argument(metavar="OTHER", help="The id of the other study.")]
AsObject = Annotated[bool, typer.Option("--json", help="A JSON object.")]


class As(StrEnum):
    """What a link says."""

    LANGUAGE = "language"
    NEWER = "newer"


@app.command("find")
def find(as_json: AsObject = False) -> None:
    """Compare all studies, drafts too, and keep the pairs to be decided; a text is read once."""
    from search_api.cli.duplicates_report import print_counts
    from search_api.cli.terminal import progress
    from search_api.duplicates.find import counted
    from search_api.duplicates.find import find as find_candidates
    from search_api.settings import read_settings
    from search_api.wiring import writing

    with writing(read_settings()) as library, progress() as watch:
        counts = counted(find_candidates(library, watch))
    print_counts(counts, as_json=as_json)


@app.command("list")
def list_(
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only pairs of this kind.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Pairs to show; all if not given.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the pairs to be decided that were found last, the surest first, with what speaks for each."""
    from models.language import Language
    from search_api.cli.duplicates_report import print_candidates
    from search_api.duplicates.presenting import present_candidates
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    with open_catalogue(read_settings()) as catalogue:
        found = [one for one in catalogue.candidates() if kind in (None, one.kind)][:limit]
        shown = present_candidates(catalogue, found, Language.EN)
    print_candidates(shown, as_json=as_json)


@app.command("show")
def show(first: First, second: Second, as_json: AsObject = False) -> None:
    """Lay two studies side by side: what they say, and how their texts begin."""
    from corpus.study import StudyId
    from models.language import Language
    from search_api.cli.duplicates_report import print_side_by_side
    from search_api.duplicates.presenting import side_by_side
    from search_api.settings import read_settings
    from search_api.wiring import looking

    with looking(read_settings()) as library:
        shown = side_by_side(library, library.catalogue, StudyId(first), StudyId(second), Language.EN)
    print_side_by_side(shown, as_json=as_json)


@app.command("merge")
def merge(kept: First, other: Second, by: By = None, as_json: AsObject = False) -> None:
    """Make two records one: the first gets the files and missing facts of the other, and its address."""
    from corpus.study import StudyId
    from search_api.cli.terminal import progress
    from search_api.duplicates.deciding import merge as merge_studies
    from search_api.editing.desks import AtOnce
    from search_api.settings import read_settings
    from search_api.wiring import writing

    settings = read_settings()
    with writing(settings) as library, progress() as watch:
        who = by or settings.librarian
        decision = merge_studies(AtOnce(library, watch), StudyId(kept), StudyId(other), by=who)
    _tell(decision, as_json=as_json)


@app.command("link")
def link(
    first: First,
    second: Second,
    relation: Annotated[
        As, typer.Option("--as", help="Two language versions of one work, or the first as the newer edition.")
    ],
    by: By = None,
    as_json: AsObject = False,
) -> None:
    """Let the page of each study lead to the other one."""
    from corpus.duplicates.decisions import Act

    _decide(first, second, Act.LINK_NEWER if relation is As.NEWER else Act.LINK_LANGUAGE, by, as_json=as_json)


@app.command("apart")
def apart(first: First, second: Second, by: By = None, as_json: AsObject = False) -> None:
    """Keep that two studies are different works; they are not proposed again."""
    from corpus.duplicates.decisions import Act

    _decide(first, second, Act.APART, by, as_json=as_json)


@app.command("undo")
def undo(
    number: Annotated[int, typer.Argument(help="As `savoir duplicates decisions` numbers them.")],
    by: By = None,
    as_json: AsObject = False,
) -> None:
    """Undo a decision; of a merge both records come back as they were."""
    from search_api.cli.terminal import progress
    from search_api.duplicates.deciding import undo as undo_decision
    from search_api.editing.desks import AtOnce
    from search_api.settings import read_settings
    from search_api.wiring import writing

    settings = read_settings()
    with writing(settings) as library, progress() as watch:
        decision = undo_decision(AtOnce(library, watch), number, by=by or settings.librarian)
    _tell(decision, as_json=as_json)


@app.command("decisions")
def decisions(as_json: AsJson = False) -> None:
    """List what was decided, oldest first, with the numbers to undo it by."""
    from search_api.cli.duplicates_report import print_decisions
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    with open_catalogue(read_settings()) as catalogue:
        found = catalogue.pair_decisions()
    print_decisions(found, as_json=as_json)


def _decide(first: str, second: str, act: "Act", by: str | None, *, as_json: bool) -> None:
    from corpus.study import StudyId
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    settings = read_settings()
    with open_catalogue(settings) as catalogue:
        decision = catalogue.link(StudyId(first), StudyId(second), act, by=by or settings.librarian)
    _tell(decision, as_json=as_json)


def _tell(decision: "Decision", *, as_json: bool) -> None:
    from search_api.cli.duplicates_report import print_decision

    print_decision(decision, as_json=as_json)
