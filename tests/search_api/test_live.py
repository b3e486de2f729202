"""The version of the index that answers, changed under its readers."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import pytest

from corpus.study import Study, StudyId
from index.errors import IndexDamagedError, IndexMissingError, SearchIndexError
from index.facets import facets
from index.fusion_settings import shipped_fusion_settings
from index.memory import MemoryIndex
from index.points import AverageLengths, IndexedStudy, PointBuilder
from index.port import Filters
from index.search import SearchRequest, SearchResult, SearchSetup, search
from index.setup import search_setup
from models.encoder import Encoder
from models.language import Language
from models.lexical import analyse
from search_api.live import LiveSearch
from search_api.versions import Answer

PATIENCE = 20.0
"""Seconds after which a wait means that the test has failed."""


class WatchedIndex(MemoryIndex):
    """An exact index that remembers how often it was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.closed = 0

    def close(self) -> None:
        self.closed += 1
        super().close()


@dataclass
class Home:
    """Versions that a test publishes, with gates where a thread can be held."""

    encoder: Encoder
    current: str | None = "v1"
    indexes: dict[str, list[WatchedIndex]] = field(default_factory=dict)
    faults: dict[str, SearchIndexError] = field(default_factory=dict)
    opening: dict[str, "Gate"] = field(default_factory=dict)
    answering: dict[str, "Gate"] = field(default_factory=dict)

    def version(self) -> str:
        if self.current is None:
            raise IndexMissingError("here")
        return self.current

    def open(self, version: str) -> SearchSetup:
        if gate := self.opening.get(version):
            gate.pass_through()
        if fault := self.faults.get(version):
            raise fault
        index = WatchedIndex()
        self.indexes.setdefault(version, []).append(index)
        return search_setup(index, self.encoder, shipped_fusion_settings(self.encoder.name))

    def answer(self, setup: SearchSetup) -> Answer:
        def answer(request: SearchRequest) -> SearchResult:
            if gate := self.answering.get(request.text):
                gate.pass_through()
            assert isinstance(setup.index, WatchedIndex)
            assert not setup.index.closed, "an index was closed under its reader"
            return search(setup, request)

        return answer

    def live(self, *, patience: float = PATIENCE) -> LiveSearch:
        return LiveSearch(
            current_version=self.version, open_setup=self.open, answer_with=self.answer, patience=patience
        )


class Gate:
    """Holds the threads that come to it until the test lets them through."""

    def __init__(self) -> None:
        self._reached, self._open = threading.Semaphore(0), threading.Event()

    def pass_through(self) -> None:
        self._reached.release()
        assert self._open.wait(PATIENCE)

    def wait_until_reached(self) -> None:
        assert self._reached.acquire(timeout=PATIENCE)

    def let_through(self) -> None:
        self._open.set()


@pytest.fixture
def home(encoder: Encoder) -> Home:
    return Home(encoder)


@contextmanager
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def done(future: Future[SearchResult]) -> SearchResult:
    return future.result(PATIENCE)


def test_an_index_is_opened_once_and_kept(home: Home) -> None:
    live = home.live()
    for _ in range(3):
        live.search(SearchRequest(text="péage"))
    live.similar(StudyId("a"), limit=3)
    live.check()
    assert len(home.indexes["v1"]) == 1
    assert home.indexes["v1"][0].closed == 0


def test_the_next_question_after_a_new_version_is_answered_from_it(home: Home) -> None:
    live = home.live()
    live.search(SearchRequest(text="péage"))
    home.current = "v2"
    live.search(SearchRequest(text="péage"))
    assert live.version() == "v2"
    assert [index.closed for name in ("v1", "v2") for index in home.indexes[name]] == [1, 0]


def test_the_old_index_is_closed_only_when_its_last_reader_leaves(home: Home) -> None:
    live = home.live()
    first, last = home.answering.setdefault("first", Gate()), home.answering.setdefault("last", Gate())
    with threads() as pool:
        reading = [pool.submit(live.search, SearchRequest(text=text)) for text in ("first", "last")]
        first.wait_until_reached()
        last.wait_until_reached()
        home.current = "v2"
        live.search(SearchRequest(text="péage"))
        (old,) = home.indexes["v1"]
        assert old.closed == 0
        first.let_through()
        done(reading[0])
        assert old.closed == 0
        last.let_through()
        done(reading[1])
    assert old.closed == 1
    assert home.indexes["v2"][0].closed == 0


def test_many_readers_at_once_open_a_version_once(home: Home) -> None:
    live, start = home.live(), threading.Barrier(8)

    def ask() -> SearchResult:
        start.wait(PATIENCE)
        return live.search(SearchRequest(text="péage"))

    with threads() as pool:
        for future in [pool.submit(ask) for _ in range(8)]:
            done(future)
    assert len(home.indexes["v1"]) == 1


def test_readers_leave_while_the_next_version_is_being_opened(home: Home) -> None:
    live = home.live()
    inside = home.answering.setdefault("inside", Gate())
    opening = home.opening.setdefault("v2", Gate())
    with threads() as pool:
        reader = pool.submit(live.search, SearchRequest(text="inside"))
        inside.wait_until_reached()
        home.current = "v2"
        opener = pool.submit(live.search, SearchRequest(text="péage"))
        opening.wait_until_reached()
        inside.let_through()
        done(reader)
        assert home.indexes["v1"][0].closed == 0  # v2 might still turn out to be unreadable
        opening.let_through()
        done(opener)
    assert home.indexes["v1"][0].closed == 1


def test_who_asks_while_a_version_is_opened_waits_for_it_within_their_patience(home: Home) -> None:
    live = home.live()
    live.search(SearchRequest(text="péage"))
    opening = home.opening.setdefault("v2", Gate())
    home.current = "v2"
    with threads() as pool:
        asked = [pool.submit(live.search, SearchRequest(text="péage")) for _ in range(4)]
        opening.wait_until_reached()
        assert not any(future.done() for future in asked)
        opening.let_through()
        for future in asked:
            done(future)
    assert len(home.indexes["v2"]) == 1


def test_beyond_their_patience_readers_get_the_version_before_until_the_next_is_open(home: Home) -> None:
    live = home.live(patience=0)
    live.check()
    opening = home.opening.setdefault("v2", Gate())
    home.current = "v2"
    assert live.check() == "v1"
    opening.wait_until_reached()
    assert live.check() == "v1"
    opening.let_through()
    live.close()  # waits for what is being opened, and closes it
    assert [index.closed for name in ("v1", "v2") for index in home.indexes[name]] == [1, 1]
    assert live.check() == "v2"


def test_beyond_their_patience_readers_are_told_of_a_version_that_turned_out_broken(home: Home) -> None:
    live = home.live(patience=0)
    live.check()
    opening = home.opening.setdefault("v2", Gate())
    home.current, home.faults["v2"] = "v2", IndexDamagedError("v2", "no segments")
    assert live.check() == "v1"
    opening.let_through()
    live._open._opening.thread.join(PATIENCE)  # type: ignore[union-attr]
    with pytest.raises(IndexDamagedError):
        live.check()


def test_what_readers_may_not_see_any_more_is_left_out_of_answers_and_counts(encoder: Encoder) -> None:
    hidden: set[StudyId] = set()
    setup = search_setup(MemoryIndex(), encoder, shipped_fusion_settings(encoder.name))
    for name in ("one", "two"):
        title = IndexedStudy(study=Study(id=StudyId(name), titles={Language.FR: "péage"}), extractions=())
        builder = PointBuilder(encoder, analyse, AverageLengths({}, {}))
        setup.index.replace_study(*builder.build(title))
    live = LiveSearch(
        current_version=lambda: "v1",
        open_setup=lambda _: setup,
        answer_with=lambda opened: partial(search, opened),
        hidden=lambda indexed: indexed & hidden,
    )
    request = SearchRequest(text="péage", language=Language.FR)
    assert live.search(request).total == live.list_studies(request).total == 2
    hidden.add(StudyId("two"))
    found = live.search(request)
    assert ([one.study for one in found.studies], found.total) == (["one"], 1)
    assert {count for values in found.facets.values() for _, count in values} == {1}
    assert live.list_studies(request).studies == ("one",)
    assert live.facets(Filters()) == found.facets


def test_a_version_that_cannot_be_opened_says_so_until_it_can(home: Home) -> None:
    live = home.live()
    live.search(SearchRequest(text="péage"))
    home.current = "v2"
    home.faults["v2"] = IndexDamagedError("v2", "no segments")
    for _ in range(2):
        with pytest.raises(IndexDamagedError, match="no segments"):
            live.search(SearchRequest(text="péage"))
    assert home.indexes["v1"][0].closed == 0
    del home.faults["v2"]
    live.search(SearchRequest(text="péage"))
    assert home.indexes["v1"][0].closed == 1


def test_going_back_to_the_version_before_a_broken_one_answers_at_once(home: Home) -> None:
    live = home.live()
    live.search(SearchRequest(text="péage"))
    home.current, home.faults["v2"] = "v2", IndexDamagedError("v2", "no segments")
    with pytest.raises(IndexDamagedError):
        live.check()
    home.current = "v1"
    live.search(SearchRequest(text="péage"))
    assert len(home.indexes["v1"]) == 1


def test_a_fault_leaves_readers_of_the_old_version_in_peace(home: Home) -> None:
    live = home.live()
    inside = home.answering.setdefault("inside", Gate())
    with threads() as pool:
        reader = pool.submit(live.search, SearchRequest(text="inside"))
        inside.wait_until_reached()
        home.current, home.faults["v2"] = "v2", IndexDamagedError("v2", "no segments")
        with pytest.raises(IndexDamagedError):
            live.search(SearchRequest(text="péage"))
        inside.let_through()
        assert done(reader).total == 0


def test_a_version_swept_away_while_it_was_being_opened_gives_way_to_the_newer_one(home: Home) -> None:
    """The pointer was read, then the writer put another version in its place and deleted this one."""
    live = home.live()
    gate = home.opening.setdefault("v1", Gate())
    home.faults["v1"] = IndexDamagedError("v1", "no manifest")
    with threads() as pool:
        asked = pool.submit(live.search, SearchRequest(text="péage"))
        gate.wait_until_reached()
        home.current = "v2"
        gate.let_through()
        done(asked)
    assert list(home.indexes) == ["v2"]


def test_a_reader_held_up_before_the_door_does_not_bring_an_old_version_back(home: Home) -> None:
    """Whoever comes late asks for the version anew: versions only go forward."""
    live = home.live()
    gate = home.opening.setdefault("v1", Gate())
    with threads() as pool:
        asked = [pool.submit(live.search, SearchRequest(text="péage")) for _ in range(4)]
        gate.wait_until_reached()
        home.current = "v2"
        gate.let_through()
        for future in asked:
            done(future)
    assert (len(home.indexes["v1"]), len(home.indexes["v2"])) == (1, 1)
    assert home.indexes["v1"][0].closed == 1


def test_an_index_that_is_missing_is_said_to_be_missing_and_found_once_it_is_there(home: Home) -> None:
    home.current = None
    live = home.live()
    with pytest.raises(IndexMissingError):
        live.search(SearchRequest(text="péage"))
    home.current = "v1"
    assert live.search(SearchRequest(text="péage")).facets == facets(
        MemoryIndex(), SearchRequest(text="x").filters
    )


def test_closing_waits_for_the_last_reader(home: Home) -> None:
    live = home.live()
    inside = home.answering.setdefault("inside", Gate())
    with threads() as pool:
        reader = pool.submit(live.search, SearchRequest(text="inside"))
        inside.wait_until_reached()
        live.close()
        assert home.indexes["v1"][0].closed == 0
        inside.let_through()
        done(reader)
    assert home.indexes["v1"][0].closed == 1


def test_closing_twice_closes_once(home: Home) -> None:
    live = home.live()
    live.check()
    live.close()
    live.close()
    assert home.indexes["v1"][0].closed == 1
    assert len(home.indexes["v1"]) == 1


def test_a_question_that_fails_is_counted_out(home: Home) -> None:
    live = home.live()
    live.check()
    home.indexes["v1"][0].search = None  # type: ignore[method-assign, assignment]
    with pytest.raises(TypeError):
        live.search(SearchRequest(text="péage"))
    home.current = "v2"
    live.check()
    assert home.indexes["v1"][0].closed == 1
