"""What the commands print."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from ingest.watch import Watch
    from search_api.answers import (
        CostAnswer,
        PublishedAnswer,
        ResultAnswer,
        SearchAnswer,
        StudyAnswer,
        StudyDetailAnswer,
    )
    from search_api.interpreting.presenting import InterpretedAnswer
    from search_api.passage_answers import ExplanationAnswer, PassageAnswer
    from search_api.status import LibraryStatus

_CONTEXT = 260
"""Characters of a passage shown around its first highlight."""


def console() -> Console:
    """Return the console of the command's output."""
    return Console(highlight=False)


@contextmanager
def progress() -> "Iterator[Watch]":
    """Show a bar for each task on the error stream, if that is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        yield _Bars(bars)


class _Bars:
    def __init__(self, bars: "Progress") -> None:  # type: ignore[name-defined]  # noqa: F821
        self._bars = bars
        self._task = bars.add_task("…", total=None)

    def begin(self, task: str, total: int) -> None:
        self._bars.reset(self._task, description=task, total=total)

    def step(self) -> None:
        self._bars.advance(self._task)


def print_answer(answer: "SearchAnswer") -> None:
    """Print results as a reader scans them: the study, then its passages with their pages."""
    out = console()
    if answer.query.interpreted:
        _print_interpreted(out, answer.query.interpreted)
    if not answer.results:
        out.print("Nothing was found. Loosen the filters, or try [bold]--mode semantic[/].")
        return
    for result in answer.results:
        _print_result(out, result, answer.query.language)
    out.print(f"[dim]{len(answer.results)} of {answer.total} studies, {answer.took_ms:.0f} ms[/]")


def _print_interpreted(out: Console, interpreted: "InterpretedAnswer") -> None:
    """Print which words were read as filters, and what was searched for."""
    for one in interpreted.recognised:
        said = {name: values for name, values in one.parameters.items() if name not in one.overruled}
        meant = ", ".join(f"{name} {' or '.join(values)}" for name, values in said.items())
        out.print(f"[dim]{escape(one.text)} → {escape(meant or 'given otherwise')}[/]", soft_wrap=True)
    if interpreted.recognised:
        out.print(f"[dim]searched for: {escape(interpreted.question)}[/]", soft_wrap=True)


def _print_result(out: Console, result: "ResultAnswer", language: str | None) -> None:
    study = result.study
    out.print(f"[bold]{result.rank}. {escape(title_of(study, language))}[/]", soft_wrap=True)
    facts = [
        names_of(study, language),
        when(study.published),
        how_much(study.cost),
        "/".join(study.languages),
    ]
    out.print(f"   [dim]{escape(' · '.join(facts))} · {study.id}[/]", soft_wrap=True)
    passages = Table.grid(padding=(0, 2, 0, 0))
    passages.add_column(style="cyan", no_wrap=True)
    for passage in result.passages:
        passages.add_row(_place(passage), excerpt(passage))
        if passage.explanation:
            passages.add_row("", Text(_found_by(passage.explanation), style="dim"))
    out.print(Padding(passages, (0, 0, 1, 3)))


def _place(passage: "PassageAnswer") -> str:
    page = f"p. {passage.page}" if passage.page else ""
    return f"{passage.language or '?'} {page}"


def _found_by(explanation: "ExplanationAnswer") -> str:
    """Return what a passage was found by, and which words of the question became which in it."""
    shares = (
        f"meaning {explanation.meaning:.2f}, words {explanation.words:.2f}, title {explanation.title:.2f}"
    )
    if explanation.nearness:
        shares += f", nearness {explanation.nearness:.2f}"
    if explanation.parallel:
        shares += f", translation {explanation.parallel:.2f}"
    became = [f"{one.word} → {', '.join(one.found)}" for one in explanation.translations]
    return "; ".join([shares, *became])


def excerpt(passage: "PassageAnswer") -> Text:
    """Return the part of the passage around its first highlight, highlights in bold."""
    first = passage.highlights[0][0] if passage.highlights else 0
    start = passage.text.rfind(" ", 0, max(first - 60, 0)) + 1
    before, after = "… " if start else "", " …" if start + _CONTEXT < len(passage.text) else ""
    text = Text(before + passage.text[start : start + _CONTEXT].replace("\n", " ") + after)
    shift = len(before) - start
    for begin, end in passage.highlights:
        if begin >= start and end <= start + _CONTEXT:
            text.stylize("bold yellow", begin + shift, end + shift)
    return text


def title_of(study: "StudyAnswer | StudyDetailAnswer", language: str | None) -> str:
    """Return the title in the reader's language, else in any."""
    titles = {str(key): value for key, value in study.titles.items()}
    return titles.get(language or "", "") or next(iter(titles.values()), study.id)


def names_of(study: "StudyAnswer | StudyDetailAnswer", language: str | None) -> str:
    """Return the administrations in the reader's language, else in French."""
    names = [
        {str(key): value for key, value in administration.names.items()}
        for administration in study.administrations
    ]
    return ", ".join(name.get(language or "fr", name["fr"]) for name in names) or "administration unknown"


def when(published: "PublishedAnswer | None") -> str:
    """Return the date as far as it is known."""
    return published.text if published else "date unknown"


def how_much(cost: "CostAnswer | None") -> str:
    """Return the cost with what is known of its VAT."""
    if cost is None:
        return "cost unknown"
    vat = {"included": "incl. VAT", "excluded": "excl. VAT", "unknown": "VAT unknown"}[cost.vat]
    return f"{float(cost.amount):,.2f} € {vat}".replace(",", " ")


def print_studies(studies: "Sequence[StudyDetailAnswer]") -> None:
    """Print a table of studies."""
    table = Table("study", "published", "cost", "languages", box=None, padding=(0, 2, 0, 0))
    for study in studies:
        title = f"[bold]{escape(title_of(study, None))}[/]"
        name = f"{title}\n{escape(names_of(study, None))}\n[cyan]{study.id}[/]"
        table.add_row(name, when(study.published), how_much(study.cost), "/".join(study.languages))
    console().print(table)
    console().print(f"[dim]{len(studies)} studies[/]")


def print_study(study: "StudyDetailAnswer") -> None:
    """Print one study and the state of its files."""
    table = Table(show_header=False, box=None)
    for language, title in study.titles.items():
        table.add_row(f"title {language}", escape(title))
    table.add_row("administration", escape(names_of(study, None)))
    table.add_row("author", escape(study.contractor or "unknown"))
    table.add_row("published", when(study.published))
    table.add_row("cost", how_much(study.cost))
    table.add_row("type", study.document_type or "unknown")
    for file in study.files:
        pages = f", {file.pages_with_text} of {file.pages} pages with text" if file.pages else ""
        reason = f": {file.reason}" if file.reason else ""
        table.add_row(
            f"file {file.n}", escape(f"{file.name} ({file.state or 'not read yet'}{pages}){reason}")
        )
    console().print(table)


def print_status(status: "LibraryStatus", backup: str) -> None:
    """Print the state of a library, and what is told of its backup."""
    out = console()
    files = ", ".join(f"{count} {state}" for state, count in status.files.items()) or "none"
    facts = (
        f"studies   {status.studies}\nfiles     {files}\nindex     {escape(status.index)}\n"
        f"encoder   {escape(status.encoder)}\nfusion    {status.fusion}\nbackup    {escape(backup)}"
    )
    out.print(facts, soft_wrap=True)
    for state, count in status.unpublished.items():
        out.print(f"{state:<9} {count}")
    if status.waiting or status.leaving:
        out.print(
            f"[yellow]waiting[/]   {len(status.waiting)} studies to write, {len(status.leaving)} to remove: "
            "run `savoir ingest` again, or `savoir reindex`"
        )
    for file in status.troubled:
        out.print(f"[red]{file.state:<9}[/] {escape(file.name)}: {escape(file.reason or '')}", soft_wrap=True)
    for name in status.unlisted_administrations.values():
        out.print(
            f"[yellow]unlisted[/]  administration {escape(name)!r} is not in the registry", soft_wrap=True
        )
