"""The benchmark of the desk, as small as it can be."""

import pytest

from eval.bench.desk.measuring import desk_speed
from eval.bench.desk.results import DeskSpeed
from ingest.watch import Unwatched

STUDIES, ROWS, ASKED = 60, 10, 2


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> DeskSpeed:
    directory = tmp_path_factory.mktemp("desk")
    return desk_speed(directory, STUDIES, rows=ROWS, asked=ASKED, watch=Unwatched())


def test_every_page_is_asked_for_and_answers(measured: DeskSpeed) -> None:
    names = [page.name for page in measured.pages]
    assert len(names) == len(set(names))
    assert {"list", "inbox", "legal view", "many at a time, all: apply"} <= set(names)
    assert all(0 < page.p50 <= page.p95 <= page.most for page in measured.pages)
    assert {page.count for page in measured.pages} == {1, ASKED, 3}
    assert next(page for page in measured.pages if page.name == "list").kilobytes > 20, "fifty rows"


def test_the_import_leaves_a_question_for_each_missing_file(measured: DeskSpeed) -> None:
    assert measured.questions == ROWS + 1, "one of the worker's first import"
    assert [job.name for job in measured.jobs][:1] == [f"import of {ROWS} rows"]
    assert all(job.seconds > 0 for job in measured.jobs)
