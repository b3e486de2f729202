"""``savoir train fusion``: how arms and languages are joined, chosen on development collections."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.tuning.asked import Asked
    from index.fusion_settings import FusionSettings


def fusion(
    collection: Annotated[
        list[Path],
        typer.Option(exists=True, file_okay=False, help="Folder with documents, topics and judgements."),
    ],
    out: Annotated[Path, typer.Option(dir_okay=False, help="The file that SAVOIR_FUSION may name.")],
) -> None:
    """Choose the settings of fusion for the encoder that SAVOIR_ENCODER names.

    On collections that nothing will be measured with: those of `savoir train prepare`, and the sample.
    """
    from eval.collection import open_collection
    from eval.tuning.asked import ask_all
    from eval.tuning.choose import choose
    from search_api.cli.extras import require_eval
    from search_api.cli.terminal import progress
    from search_api.evaluating import eval_setup
    from search_api.settings import read_settings

    require_eval()
    opened = [open_collection(path) for path in collection]
    with progress() as watch:
        setup = eval_setup(read_settings(), watch)
        asked = {one.name: ask_all(one, setup) for one in opened}
    chosen = choose([*asked.values()], setup.fusion, typer.echo)
    reached = {name: _figures(libraries, chosen) for name, libraries in asked.items()}
    out.write_text(
        chosen.to_json(version=chosen.version, encoder=setup.encoder.name, chosen_on=reached),
        encoding="utf-8",
    )
    typer.echo(f"version {chosen.version} in {out}")


def _figures(libraries: "Sequence[Asked]", settings: "FusionSettings") -> dict[str, float]:
    from eval.tuning.objective import figures

    return {name: round(value, 4) for name, value in figures(libraries, settings).items()}
