"""What ``savoir bench --desk`` prints."""

from typing import TYPE_CHECKING

from rich.markup import escape

from search_api.cli.bench_tables import number, print_table, table, wide_console

if TYPE_CHECKING:
    from rich.table import Table

    from eval.bench.desk.results import DeskPage, DeskSpeed


def print_desk(desk: "DeskSpeed") -> None:
    """Print what librarians wait for, and which pages let them wait too long."""
    from eval.bench.desk.results import IMPORT_LIMIT, LIMIT

    studies = f"{desk.studies:,} studies, {desk.questions:,} open questions"
    print_table(f"Pages of the desk over {studies}, in milliseconds", _pages(desk))
    print_table(f"What goes on after a page, in seconds; an import may take {IMPORT_LIMIT:g}", _jobs(desk))
    slow = [page.name for page in desk.pages if page.is_slow]
    words = f"over {LIMIT:g} ms: {', '.join(slow)}" if slow else f"no page took more than {LIMIT:g} ms"
    load = f"; load {desk.load:g} at the end" if desk.load is not None else ""
    wide_console().print(f"[{'yellow' if slow else 'green'}]{escape(words)}[/]{load}")


def _pages(desk: "DeskSpeed") -> "Table":
    made = table("page", numbers=("p50", "p95", "most", "computed", "asked", "kB"))
    for page in desk.pages:
        shown = f"[yellow]{escape(page.name)}[/]" if page.is_slow else escape(page.name)
        made.add_row(shown, *_times(page), str(page.count), number(page.kilobytes))
    return made


def _times(page: "DeskPage") -> tuple[str, ...]:
    computed = number(page.processor) if page.processor is not None else ""
    return number(page.p50), number(page.p95), number(page.most), computed


def _jobs(desk: "DeskSpeed") -> "Table":
    made = table("work", numbers=("seconds",))
    for job in desk.jobs:
        made.add_row(escape(job.name), number(job.seconds))
    return made
