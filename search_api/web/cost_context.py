"""What a study cost, among what the others of its administration cost."""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from corpus.catalogue.records import StudySelection
from corpus.study import AdministrationId, Cost, Study
from index.bands import COST_BANDS, band_of, bounds, label
from search_api.answers import FacetValueAnswer
from search_api.describing import administration
from search_api.services import Services
from search_api.web.histograms import Histogram, cost_histogram
from search_api.web.state import Field, Filter, SearchState
from search_api.web.wording import Wording

LEAST_OTHERS = 2
"""Other studies of known cost below which there is nothing to compare with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostContext:
    """The place of a cost among those of one administration."""

    sentences: tuple[str, ...]
    histogram: Histogram


def cost_contexts(study: Study, services: Services, words: Wording) -> tuple[CostContext, ...]:
    """Return the place of the study's cost in each of its administrations, where that says something."""
    if study.cost is None:
        return ()
    contexts = (_context(study, study.cost, one, services, words) for one in study.administrations)
    return tuple(context for context in contexts if context)


def _context(
    study: Study, cost: Cost, identity: AdministrationId, services: Services, words: Wording
) -> CostContext | None:
    costs = services.catalogue.costs(StudySelection(administrations=frozenset({identity})))
    others = [other for of, other in costs.items() if other and of != study.id]
    if len(others) < LEAST_OTHERS:
        return None
    written = dict(zip(study.administrations, study.administrations_as_written, strict=False))
    name = administration(services.registry, identity, written.get(identity)).names[words.language]
    return CostContext(
        sentences=(_place(cost, others, name, words), *_caveats([cost, *others], len(costs), words)),
        histogram=_histogram(cost, others, identity, words),
    )


def _place(cost: Cost, others: list[Cost], name: str, words: Wording) -> str:
    return words.text(
        "Number %(place)s, from the most expensive down, of the %(count)s studies of %(administration)s "
        "whose cost is known; half of them cost %(median)s or less.",
        place=words.number(1 + sum(other.amount > cost.amount for other in others)),
        count=words.number(len(others) + 1),
        administration=name,
        median=words.money(median([other.amount for other in (cost, *others)])),
    )


def _caveats(costs: list[Cost], studies: int, words: Wording) -> list[str]:
    said = []
    if len({cost.vat for cost in costs}) > 1:
        said.append(words.text("These amounts are partly with VAT and partly without."))
    if unknown := studies - len(costs):
        said.append(
            words.plural(
                "%(count)s study of unknown cost is not counted.",
                "%(count)s studies of unknown cost are not counted.",
                unknown,
            )
        )
    return said


def _histogram(cost: Cost, others: list[Cost], identity: AdministrationId, words: Wording) -> Histogram:
    counts = Counter(band_of(one.amount) for one in (cost, *others))
    values = [
        FacetValueAnswer(value=band, label=label(band, words.language), count=counts[band])
        for band in COST_BANDS
        if bounds(band)
    ]
    state = SearchState().having(Filter(Field.ADMINISTRATION, identity))
    return cost_histogram(state, values, words, marked=band_of(cost.amount))
