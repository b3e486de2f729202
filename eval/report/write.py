"""Write a report as a folder, whole or not at all."""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.errors import EvaluationDataError
from eval.files import write_whole
from eval.matrix import Matrix
from eval.qrels import write_qrels
from eval.report.as_json import report_json
from eval.report.data import Report
from eval.report.document import Analysis, analyse, document
from eval.report.markdown import markdown
from eval.report.page import page
from eval.run import write_run
from ingest.watch import Unwatched, Watch

_PAGE, _TEXT, _DATA, _RUNS = "index.html", "report.md", "report.json", "runs"
_PART = re.compile(r"index\.html|report\.md|report\.json|runs/[^/]+\.(trec\.gz|qrels)")
_UNWATCHED = Unwatched()


def write_report(report: Report, out: Path, watch: Watch = _UNWATCHED) -> tuple[Path, ...]:
    """Write ``index.html``, ``report.md``, ``report.json``, and ``runs`` over all documents with judgements.

    All of it is written beside ``out`` first and moved there when it is whole; a report that is there is
    replaced.

    Args:
        report: what was measured.
        out: a new or empty folder, or one that holds a report.
        watch: is told how far the work is.

    Returns:
        The files, the page first.

    Raises:
        EvaluationDataError: ``out`` is something else or cannot be written, or two collections share a name.
    """
    check_folder(out)
    _check_names(report.matrices, out)
    analysis = analyse(report, watch)
    with _replacing(out) as draft:
        _write_all(analysis, draft, watch)
        runs = sorted(path.name for path in (draft / _RUNS).glob("*"))
    return (out / _PAGE, out / _TEXT, out / _DATA, *(out / _RUNS / name for name in runs))


def check_folder(out: Path) -> None:
    """Check that a report may be written here, before much time goes into it.

    Raises:
        EvaluationDataError: it is a file, or a folder that holds something other than a report.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise EvaluationDataError(out, None, "it is a file; name a folder for the report")
    if any(out.iterdir()) and not (out / _DATA).is_file():
        reason = f"the folder is not empty and holds no {_DATA}, so it is no report; name another one"
        raise EvaluationDataError(out, None, reason)
    files = (path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir())
    if foreign := min((name for name in files if not _PART.fullmatch(name)), default=None):
        reason = f"the report there would be replaced, and {foreign!r} is no part of it; move it away first"
        raise EvaluationDataError(out, None, reason)


def _check_names(matrices: Sequence[Matrix], out: Path) -> None:
    names = [matrix.collection for matrix in matrices]
    if twice := next((name for name in names if names.count(name) > 1), None):
        reason = f"two collections of the report are called {twice!r}; rename the folder of one"
        raise EvaluationDataError(out, None, reason)


def _write_all(analysis: Analysis, draft: Path, watch: Watch) -> None:
    read = document(analysis)
    writers: dict[str, Callable[[], str]] = {
        _PAGE: lambda: page(read),
        _TEXT: lambda: markdown(read),
        _DATA: lambda: report_json(analysis),
    }
    matrices = analysis.report.matrices
    watch.begin("Writing the report", len(writers) + len(matrices))
    for name, write in writers.items():
        write_whole(draft / name, [write()])
        watch.step()
    for matrix in matrices:
        _write_runs(matrix, draft / _RUNS)
        watch.step()


def _write_runs(matrix: Matrix, folder: Path) -> None:
    """Write the runs over all documents, gzipped: a hundred megabytes otherwise; and their judgements."""
    for method, (run, qrels) in matrix.mixed.items():
        write_run(run, folder / f"{matrix.collection}.{method}.trec.gz")
        write_qrels(qrels, folder / f"{matrix.collection}.qrels")


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    """Yield a folder that takes the place of ``out`` if nothing fails; if something does, it is gone."""
    place = out.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=f".{place.name}.") as directory:
            draft, old = Path(directory) / "new", Path(directory) / "old"
            draft.mkdir()
            yield draft
            _swap(place, draft, old)
    except OSError as error:
        raise EvaluationDataError(out, None, f"it cannot be written: {error.strerror}") from error


def _swap(place: Path, draft: Path, old: Path) -> None:
    try:
        if place.exists():
            place.rename(old)
        draft.rename(place)
    except BaseException:
        if old.exists() and not place.exists():
            old.rename(place)
        raise
