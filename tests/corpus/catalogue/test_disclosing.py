"""What studies disclose of what the law asks for, counted by year and one by one."""

from datetime import date
from decimal import Decimal

import pytest

from corpus.catalogue.disclosing import Disclosure, DisclosureCount
from corpus.catalogue.records import MissingFact, StudySelection
from corpus.catalogue.store import Catalogue
from corpus.study import AdministrationId, Cost, PublicationDate, Study, StudyId
from models.language import Language

VGC, COCOF = AdministrationId("vgc"), AdministrationId("cocof")
FREE = Cost(Decimal(0))


def a_study(
    name: str,
    published: str | None,
    *administrations: AdministrationId,
    author: str | None = None,
    cost: Cost | None = None,
    written: tuple[str, ...] = (),
) -> Study:
    return Study(
        id=StudyId(name),
        titles={Language.FR: name},
        administrations=administrations,
        administrations_as_written=written,
        published=PublicationDate.parse_iso(published) if published else None,
        contractor=author,
        cost=cost,
    )


@pytest.fixture
def filled(catalogue: Catalogue) -> Catalogue:
    catalogue.put_studies(
        [
            a_study("later", "2020-05", VGC, COCOF, author="Bureau", cost=FREE),
            a_study("earlier", "2020-01", VGC, VGC, cost=FREE),
            a_study("two-years", "2019/2020", author="Bureau", written=("Nobody knows",)),
            a_study("undated", None, COCOF),
        ]
    )
    return catalogue


def test_studies_of_a_year_disclose_author_and_cost_oldest_first(filled: Catalogue) -> None:
    year = StudySelection(date_from=date(2020, 1, 1), date_to=date(2020, 12, 31))
    assert filled.disclosures(year) == [
        Disclosure(id=StudyId("two-years"), administrations=(), author=True, cost=False),
        Disclosure(id=StudyId("earlier"), administrations=(VGC,), author=False, cost=True),
        Disclosure(id=StudyId("later"), administrations=(VGC, COCOF), author=True, cost=True),
    ]


def test_without_a_selection_every_study_is_told_and_undated_ones_last(filled: Catalogue) -> None:
    told = filled.disclosures()
    assert [one.id for one in told] == ["two-years", "earlier", "later", "undated"]
    assert [one.lacks for one in told] == [
        (MissingFact.COST,),
        (MissingFact.AUTHOR,),
        (),
        (MissingFact.AUTHOR, MissingFact.COST),
    ]


def test_studies_are_counted_by_their_possible_years_and_by_what_they_disclose(filled: Catalogue) -> None:
    filled.put_study(a_study("another", "2020-12-31", author="Bureau", cost=FREE))
    counts = {(one.years, one.author, one.cost): one.studies for one in filled.count_disclosures()}
    assert counts == {
        ((2019, 2020), True, False): 1,
        ((2020, 2020), False, True): 1,
        ((2020, 2020), True, True): 2,
        (None, False, False): 1,
    }
    assert DisclosureCount(years=None, author=False, cost=True, studies=1).lacks == (MissingFact.AUTHOR,)
