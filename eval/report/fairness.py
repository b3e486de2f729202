"""The part of a collection that says what sharing an index does to each language."""

from eval.matrix import Fairness
from eval.report.blocks import Entry, Paragraph, Section, Table, entries
from eval.report.data import Results
from eval.report.numbers import count, figure, signed, span
from eval.report.wording import INTERVALS, NAMES


def fairness_section(results: Results, anchor: str) -> Section | None:
    """Return own and counterpart@10 of every method; ``None`` for a collection without parallel documents."""
    if not results.fairness:
        return None
    topics = max(one.topics for one in results.fairness)
    table = Table(
        caption=f"Parallel documents in one index, {count(topics, 'topic')} in each language",
        columns=("questions", "method", "own@10", "counterpart@10", "alone", "loss"),
        rows=tuple(map(_row, results.fairness)),
        heads=2,
        notes=INTERVALS,
    )
    return Section(
        id=f"{anchor}-fairness", title="Fairness between languages", blocks=(Paragraph(_FAIRNESS), table)
    )


_FAIRNESS = (
    "All documents share one index, and each is there in every language. own@10 is the share of questions "
    "with the answer in their own language among the first ten, counterpart@10 the share with its version in "
    "another language; alone is own@10 where the index holds the questions' language only, and the loss is "
    "what sharing costs. Languages are treated fairly where counterpart@10 is high and the loss is small, "
    "both at once."
)


def _row(one: Fairness) -> tuple[Entry, ...]:
    return (
        *entries(one.query, NAMES[one.method]),
        *(Entry(figure(mean.mean), span(mean.interval)) for mean in (one.own, one.counterpart)),
        *entries(figure(one.alone), signed(one.loss)),
    )
