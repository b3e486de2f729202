"""Studies as they are compared with each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.duplicates.candidates import Evidence, Kind, Sign
from corpus.study import Sha256, Study, StudyFile, StudyId
from models.language import Language
from search_api.duplicates.signatures import Signature


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A study with what is kept of its texts."""

    study: Study
    texts: Sequence[tuple[StudyFile, Signature]]
    languages: frozenset[Language] = field(init=False)
    """Of its files, as declared or else as read; where they do not say, of its titles."""

    def __post_init__(self) -> None:
        read = {file.sha256: signature.language for file, signature in self.texts}
        told = {file.language or read.get(file.sha256) for file in self.study.files}
        languages = frozenset(one for one in told if one) or frozenset(self.study.titles)
        object.__setattr__(self, "languages", languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one way of looking has found; of an edition the first is the older one."""

    first: Record
    second: Record
    kind: Kind
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def pair(self) -> frozenset[StudyId]:
        """Both ids."""
        return frozenset({self.first.study.id, self.second.study.id})


def records(studies: Iterable[Study], kept: Mapping[Sha256, Signature]) -> list[Record]:
    """Return the studies as they are compared."""
    return [
        Record(study, [(file, kept[file.sha256]) for file in study.files if file.sha256 in kept])
        for study in studies
    ]


def shared_facts(one: Study, other: Study) -> list[Evidence]:
    """Return the facts of an inventory that two studies have in common."""
    facts = [
        Evidence(Sign.SAME_ADMINISTRATION, {"administration": administration})
        for administration in one.administrations
        if administration in other.administrations
    ][:1]
    if one.cost and other.cost and one.cost.amount == other.cost.amount > 0:
        facts.append(Evidence(Sign.SAME_COST, {"amount": f"{one.cost.amount:.2f}"}))
    if one.published and one.published == other.published:
        facts.append(Evidence(Sign.SAME_DATE, {"date": one.published.isoformat()}))
    return facts


def may_be_of_one_administration(one: Study, other: Study) -> bool:
    """Tell whether two studies share an administration, or one of them names none."""
    named = set(one.administrations), set(other.administrations)
    return not all(named) or not named[0].isdisjoint(named[1])
