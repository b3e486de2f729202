"""The figures of a report, against those worked out by hand."""

from dataclasses import replace
from math import log2

import pytest

from eval.methods import Method
from eval.report.data import MIXED, Direction, Results, results, summary_rows
from eval.report.differences import Against, differences, find, tallies
from eval.report.summary import finding_sentence
from ingest.watch import Unwatched
from tests.eval.report import made_up
from tests.eval.report.made_up import BM25, FR, HYBRID, NL, RRF


@pytest.fixture(scope="module")
def toy() -> Results:
    return results(made_up.matrix())


@pytest.fixture(scope="module")
def compared(toy: Results) -> dict[tuple[Direction, Method], Against]:
    found = differences([toy], Unwatched())
    return {(one.direction, one.baseline): one for one in found}


def test_directions_within_a_language_come_first_and_the_mixed_index_last(toy: Results) -> None:
    assert [str(one) for one in toy.evaluations] == ["fr → fr", "nl → nl", "fr → nl", "nl → fr", "all → all"]
    assert toy.methods == (HYBRID, BM25, RRF)


def test_a_summary_row_has_the_mean_of_every_measure_asked_for(toy: Results) -> None:
    rows = {(row.direction, row.method): row for row in summary_rows(toy)}
    row = rows[Direction(FR, FR), HYBRID]
    assert list(row.means) == ["nDCG@10", "P@5"]
    assert row.means["nDCG@10"].mean == pytest.approx(11.5 / 12)
    low, high = row.means["nDCG@10"].interval
    assert low == pytest.approx(10.5 / 12, abs=0.021)
    assert high == 1
    assert row.topics == 12
    assert len(rows) == 4 * 3 + 2


def test_the_mixed_runs_are_measured_over_the_answers_in_all_languages(toy: Results) -> None:
    means = {method: one.means["nDCG@10"].mean for method, one in toy.evaluations[MIXED].items()}
    first_of_two = 1 / (1 + 1 / log2(3))
    assert means == pytest.approx({HYBRID: (1 + 0) / 2, BM25: first_of_two})


def test_pairs_of_languages_without_topics_are_left_out() -> None:
    matrix = made_up.matrix()
    empty = replace(matrix.cells[0], topics=0)
    kept = results(replace(matrix, cells=(empty, *matrix.cells[3:])))
    assert Direction(FR, FR) not in kept.evaluations


def test_one_pair_of_languages_has_no_mixed_index_of_its_own() -> None:
    matrix = made_up.matrix()
    assert list(results(replace(matrix, cells=matrix.cells[:3])).evaluations) == [Direction(FR, FR)]


def test_differences_are_paired_and_count_topics(compared: dict[tuple[Direction, Method], Against]) -> None:
    lost = compared[Direction(FR, FR), BM25]
    assert lost.difference == pytest.approx(-0.5 / 12)
    assert (lost.wins, lost.losses, lost.ties) == (0, 1, 11)
    assert lost.p == 1
    assert lost.interval.low < 0 <= lost.interval.high + 1e-12
    won = compared[Direction(FR, NL), BM25]
    assert won.difference == pytest.approx(0.5)
    assert won.interval == pytest.approx((0.5, 0.5))


def test_p_values_are_corrected_for_all_differences(
    compared: dict[tuple[Direction, Method], Against],
) -> None:
    # Nine: RRF has no mixed run. All signs alike: 2 of 2**12; three such, then 2 of 2**11, as one is a tie.
    assert len(compared) == 9
    alike = [Direction(FR, NL), Direction(NL, FR)]
    assert [compared[direction, BM25].p_holm for direction in alike] == pytest.approx([9 * 2 / 2**12] * 2)
    assert compared[Direction(FR, FR), RRF].p_holm == pytest.approx(6 * 2 / 2**11)
    assert compared[Direction(NL, NL), BM25].p_holm == 1


def test_every_loss_against_bm25_is_a_finding_significant_or_not(
    compared: dict[tuple[Direction, Method], Against],
) -> None:
    findings = find(compared.values())
    assert [one.direction for one in findings.bm25] == [Direction(FR, FR), MIXED]
    assert not any(one.significant for one in findings.bm25)


def test_a_significant_loss_against_another_method_is_a_finding(
    compared: dict[tuple[Direction, Method], Against],
) -> None:
    assert [(one.direction, one.baseline) for one in find(compared.values()).others] == [
        (Direction(NL, FR), RRF)
    ]


def test_directions_are_counted_by_baseline(compared: dict[tuple[Direction, Method], Against]) -> None:
    against_bm25, against_rrf = tallies(compared.values())
    assert (against_bm25.above, against_bm25.clearly_above) == (2, 2)
    assert (against_bm25.equal, against_bm25.below, against_bm25.clearly_below) == (1, 2, 0)
    assert (against_rrf.above, against_rrf.equal, against_rrf.below, against_rrf.clearly_below) == (
        1,
        2,
        1,
        1,
    )


def test_a_finding_says_where_how_much_and_how_sure(
    compared: dict[tuple[Direction, Method], Against],
) -> None:
    assert finding_sentence(compared[Direction(NL, FR), RRF]) == (
        "`toy`, nl → fr: hybrid has nDCG@10 .250, .250 below RRF with .500 (95% interval of the difference "
        "−.250 to −.250; p < .001, corrected .004: significant; 0 topics won, 12 lost)."
    )


def test_without_hybrid_search_nothing_is_compared() -> None:
    matrix = made_up.matrix()
    others = tuple(cell for cell in matrix.cells if cell.method is not HYBRID)
    kept = results(replace(matrix, cells=others, mixed={}))
    assert differences([kept], Unwatched()) == ()
    assert NL in {direction.query for direction in kept.evaluations}
