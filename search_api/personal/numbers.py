"""Findings as a librarian names them in a command: by number, in ranges, or all that wait."""

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.personal import Verdict
from corpus.study import StudyId
from search_api.errors import FindingNotFoundError, RequestError
from search_api.personal.findings import StudyFinding

ALL = "all"
"""Every finding that waits and is not named otherwise."""

OPTIONS = {Verdict.HARMLESS: "--harmless", Verdict.REDACTED: "--redact"}

_RANGE = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")


def verdicts(
    study: StudyId, findings: Sequence[StudyFinding], lists: Mapping[Verdict, Sequence[str]]
) -> Mapping[str, Verdict]:
    """Return what is decided, by key, from lists such as ``1,3-5`` or ``all`` for each verdict.

    Raises:
        RequestError: a list cannot be read, or two of them have the same finding.
        FindingNotFoundError: there is no finding of a number.
    """
    wanted = {verdict: _parts(texts) for verdict, texts in lists.items()}
    named: dict[str, Verdict] = {}
    for verdict, parts in wanted.items():
        for number in _numbers(OPTIONS[verdict], parts):
            if not 1 <= number <= len(findings):
                raise FindingNotFoundError(study, str(number), len(findings))
            if named.setdefault(findings[number - 1].key, verdict) is not verdict:
                raise RequestError(OPTIONS[verdict], f"{number} is in another list too; leave it out of one")
    rest = [verdict for verdict, parts in wanted.items() if ALL in parts]
    if len(rest) > 1:
        raise RequestError(OPTIONS[rest[1]], f"{ALL!r} is in another list too; leave it out of one")
    others = {one.key: verdict for verdict in rest for one in findings if one.waits}
    return others | named


def _parts(texts: Sequence[str]) -> list[str]:
    return [part for text in texts for part in text.lower().replace(",", " ").split()]


def _numbers(option: str, parts: Sequence[str]) -> Iterator[int]:
    for part in parts:
        if part == ALL:
            continue
        found = _RANGE.fullmatch(part)
        if found is None:
            raise RequestError(option, f"{part[:40]!r} is no list of findings; write 3, 1,4-6 or {ALL}")
        first, last = int(found[1]), int(found[2] or found[1])
        yield from range(first, last + 1)
