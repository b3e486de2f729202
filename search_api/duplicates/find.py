"""All candidates of a library, each pair once, with everything that speaks for it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from corpus.catalogue.records import StudySelection
from corpus.duplicates.candidates import Candidate, Evidence, Kind
from corpus.life import StudyState
from corpus.study import StudyId
from ingest.watch import Watch
from models.encoder import Encoder
from models.load import load_encoder
from search_api.duplicates.editions import like_titles
from search_api.duplicates.languages import translations
from search_api.duplicates.records import Finding, Record, records, shared_facts
from search_api.duplicates.signatures import signatures
from search_api.duplicates.texts import like_texts, same_bytes
from search_api.library import Library

_COMPARED = StudySelection(states=frozenset(set(StudyState) - {StudyState.MERGED}))


def find(library: Library, watch: Watch) -> Sequence[Candidate]:
    """Compare all studies, whatever their state, keep what is found, and return what is to be decided.

    Texts are compared by what was kept of them; only those that are new are read. What was found before is
    replaced at once, by the last step.

    Args:
        library: its index is neither read nor changed.
        watch: is told how far it is; may end it until the last step.
    """
    studies = library.catalogue.everything().studies(selection=_COMPARED)
    encoder = _encoder(library)
    kept = signatures(library, (file for study in studies for file in study.files), encoder, watch)
    watch.begin("Comparing studies", 0)
    found = candidates(records(studies, kept), encoder)
    watch.begin("Keeping pairs", 0)
    library.catalogue.propose(found)
    return library.catalogue.candidates()


def counted(found: Iterable[Candidate]) -> Mapping[Kind, int]:
    """Return how many candidates there are of each kind."""
    counts = Counter(one.kind for one in found)
    return {kind: counts[kind] for kind in Kind}


def candidates(compared: Sequence[Record], encoder: Encoder) -> Sequence[Candidate]:
    """Return what all ways of looking find together."""
    by_pair: defaultdict[frozenset[StudyId], list[Finding]] = defaultdict(list)
    for finding in (
        *same_bytes(compared),
        *like_texts(compared),
        *like_titles(compared),
        *translations(compared, encoder),
    ):
        by_pair[finding.pair].append(finding)
    return [_candidate(found) for found in by_pair.values()]


_KINDS = list(Kind)


def _candidate(found: Sequence[Finding]) -> Candidate:
    """Return the surest of what was found of one pair, with what speaks for the others too."""
    best = min(found, key=lambda one: (_KINDS.index(one.kind), -one.score))
    first, second = best.first.study, best.second.study
    if best.kind is not Kind.EDITION and second.id < first.id:
        first, second = second, first
    return Candidate(
        first=first.id,
        second=second.id,
        kind=best.kind,
        score=round(best.score, 3),
        evidence=(*_evidence(best, found), *shared_facts(first, second)),
    )


def _evidence(best: Finding, found: Sequence[Finding]) -> Iterable[Evidence]:
    """Yield what was found, in the order of the studies, one sign of each sort."""
    told: dict[object, Evidence] = {}
    turned_best = best.kind is not Kind.EDITION and best.second.study.id < best.first.study.id
    start = best.second if turned_best else best.first
    for one in sorted(found, key=lambda one: (_KINDS.index(one.kind), -one.score)):
        for each in one.evidence:
            told.setdefault(each.sign, each if one.first is start else _turned(each))
    return told.values()


def _turned(evidence: Evidence) -> Evidence:
    facts = dict(evidence.facts)
    if "first" in facts:
        facts["first"], facts["second"] = facts["second"], facts["first"]
    return Evidence(evidence.sign, facts)


def _encoder(library: Library) -> Encoder:
    """Return the static encoder: titles are encoded anew each time, and it tells translations as well."""
    return library.encoder if library.encoder.name.startswith("static:") else load_encoder("static")
