from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.records import StudyOrder, StudySelection
from corpus.catalogue.store import Catalogue
from corpus.errors import StudyNotFoundError, UnstorableTextError
from corpus.study import (
    AdministrationId,
    Cost,
    DatePrecision,
    DocumentType,
    PublicationDate,
    Sha256,
    Study,
    StudyFile,
    StudyId,
    Vat,
)
from models.language import Language

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
languages = st.sampled_from(Language)
administrations = st.sampled_from(["actiris", "vgc", "unlisted:x"]).map(AdministrationId)


@st.composite
def publication_dates(draw: st.DrawFn) -> PublicationDate:
    first, last = sorted((draw(st.dates()), draw(st.dates())))
    return PublicationDate(first, last, draw(st.sampled_from(DatePrecision)))


files = st.builds(
    StudyFile,
    sha256=st.integers(0, 2**256 - 1).map(lambda number: Sha256(f"{number:064x}")),
    name=texts,
    size=st.integers(0, 2**40),
    language=st.none() | languages,
)

studies = st.builds(
    Study,
    id=st.sampled_from(["peage-urbain", "logement", "eau-2"]).map(StudyId),
    titles=st.dictionaries(languages, texts),
    abstracts=st.dictionaries(languages, texts),
    administrations=st.lists(administrations, max_size=4).map(tuple),
    administrations_as_written=st.lists(texts, max_size=4).map(tuple),
    contractor=st.none() | texts,
    published=st.none() | publication_dates(),
    cost=st.none() | st.builds(Cost, st.decimals(0, Decimal(10) ** 11, places=2), st.sampled_from(Vat)),
    document_type=st.none() | st.sampled_from(DocumentType),
    keywords=st.dictionaries(languages, st.lists(texts, max_size=3).map(tuple)),
    files=st.lists(files, max_size=4).map(tuple),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with Catalogue.open(sqlite_url(tmp_path_factory.mktemp("catalogue") / "c.sqlite")) as opened:
        yield opened


def a_study(name: str, published: str | None = None, *administrations: str) -> Study:
    return Study(
        id=StudyId(name),
        titles={Language.FR: name},
        administrations=tuple(AdministrationId(text) for text in administrations),
        published=None if published is None else PublicationDate.parse_iso(published),
    )


def ids(studies: object) -> list[str]:
    assert isinstance(studies, list)
    return [entry.id for entry in studies]


@given(studies)
def test_a_study_comes_back_exactly_as_it_went_in(shared: Catalogue, study: Study) -> None:
    shared.put_study(study)
    found = shared.study(study.id)
    assert found == study
    assert list(found.titles) == list(study.titles)


@given(st.lists(studies, max_size=5))
def test_the_last_of_several_versions_stays(shared: Catalogue, versions: list[Study]) -> None:
    shared.put_studies(versions)
    for study in {version.id: version for version in versions}.values():
        assert shared.study(study.id) == study
    assert len(shared.studies()) == shared.count_studies()


def test_the_latest_study_is_listed_first_and_undated_ones_last(catalogue: Catalogue) -> None:
    catalogue.put_studies(
        [a_study("b"), a_study("c", "2021"), a_study("d", "2021-03"), a_study("a"), a_study("e", "2021")]
    )
    assert ids(catalogue.studies()) == ["d", "c", "e", "a", "b"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (StudyOrder.NEWEST, ["c", "b", "a", "d"]),
        (StudyOrder.OLDEST, ["a", "b", "c", "d"]),
        (StudyOrder.DEAREST, ["b", "a", "c", "d"]),
        (StudyOrder.CHEAPEST, ["c", "a", "b", "d"]),
    ],
)
def test_studies_are_listed_in_the_order_asked_for_and_what_is_not_known_last(
    catalogue: Catalogue, order: StudyOrder, expected: list[str]
) -> None:
    priced = (("a", "2019", 20), ("b", "2020", 30), ("c", "2021", 10))
    studies = [replace(a_study(name, year), cost=Cost(Decimal(euros))) for name, year, euros in priced]
    catalogue.put_studies([*studies, a_study("d")])
    assert ids(catalogue.studies(order=order)) == expected


def test_a_selection_by_cost_and_language_lets_through_what_it_says(catalogue: Catalogue) -> None:
    files = (StudyFile(sha256=Sha256("a" * 64), name="a.pdf", size=1, language=Language.NL),)
    catalogue.put_studies(
        [
            replace(a_study("a"), cost=Cost(Decimal("9999.99")), files=files),
            replace(a_study("b"), cost=Cost(Decimal(10_000))),
            a_study("c"),
        ]
    )
    least, most = Decimal(10_000), Decimal("9999.99")
    for selection, expected in (
        (StudySelection(cost_min=least), ["b"]),
        (StudySelection(cost_max=most), ["a"]),
        (StudySelection(cost_max=most, include_unknown_cost=True), ["a", "c"]),
        (StudySelection(cost_min=most, cost_max=least), ["a", "b"]),
        (StudySelection(languages=frozenset({Language.NL, Language.EN})), ["a"]),
    ):
        assert ids(catalogue.studies(selection=selection)) == expected
        assert catalogue.count_studies(selection) == len(expected)


def test_pages_of_a_list_join_without_gap_or_overlap(catalogue: Catalogue) -> None:
    catalogue.put_studies(a_study(f"s{number:02}", str(2000 + number % 7)) for number in range(23))
    pages = [catalogue.studies(offset=start, limit=5) for start in range(0, 25, 5)]
    assert [study for page in pages for study in page] == catalogue.studies()


def test_a_selection_narrows_lists_and_counts_alike(catalogue: Catalogue) -> None:
    catalogue.put_studies(
        [
            a_study("a", "2020", "actiris"),
            a_study("b", "2021-03", "actiris", "vgc"),
            a_study("c", None, "vgc"),
        ]
    )
    vgc = StudySelection(administrations=frozenset({AdministrationId("vgc")}))
    spring = StudySelection(date_from=date(2020, 6, 1), date_to=date(2021, 3, 1))
    evaluations = StudySelection(document_types=frozenset({DocumentType.EVALUATION}))
    for selection, expected in ((vgc, ["b", "c"]), (spring, ["b", "a"]), (evaluations, [])):
        assert ids(catalogue.studies(selection=selection)) == expected
        assert catalogue.count_studies(selection) == len(expected)


def test_costs_are_selected_to_the_cent_and_unknown_ones_only_when_asked_for(catalogue: Catalogue) -> None:
    for name, amount in {"a": "10.00", "b": "10.01", "c": "99.99", "d": None}.items():
        cost = Cost(Decimal(amount)) if amount else None
        catalogue.put_study(Study(id=StudyId(name), titles={}, cost=cost))
    cases = [
        (StudySelection(cost_min=Decimal("10.001")), ["b", "c"]),
        (StudySelection(cost_max=Decimal("10.009")), ["a"]),
        (StudySelection(cost_min=Decimal("10.01"), cost_max=Decimal("99.98")), ["b"]),
        (StudySelection(cost_max=Decimal(11), include_unknown_cost=True), ["a", "b", "d"]),
        (StudySelection(include_unknown_cost=False), ["a", "b", "c", "d"]),
    ]
    for selection, expected in cases:
        assert catalogue.study_ids(selection) == expected
        assert catalogue.count_studies(selection) == len(expected)


def test_ids_are_listed_in_the_order_of_the_studies(catalogue: Catalogue) -> None:
    catalogue.put_studies([a_study("b"), a_study("c", "2021"), a_study("d", "2021-03"), a_study("a")])
    assert catalogue.study_ids() == ids(catalogue.studies()) == ["d", "c", "a", "b"]


def test_a_study_that_is_not_there_is_named(catalogue: Catalogue) -> None:
    with pytest.raises(StudyNotFoundError, match="'nowhere'"):
        catalogue.study(StudyId("nowhere"))
    with pytest.raises(StudyNotFoundError, match="'nowhere'"):
        catalogue.remove_study(StudyId("nowhere"))


def test_a_removed_study_leaves_nothing_behind(catalogue: Catalogue) -> None:
    catalogue.put_study(a_study("a", "2020", "unlisted:x"))
    catalogue.remove_study(StudyId("a"))
    assert catalogue.count_studies() == 0
    assert catalogue.unlisted_administrations() == {}


def test_an_unlisted_administration_is_called_as_most_studies_write_it(catalogue: Catalogue) -> None:
    for number, written in enumerate(("Bureau X", "BUREAU X", "Bureau X")):
        catalogue.put_study(
            Study(
                id=StudyId(f"s{number}"),
                titles={},
                administrations=(AdministrationId("unlisted:bureau-x"), AdministrationId("actiris")),
                administrations_as_written=(written, "Actiris"),
            )
        )
    assert catalogue.unlisted_administrations() == {"unlisted:bureau-x": "Bureau X"}


def test_one_study_that_cannot_be_stored_keeps_all_out(catalogue: Catalogue) -> None:
    broken = Study(id=StudyId("b"), titles={Language.NL: "half \ud83d"})
    with pytest.raises(UnstorableTextError, match="ud83d"):
        catalogue.put_studies([a_study("a"), broken])
    assert catalogue.count_studies() == 0


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity", "0.005", "1e12"])
def test_an_amount_that_is_no_cost_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="a cost is"):
        Cost(Decimal(amount))
