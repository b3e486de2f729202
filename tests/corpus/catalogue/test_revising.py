"""Changes that are made on a state, and changes of many studies."""

import threading
from dataclasses import replace

import pytest

from corpus.catalogue.curating import IMPORT
from corpus.catalogue.records import MissingFact, StudySelection
from corpus.catalogue.store import Catalogue
from corpus.errors import (
    ForbiddenStepError,
    StaleRevisionError,
    StudyExistsError,
    StudyNotFoundError,
    WithdrawalReasonError,
)
from corpus.life import Step, StudyState
from corpus.study import Study, StudyId
from models.language import Language
from tests.servers import Cluster

WATER = Study(id=StudyId("eau"), titles={Language.FR: "L'Été des eaux"}, contractor="Bureau")
AIR = Study(id=StudyId("air"), titles={Language.FR: "L'air"})


def test_a_change_on_the_latest_revision_is_stored_and_on_an_older_one_is_not(catalogue: Catalogue) -> None:
    catalogue.put_study(WATER)
    seen = catalogue.record(WATER.id).revision
    catalogue.put_study(replace(WATER, contractor="Anna"), by="anna", expected=seen)
    with pytest.raises(StaleRevisionError) as refused:
        catalogue.put_study(replace(WATER, contractor="Bert"), by="bert", expected=seen)
    (since,) = refused.value.since
    assert (since.by, since.changes[0].after, refused.value.current) == ("anna", "Anna", 2)
    assert catalogue.study(WATER.id).contractor == "Anna"


def test_of_two_changes_at_the_same_moment_one_is_refused(catalogue: Catalogue) -> None:
    catalogue.put_study(WATER)
    start, refused = threading.Barrier(2), []

    def change(name: str) -> None:
        start.wait()
        try:
            catalogue.put_study(replace(WATER, contractor=name), by=name, expected=1)
        except StaleRevisionError:
            refused.append(name)

    threads = [threading.Thread(target=change, args=(name,)) for name in ("anna", "bert")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert catalogue.record(WATER.id).revision == 2


def test_a_change_of_a_study_that_went_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(StudyNotFoundError):
        catalogue.put_study(WATER, expected=0)


def test_an_id_is_never_given_twice(catalogue: Catalogue) -> None:
    catalogue.add_study(WATER, by="anna")
    assert catalogue.standing(WATER.id).state is StudyState.DRAFT
    with pytest.raises(StudyExistsError):
        catalogue.add_study(WATER, by="bert")
    catalogue.remove_study(WATER.id)
    with pytest.raises(StudyExistsError):
        catalogue.add_study(WATER, by="bert")
    assert catalogue.ids_ever() == {WATER.id}


def test_many_studies_are_changed_as_one_act_and_nothing_is_written_of_the_others(
    catalogue: Catalogue,
) -> None:
    catalogue.put_studies([WATER, AIR])
    wanted = [WATER.id, AIR.id, StudyId("rien")]
    refused = catalogue.revise_studies(wanted, lambda study: replace(study, contractor="Bureau"), by="anna")
    assert list(refused) == ["rien"]
    assert catalogue.study(AIR.id).contractor == "Bureau"
    assert [revision.by for revision in catalogue.history(WATER.id)] == [IMPORT]
    assert catalogue.history(AIR.id)[-1].by == "anna"


def test_a_change_that_breaks_down_leaves_all_as_they_were(catalogue: Catalogue) -> None:
    catalogue.put_studies([WATER, AIR])

    def revise(study: Study) -> Study:
        if study.id == AIR.id:
            raise ZeroDivisionError
        return replace(study, contractor="Anna")

    with pytest.raises(ZeroDivisionError):
        catalogue.revise_studies([WATER.id, AIR.id], revise, by="anna")
    assert catalogue.study(WATER.id) == WATER


def test_many_studies_take_a_step_but_for_those_that_may_not(catalogue: Catalogue) -> None:
    catalogue.put_study(WATER)
    catalogue.add_study(AIR, by="anna")
    refused = catalogue.take_steps([WATER.id, AIR.id, StudyId("rien")], Step.SUBMIT, by="anna")
    kinds = {study: type(error) for study, error in refused.items()}
    assert kinds == {WATER.id: ForbiddenStepError, StudyId("rien"): StudyNotFoundError}
    assert catalogue.everything().states_by_id([AIR.id]) == {AIR.id: StudyState.IN_REVIEW}
    with pytest.raises(WithdrawalReasonError):
        catalogue.take_steps([WATER.id], Step.WITHDRAW, by="anna")
    catalogue.take_steps([WATER.id, AIR.id], Step.REMOVE, by="anna")
    assert catalogue.everything().count_studies() == 0


def test_words_are_found_whatever_their_case_and_accents(catalogue: Catalogue) -> None:
    catalogue.put_studies([WATER, AIR])

    def found(words: str) -> list[StudyId]:
        return list(catalogue.study_ids(StudySelection(words=words)))

    assert found("ete EAUX") == found("bureau") == found("eau") == [WATER.id]
    assert found("été air") == []
    assert found(" _ ") == [AIR.id, WATER.id], "no word narrows nothing"
    lacking = StudySelection(missing=frozenset({MissingFact.AUTHOR}))
    assert catalogue.study_ids(lacking) == [AIR.id]


@pytest.mark.postgresql
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_a_server_folds_letters_whatever_its_locale(postgresql: Cluster, locale: str) -> None:
    with Catalogue.open(postgresql.new_database(letters=f"ENCODING 'UTF8' LOCALE '{locale}'")) as catalogue:
        catalogue.put_study(replace(WATER, titles={Language.FR: "L'ÉTÉ, l'Œuvre ET LA ŒIL"}))
        assert catalogue.study_ids(StudySelection(words="ete OEUVRE œil")) == [WATER.id]
