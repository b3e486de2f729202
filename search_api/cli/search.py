"""``savoir search``."""

from typing import Annotated

import typer


def search(
    question: Annotated[str, typer.Argument(help="What you want to know, in French, Dutch or English.")],
    administration: Annotated[
        list[str] | None, typer.Option(help="Any name or acronym; may be repeated.")
    ] = None,
    from_: Annotated[str | None, typer.Option("--from", help="2018, 2018-06 or 2018-06-30.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="2022, 2022-06 or 2022-06-30, included.")] = None,
    min_cost: Annotated[str | None, typer.Option(help="Euros.")] = None,
    max_cost: Annotated[str | None, typer.Option(help="Euros.")] = None,
    include_unknown_cost: Annotated[
        bool, typer.Option(help="With a cost bound, keep the studies whose cost is unknown.")
    ] = False,
    language: Annotated[
        list[str] | None, typer.Option(help="fr, nl or en: the language of the passages; may be repeated.")
    ] = None,
    document_type: Annotated[
        list[str] | None, typer.Option("--type", help="study, evaluation, survey …; may be repeated.")
    ] = None,
    mode: Annotated[str, typer.Option(help="keyword, semantic or hybrid.")] = "hybrid",
    limit: Annotated[int, typer.Option(help="Studies to show.")] = 10,
    offset: Annotated[int, typer.Option(help="Studies to skip.")] = 0,
    interpret: Annotated[
        bool, typer.Option(help="Apply the filters that the question says in words, and say which.")
    ] = False,
    explain: Annotated[bool, typer.Option(help="Say what each passage was found by.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The answer of the API.")] = False,
) -> None:
    """Find studies and the passages that answer a question."""
    from datetime import date

    from search_api.cli.terminal import print_answer
    from search_api.interpreting.applying import asked
    from search_api.presenting import present_search
    from search_api.requests import SearchParameters
    from search_api.settings import read_settings
    from search_api.wiring import reading

    parameters = SearchParameters(
        q=question,
        administration=administration or [],
        date_from=from_,
        date_to=to,
        cost_min=min_cost,
        cost_max=max_cost,
        include_unknown_cost=include_unknown_cost,
        language=language or [],
        document_type=document_type or [],
        mode=mode,
        limit=limit,
        offset=offset,
        interpret=interpret,
        explain=explain,
    )
    with reading(read_settings()) as services:
        wanted = asked(parameters, services, today=date.today())
        answer = present_search(services, wanted.request, explain=explain, in_words=wanted.in_words)
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
    else:
        print_answer(answer)
