"""Findings on the page where they stand."""

from corpus.study import Sha256, Study
from ingest.drawing import Sheet
from search_api.editing.pages import is_drawn, page_picture
from search_api.errors import FindingNotFoundError
from search_api.library import Shelf
from search_api.personal.findings import StudyFinding, findings_of


def finding_of(shelf: Shelf, study: Study, key: str) -> StudyFinding:
    """Return the finding of a key.

    Raises:
        FindingNotFoundError: the study has none of that key.
        FileMissingError: the store has lost a file.
    """
    findings = findings_of(shelf, study)
    for one in findings:
        if one.key == key:
            return one
    raise FindingNotFoundError(study.id, key, len(findings))


def has_strip(one: StudyFinding) -> bool:
    """Tell whether the place of a finding can be shown as a picture."""
    return one.span is not None and is_drawn(one.where)


def strip_of(shelf: Shelf, one: StudyFinding) -> bytes | None:
    """Return what stands around the first place of a finding, marked, as PNG.

    Its whole page where its place there is not found; ``None`` where there is no picture.

    Raises:
        FileMissingError: the store has lost the file.
    """
    if one.span is None or not has_strip(one):
        return None
    sheet = Sheet(first=one.span.first, last=one.span.last, mark=one.text, strip=True)
    return page_picture(shelf.files, Sha256(one.holder), sheet)
