"""``savoir train``: how the weights that are shipped were made."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli.train_fusion import fusion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.training.prepare import Audited

app = typer.Typer(
    no_args_is_help=True,
    help="Make the encoders and tables anew, from parallel texts and from questions with their answers. "
    "Encoders need torch's CPU build, and the packages of the extra called train.",
)

Data = Annotated[
    Path, typer.Argument(exists=True, file_okay=False, help="A folder with parallel/, pairs/ and eval/.")
]
Work = Annotated[Path, typer.Option(file_okay=False, help="Where everything in between is kept.")]
Seed = Annotated[int, typer.Option(help="Of all that is drawn at random.")]
Teacher = Annotated[
    Path, typer.Option(exists=True, file_okay=False, help="The folder of all-MiniLM-L6-v2's files.")
]
_WORK = Path("var/training")


class Trained(StrEnum):
    """The encoders that can be trained."""

    STATIC = "static"
    CONTEXTUAL = "contextual"


@app.command()
def prepare(data: Data, work: Work = _WORK, seed: Seed = 1) -> None:
    """Bring texts into one place without those that are measured on, and count them by source and licence."""
    from models.training.prepare import prepare as prepared

    _print(prepared(data, work, seed=seed))


@app.command()
def tokenizer(teacher: Teacher, work: Work = _WORK, seed: Seed = 1) -> None:
    """Learn the word pieces, and keep the prepared texts as numbers of them.

    Among pieces that are equally frequent the package takes some by chance: keep the file to train again.
    """
    from models.training.prepare import open_prepared
    from models.training.teacher import TOKENIZER, read_pieces
    from models.training.vocabulary import cache_tokens, learn, pieces_of

    read_pieces(teacher)
    prepared, written = open_prepared(work), work / "tokenizer.json"
    learn(prepared, pieces_of(teacher / TOKENIZER), seed=seed).save(str(written))
    cache_tokens(prepared, written, work / "tokens")
    typer.echo(f"{len(pieces_of(written))} pieces in {written}")


@app.command()
def encoder(
    kind: Trained,
    out: Annotated[Path, typer.Option(file_okay=False, help="The encoder's directory.")],
    teacher: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="As for the tokenizer; contextual only.")
    ] = None,
    static: Annotated[
        Path | None,
        typer.Option(
            exists=True, file_okay=False, help="A static encoder on the same pieces, to stand beside it."
        ),
    ] = None,
    share: Annotated[float, typer.Option(min=0, max=0.99, help="Of the static encoder in a cosine.")] = 0.0,
    longest: Annotated[int, typer.Option(min=16, max=512, help="Pieces that a transformer reads.")] = 128,
    work: Work = _WORK,
    seed: Seed = 1,
) -> None:
    """Train an encoder; one that was stopped goes on from its last checkpoint, a contextual one."""
    if kind is Trained.STATIC:
        if teacher or static or share:
            raise typer.BadParameter("--teacher, --static and --share are for contextual encoders")
        _train_static(work, out, seed)
        return
    if teacher is None:
        raise typer.BadParameter("a contextual encoder needs one; give its folder", param_hint="'--teacher'")
    if (static is None) != (share == 0):
        raise typer.BadParameter("--static and --share belong together: give both or neither")
    _train_contextual(work, out, teacher, static=static, share=share, longest=longest, seed=seed)


def _train_static(work: Path, out: Path, seed: int) -> None:
    from models.training.checks import require_texts
    from search_api.cli.extras import require_train

    require_texts(work)
    require_train()
    from models.training.export import save_static
    from models.training.static import train_static

    save_static(train_static(work, seed=seed, report=typer.echo), work / "tokenizer.json", out)


def _train_contextual(
    work: Path, out: Path, teacher: Path, *, static: Path | None, share: float, longest: int, seed: int
) -> None:
    from models.training.checks import require_contextual
    from search_api.cli.extras import require_train

    require_contextual(work, teacher, static=static, longest=longest)
    require_train()
    from models.training.contextual import export, train_contextual

    train_contextual(work, teacher, seed=seed, report=typer.echo)
    export(work, out, static=static, share=share, longest=longest, seed=seed)


@app.command()
def translations(
    out: Annotated[
        Path | None, typer.Option(dir_okay=False, help="The file of tables; that of the shipped ones.")
    ] = None,
    work: Work = _WORK,
    seed: Seed = 1,
) -> None:
    """Learn which terms translate which from the prepared texts; ten minutes and 4.5 GB."""
    from models.training.translations import train_translations
    from models.translation import TABLES

    train_translations(work, out or TABLES, seed=seed, report=typer.echo)


@app.command()
def card(
    scores: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="What `savoir eval encoder --json` printed of an encoder, to write its scores too; "
            "repeated for a column each.",
        ),
    ] = None,
) -> None:
    """Write the hashes of all shipped weights into their card."""
    from models.load import WEIGHTS
    from models.training.card import write_hashes
    from models.training.scores import write_scores

    path = WEIGHTS / "README.md"
    if scores:
        write_scores(path, scores)
    write_hashes(path)


app.command("fusion")(fusion)


def _print(audited: "Sequence[Audited]") -> None:
    from rich.table import Table

    from search_api.cli.terminal import console

    table = Table("source", "kind", "languages", "kept", "overlap", "repeated", "licence", box=None)
    for one in audited:
        counts = (f"{count:,}" for count in (one.kept, one.overlapping, one.repeated))
        table.add_row(one.source, one.kind, one.languages, *counts, one.licence)
    console().print(table)
