"""Who commissioned the studies: "études de Bruxelles Mobilité", "commissioned by Actiris", "(STIB)"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.administrations import Registry
from search_api.interpreting.commissioning import commissioner
from search_api.interpreting.interpretation import FilterKind
from search_api.interpreting.names import Named, Naming, names_of
from search_api.interpreting.sentence import Candidate, Need, Sentence

_PARENTS = frozenset({"sprb-gob", "region-bruxelles-capitale"})
"""Before the name of a department they only say whose it is: "SPRB - Bruxelles Mobilité"."""


def find_administrations(
    sentence: Sentence, registry: Registry, filters: Mapping[int, int]
) -> Iterator[Candidate]:
    """Yield the words that may say who commissioned the studies.

    ``filters`` are the other words that may be one: by the token after each, where it begins.
    """
    for named in _in_rows(sentence, names_of(registry).all(sentence)):
        if span := commissioner(sentence, named, filters):
            yield _candidate(named, *span)


def _candidate(named: Named, first: int, last: int, need: Need) -> Candidate:
    followed = {naming.first for naming in named.names}
    ids = dict.fromkeys(
        naming.name.administration
        for naming in named.names
        if naming.name.administration not in _PARENTS or naming.last not in followed
    )
    return Candidate(FilterKind.ADMINISTRATION, first, last, {"administration": tuple(ids)}, need)


def _in_rows(sentence: Sentence, names: Sequence[Naming]) -> Iterator[Named]:
    row: Named | None = None
    for naming in names:
        if row and _goes_on(sentence, row, naming):
            row = replace(row, names=(*row.names, naming), last=naming.last)
            continue
        if row:
            yield row
        row = Named((naming,), naming.first, naming.last)
    if row:
        yield row


def _goes_on(sentence: Sentence, row: Named, naming: Naming) -> bool:
    """Tell whether a name goes on a row: "STIB/MIVB", "SPRB - Bruxelles Mobilité", "A et de la B"."""
    if row.last == naming.first:
        return sentence.gap(naming.first).strip() in ("", "/", "-", "–", "(")
    after = sentence.phrase("connective", row.last)
    return (
        after is not None
        and sentence.together(row.last - 1, naming.first + 1)
        and sentence.skip(("of", "by", "article"), after) == naming.first
    )
