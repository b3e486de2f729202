"""What the tables of ``savoir bench`` have in common."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from search_api.cli.terminal import console

_WIDTH = 100


def wide_console() -> Console:
    """Return the console of the output; what is no terminal has room for every table."""
    out = console()
    if not out.is_terminal:
        out.width = _WIDTH
    return out


def print_table(title: str, table: Table) -> None:
    """Print a table under its title."""
    wide_console().print(f"\n[bold]{escape(title)}[/]", soft_wrap=True)
    wide_console().print(table)


def table(*names: str, numbers: Sequence[str]) -> Table:
    """Return a table of some columns of text, and some of numbers."""
    made = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        made.add_column(name, no_wrap=True)
    for name in numbers:
        made.add_column(name, justify="right", no_wrap=True)
    return made


def number(value: float) -> str:
    """Return a number with about three digits."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"
