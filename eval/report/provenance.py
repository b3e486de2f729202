"""Where the figures of a report come from."""

import datetime
from importlib.metadata import version

from eval.bench.machine import this_machine
from eval.bench.results import Machine
from eval.report.blocks import Listing, Paragraph, Section, Terms
from eval.report.data import Provenance
from eval.report.numbers import count

_PACKAGES = ("ir-measures", "scipy", "numpy", "bm25s", "matplotlib", "jinja2")


def this_provenance(
    command: str, *, date: datetime.date, encoder: str, fusion: str, seed: int = 0
) -> Provenance:
    """Return the provenance of what is measured on this machine.

    Args:
        command: what was typed.
        date: when.
        encoder: the name of its weights.
        fusion: the version of the settings of fusion.
        seed: of all that draws at random; that of intervals and tests is 0.
    """
    return Provenance(
        command=command,
        date=date,
        machine=this_machine(),
        packages={name: version(name) for name in _PACKAGES},
        encoder=encoder,
        fusion=fusion,
        seed=seed,
    )


def machine_words(machine: Machine) -> str:
    """Return what a machine is, and how busy it was with something else."""
    memory = f", {machine.memory_megabytes:,} MB of memory" if machine.memory_megabytes else ""
    load = f", load {machine.load:.2f} in the minute before" if machine.load is not None else ""
    return f"{machine.processor}, {count(machine.cores, 'core')}{memory}{load}"


def provenance_section(provenance: Provenance) -> Section:
    """Say how to get the same figures again."""
    machine = provenance.machine
    packages = sorted({**machine.packages, **provenance.packages}.items())
    return Section(
        id="provenance",
        title="How to measure it again",
        blocks=(
            Listing(provenance.command),
            Paragraph(_FILES),
            Listing(_COMPARE),
            Terms(
                (
                    ("date", provenance.date.isoformat()),
                    ("encoder", f"`{provenance.encoder}`"),
                    ("settings of fusion", f"`{provenance.fusion}`"),
                    ("seed", str(provenance.seed)),
                    ("machine", machine_words(machine)),
                    ("system", f"{machine.system}, Python {machine.python}"),
                    ("packages", ", ".join(f"{name} {number}" for name, number in packages)),
                )
            ),
        ),
    )


_FILES = (
    "The same command writes `report.json`, with every figure of every topic, and `runs/`, with the runs "
    "over all documents and their judgements in TREC's format. Which topics of a collection NAME differ most:"
)
_COMPARE = (
    "savoir eval compare --qrels runs/NAME.qrels \\\n    runs/NAME.bm25.trec.gz runs/NAME.hybrid.trec.gz"
)
