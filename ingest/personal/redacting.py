"""The text of a file without what was redacted in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.personal import Decision
from corpus.redaction import covering
from ingest.passage import Extraction
from ingest.personal.files import FileFinding
from ingest.personal.finding import Kind
from ingest.personal.values import key_of


def redacted(
    extraction: Extraction, findings: Sequence[FileFinding], decisions: Mapping[str, Decision]
) -> Extraction:
    """Return what a file gave with a bar for every spelling of each redacted value, wherever it stands.

    Where a redacted value is not found again, as a later version may read or find less, nothing of the text
    is given: it may well stand there.

    Args:
        extraction: what the file gave.
        findings: all that was found in it.
        decisions: the redactions, by key.
    """
    if lost(extraction, findings, decisions):
        return replace(extraction, passages=(), outline=(), title=None, author=None)
    without = covering(spellings_of(extraction, findings, decisions))
    return replace(
        extraction,
        passages=tuple(
            replace(one, text=without(one.text), headings=tuple(map(without, one.headings)))
            for one in extraction.passages
        ),
        outline=tuple(replace(heading, text=without(heading.text)) for heading in extraction.outline),
        title=extraction.title and without(extraction.title),
        author=extraction.author and without(extraction.author),
    )


def lost(
    extraction: Extraction, findings: Iterable[FileFinding], decisions: Mapping[str, Decision]
) -> tuple[Decision, ...]:
    """Return the redactions whose value is found in the text no more, nor where it was."""
    known = {one.key for one in findings}
    return tuple(
        one for key, one in decisions.items() if key not in known and _where_it_was(extraction, one) is None
    )


def spellings_of(
    extraction: Extraction, findings: Iterable[FileFinding], decisions: Mapping[str, Decision]
) -> set[str]:
    """Return every way in which the values of decisions stand in the text of a file."""
    found = {
        extraction.passages[place.passage].text[place.start : place.end]
        for one in findings
        if one.key in decisions
        for place in one.places
    }
    before = (_where_it_was(extraction, one) for one in decisions.values())
    return found | {text for text in before if text is not None}


def _where_it_was(extraction: Extraction, decision: Decision) -> str | None:
    """Return the value that stands where it stood when it was decided about, if it is still the same."""
    number = decision.passage
    if number is None or number >= len(extraction.passages):
        return None
    text = extraction.passages[number].text[decision.start : decision.end]
    return text if key_of(extraction.file, Kind(decision.kind), text) == decision.key else None
