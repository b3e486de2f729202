"""What a librarian writes of a study, and wrote of it before: where personal data may stand besides files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from corpus.catalogue.documents import REASON, study_of
from corpus.catalogue.history import Revision, replayed
from corpus.personal import Decision, Verdict
from corpus.study import Study, StudyId
from ingest.personal.again import redacted_names
from ingest.personal.find import find_personal_data
from ingest.personal.finding import Finding, apart

Texts = Iterable[tuple[str, str]]
"""Texts, each with the name of its field in the history."""


CONTRACTOR = "contractor"
"""The field of the author."""


def found_in(field: str, text: str, holder: str, decisions: Mapping[str, Decision]) -> tuple[Finding, ...]:
    """Return what is personal in a text of a record, and the names in it that were redacted before.

    The author of a study may well have such a name.

    Args:
        field: where the text stands.
        text: the text.
        holder: what ``record_holder`` makes of the study.
        decisions: what was decided about the record, by key.
    """
    redacted = {key for key, one in decisions.items() if one.verdict is Verdict.REDACTED}
    names = () if field == CONTRACTOR else redacted_names(text, holder, redacted)
    return apart([*names, *find_personal_data(text)])


def texts_of(study: Study) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record; the endings of names of files are none, and belong to no mailbox."""
    yield from (("titles", title) for title in study.titles.values())
    yield from (("abstracts", abstract) for abstract in study.abstracts.values())
    yield from (("keywords", ", ".join(words)) for words in study.keywords.values())
    yield from (("administrations_as_written", name) for name in study.administrations_as_written)
    yield (CONTRACTOR, study.contractor or "")
    yield from (("files", PurePath(file.name).stem) for file in study.files)


def texts_of_history(study: StudyId, revisions: Sequence[Revision]) -> Iterator[tuple[str, str]]:
    """Yield the texts of all states of a record, the latest first, and why it was withdrawn; each once."""
    told: set[tuple[str, str]] = set()
    for revision in reversed(revisions):
        state = replayed(study, revisions, revision.number)
        for text in (*texts_of(study_of(study, state)), (REASON, state.get(REASON) or "")):
            if text not in told:
                told.add(text)
                yield text
