"""The first two sections: what was found, and how it was measured."""

from collections.abc import Sequence

from eval.methods import Method
from eval.report.blocks import Block, Paragraph, Points, Section, Table, Terms, entries
from eval.report.data import METHODS, MIXED, Results
from eval.report.differences import ALPHA, Against, Tally, find, tallies
from eval.report.numbers import count, figure, p_sentence, p_value, signed, signed_span
from eval.report.wording import METHOD_TERMS, NAMES, measure_term


def findings_section(collections: Sequence[Results], differences: Sequence[Against]) -> Section:
    """Say where hybrid search stands, every loss against plain BM25 first."""
    blocks: list[Block] = _losses(differences) if differences else [Paragraph(_NOTHING)]
    fairness = [sentence for results in collections for sentence in _fairness_sentences(results)]
    if fairness:
        blocks.append(
            Paragraph("With parallel documents of all languages in one index, hybrid search finds:")
        )
        blocks.append(Points(tuple(fairness)))
    return Section(id="findings", title="Findings", blocks=tuple(blocks))


def finding_sentence(loss: Against) -> str:
    """Return a loss of hybrid search in words."""
    sure = "significant" if loss.significant else "not significant"
    return (
        f"`{loss.collection}`, {loss.direction}: hybrid has {loss.measure} {figure(loss.new)}, "
        f"{figure(-loss.difference)} below {NAMES[loss.baseline]} with {figure(loss.base)} "
        f"(95% interval of the difference {signed_span(loss.interval)}; {p_sentence(loss.p)}, corrected "
        f"{p_value(loss.p_holm)}: {sure}; {count(loss.wins, 'topic')} won, {loss.losses:,} lost)."
    )


def method_section(collections: Sequence[Results], differences: Sequence[Against]) -> Section:
    """Say what was measured and how, for a reader who was not there."""
    asked = {method for results in collections for method in results.methods}
    measures = dict.fromkeys(measure for results in collections for measure in results.measures)
    blocks: list[Block] = [Paragraph(_PATH), Paragraph(_DIRECTIONS)]
    if any(MIXED in results.evaluations for results in collections):
        blocks.append(Paragraph(_MIXED))
    blocks += [
        Paragraph("Ways to rank, Savoir's own and the textbook methods that they are held against:"),
        Terms(tuple((NAMES[method], METHOD_TERMS[method]) for method in METHODS if method in asked)),
        Paragraph("Measures, averaged over topics; a topic that gets no answer counts as zero:"),
        Terms(tuple((measure, measure_term(measure)) for measure in measures)),
        Paragraph(_INTERVALS),
    ]
    if differences:
        blocks.append(Paragraph(_tests(len(differences))))
    return Section(id="method", title="What was measured, and how", blocks=tuple(blocks))


_NOTHING = "Hybrid search was measured beside no other way to rank, so there is nothing to compare it with."
_PATH = (
    "Every collection has documents, topics (questions as readers ask them) and judgements of which "
    "documents answer which topic. Its documents are brought into a throw-away index by the product's own "
    "path: read, split into passages, encoded and indexed as any file is. What is measured is what is "
    "shipped."
)
_DIRECTIONS = (
    "A direction is a pair of languages: fr → nl asks French questions of Dutch documents (fr French, nl "
    "Dutch, en English). A collection of files is one library, and a direction filters it on the language of "
    "the passages; parallel collections have an index of their own for each language of documents."
)
_MIXED = (
    "all → all asks every question of all documents in one index. Questions about parallel documents then "
    "have several answers, one in each language. Where questions are parallel too, the same question counts "
    "once in each of its languages, so that these intervals are somewhat too narrow."
)
_INTERVALS = (
    "Intervals are 95% bootstrap intervals from 9,999 resamples of the topics: what other topics of the same "
    "kind would give."
)
_ALPHA = figure(ALPHA).rstrip("0")


def _tests(number: int) -> str:
    return (
        "Differences are paired: hybrid less the other method on the same topics, by the first measure of "
        "the collection. Their p-values come from two-sided randomisation tests. Among many tests some are "
        f"small by chance, so they are corrected for all {count(number, 'difference')} of this report by "
        f"Holm's procedure; a difference is called significant where the corrected p is below {_ALPHA}."
    )


def _losses(differences: Sequence[Against]) -> list[Block]:
    tallied, findings = tallies(differences), find(differences)
    blocks: list[Block] = [Paragraph(_against_bm25(one)) for one in tallied if one.baseline is Method.BM25]
    if findings.bm25:
        blocks.append(Paragraph("Where hybrid search is below plain BM25, every direction:"))
        blocks.append(Points(tuple(map(finding_sentence, findings.bm25))))
    if findings.others:
        blocks.append(Paragraph("Where it is significantly below another way to rank:"))
        blocks.append(Points(tuple(map(finding_sentence, findings.others))))
    return [*blocks, _tally_table(tallied)]


def _against_bm25(tally: Tally) -> str:
    directions = count(tally.above + tally.equal + tally.below, "direction")
    equal = f", level in {tally.equal}" if tally.equal else ""
    return (
        f"Against plain BM25, hybrid search is above in {tally.above} of {directions} "
        f"({tally.clearly_above} significantly){equal} and below in {tally.below} "
        f"({tally.clearly_below} significantly)."
    )


def _tally_table(tallied: Sequence[Tally]) -> Table:
    return Table(
        caption="Hybrid search against each other method, in numbers of directions",
        columns=("against", "above", "significantly", "level", "below", "significantly"),
        rows=tuple(
            entries(
                NAMES[one.baseline],
                *map(str, (one.above, one.clearly_above, one.equal, one.below, one.clearly_below)),
            )
            for one in tallied
        ),
    )


def _fairness_sentences(results: Results) -> list[str]:
    return [
        f"`{results.collection}`, questions in {one.query}: the answer in their own language among the first "
        f"ten for {figure(one.own.mean)} of them (loss against an index of that language alone: "
        f"{signed(one.loss)}), its version in another language for {figure(one.counterpart.mean)}."
        for one in results.fairness
        if one.method is Method.HYBRID
    ]
