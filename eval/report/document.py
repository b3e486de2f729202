"""What a report says, in the order in which it is read; the same for HTML and Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.report.blocks import Document
from eval.report.data import Report, Results, results
from eval.report.differences import Against, differences
from eval.report.encoding import encoder_section
from eval.report.numbers import count
from eval.report.provenance import provenance_section
from eval.report.retrieval import collection_section
from eval.report.speed import speed_section
from eval.report.summary import findings_section, method_section
from ingest.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A report with all that is computed from it."""

    report: Report
    collections: tuple[Results, ...]
    differences: tuple[Against, ...]


def analyse(report: Report, watch: Watch) -> Analysis:
    """Measure the mixed runs of a report and test its differences."""
    watch.begin("Measuring mixed runs", len(report.matrices))
    collections = []
    for matrix in report.matrices:
        collections.append(results(matrix))
        watch.step()
    return Analysis(
        report=report, collections=tuple(collections), differences=differences(collections, watch)
    )


def document(analysis: Analysis) -> Document:
    """Return the report for readers."""
    report = analysis.report
    sections = []
    if analysis.collections:
        sections.append(findings_section(analysis.collections, analysis.differences))
        sections.append(method_section(analysis.collections, analysis.differences))
    for number, collection in enumerate(analysis.collections, start=1):
        own = [one for one in analysis.differences if one.collection == collection.collection]
        sections.append(collection_section(collection, own, f"collection-{number}"))
    if report.encoder:
        sections.append(encoder_section(report.encoder))
    if report.bench:
        sections.append(speed_section(report.bench))
    return Document(
        title="How well Savoir finds",
        lead=_lead(report, analysis.collections),
        sections=(*sections, provenance_section(report.provenance)),
    )


def _lead(report: Report, collections: Sequence[Results]) -> str:
    parts = [count(len(collections), "collection")] if collections else []
    parts += ["the encoder alone"] if report.encoder else []
    parts += ["the speed of searches"] if report.bench else []
    measured = " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:]))) or "nothing"
    return (
        f"An evaluation of {report.provenance.date.isoformat()} with the encoder "
        f"`{report.provenance.encoder}`: {measured}."
    )
