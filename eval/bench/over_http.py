"""How fast a server process answers hybrid searches, with three filters and without."""

from contextlib import closing

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from eval.bench.load import Load, closed_loop, open_loop, threads
from eval.bench.results import HttpCost, HttpSpeed, Loop, PageSpeed
from eval.bench.searching import FILTERS
from eval.bench.server import Client, Server, serving
from eval.bench.timing import latency, per_second, resident_megabytes
from eval.bench.workbench import WARM_UP, Workbench, three_filters

_SEARCH = "/api/v1/search"
_PAGES = {"page of results": ("/fr", None), "suggestions": ("/fr/suggest", 6)}
"""What readers wait for: its path, and how many characters of the question they have typed; ``None``: all."""
_CLIENTS = (1, 4)
_SHARE = 0.5
"""Of the throughput of the busiest closed loop that arrives in the open one: a server that is not full."""
_AT_ONCE = 32
"""Requests that may be under way in an open loop; more wait, which counts."""


def over_http(bench: Workbench) -> HttpCost:
    """Measure a server over the library from here: with filters and without, closed loops and an open one."""
    with bench.step("filling the catalogue"), _catalogue(bench) as catalogue:
        catalogue.put_studies(bench.library.catalogue())
    with serving(bench.directory) as server:
        speeds = [speed for filters in (FILTERS, 0) for speed in _speeds(bench, server, filters)]
        pages = tuple(_page(bench, server, name) for name in _PAGES)
        return HttpCost(speeds=tuple(speeds), rss_megabytes=resident_megabytes(server.process), pages=pages)


def _speeds(bench: Workbench, server: Server, filters: int) -> tuple[HttpSpeed, ...]:
    with closing(Client(server, _SEARCH, _parameters() if filters else {})) as client:
        bench.begin(_task("over HTTP, warming up", filters), WARM_UP)
        for question in bench.questions()[:WARM_UP]:
            client.ask(question)
            bench.watch.step()
        closed = [_closed(bench, client, filters, clients) for clients in _CLIENTS]
        rate = per_second(max(speed.per_second for speed in closed), 1 / _SHARE)
        return (*closed, _open(bench, client, filters, rate))


def _page(bench: Workbench, server: Server, name: str) -> PageSpeed:
    path, typed = _PAGES[name]
    with closing(Client(server, path)) as client:
        seconds, _ = bench.ask(f"over HTTP, {name}", lambda question: client.ask(question[:typed]))
        return PageSpeed(name=name, latency=latency(seconds))


def _catalogue(bench: Workbench) -> Catalogue:
    return Catalogue.open(sqlite_url(bench.directory / "catalogue.sqlite"))


def _closed(bench: Workbench, client: Client, filters: int, clients: int) -> HttpSpeed:
    asked = bench.questions()[WARM_UP:]
    bench.begin(_task(f"over HTTP, {clients} at a time", filters), len(asked))
    with threads(clients) as pool:
        load = closed_loop(client.ask, asked, clients=clients, pool=pool, watch=bench.watch)
    return _speed(filters, Loop.CLOSED, load, clients=clients)


def _open(bench: Workbench, client: Client, filters: int, rate: float) -> HttpSpeed:
    asked = bench.questions()[WARM_UP:]
    bench.begin(_task(f"over HTTP, {rate:g} a second", filters), len(asked))
    with threads(_AT_ONCE) as pool:
        load = open_loop(client.ask, asked, rate=rate, pool=pool, watch=bench.watch)
    return _speed(filters, Loop.OPEN, load, rate=rate)


def _task(what: str, filters: int) -> str:
    return f"{what}, filtered" if filters else what


def _speed(
    filters: int, loop: Loop, load: Load, *, clients: int | None = None, rate: float | None = None
) -> HttpSpeed:
    return HttpSpeed(
        filters=filters,
        loop=loop,
        clients=clients,
        rate=rate,
        latency=latency(load.seconds),
        per_second=per_second(len(load.seconds), load.together),
    )


def _parameters() -> dict[str, str]:
    """Return the three filters as a reader writes them into an address."""
    filters = three_filters()
    return {
        "administration": next(iter(filters.administrations)),
        "date_from": str(filters.date_from),
        "date_to": str(filters.date_to),
        "cost_min": str(filters.cost_min),
    }
