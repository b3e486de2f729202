"""What keepers of copies are told: what changed, and what readers lost."""

from corpus.catalogue.store import Catalogue
from corpus.life import Step, StudyState
from corpus.study import AdministrationId, Study, StudyId

TOLL = StudyId("toll")


def bring(catalogue: Catalogue, state: StudyState = StudyState.PUBLISHED) -> None:
    mobility = (AdministrationId("bruxelles-mobilite"),)
    catalogue.put_study(Study(id=TOLL, titles={}, administrations=mobility), state=state)


def test_a_withdrawn_study_has_departed_until_it_is_restored(catalogue: Catalogue) -> None:
    bring(catalogue)
    assert catalogue.departures() == []
    catalogue.take_step(TOLL, Step.WITHDRAW, by="anna", reason="Asked.")
    (gone,) = catalogue.departures()
    assert (gone.study, gone.since) == (TOLL, catalogue.standing(TOLL).since)
    assert gone.administrations == {"bruxelles-mobilite"}
    catalogue.take_step(TOLL, Step.RESTORE, by="anna")
    assert catalogue.departures() == []


def test_a_published_study_that_is_removed_has_departed_also_while_it_is_a_draft_again(
    catalogue: Catalogue,
) -> None:
    bring(catalogue)
    catalogue.remove_study(TOLL)
    (gone,) = catalogue.departures()
    assert gone.administrations == {"bruxelles-mobilite"}
    assert gone.since == catalogue.history(TOLL)[-1].made
    bring(catalogue, StudyState.DRAFT)
    assert [departure.study for departure in catalogue.departures()] == [TOLL]
    for step in (Step.SUBMIT, Step.PUBLISH):
        catalogue.take_step(TOLL, step, by="anna")
    assert catalogue.departures() == []


def test_a_draft_that_is_removed_never_departed(catalogue: Catalogue) -> None:
    bring(catalogue, StudyState.DRAFT)
    catalogue.remove_study(TOLL)
    assert catalogue.departures() == []


def test_a_study_changed_when_its_log_says(catalogue: Catalogue) -> None:
    bring(catalogue)
    catalogue.take_step(TOLL, Step.WITHDRAW, by="anna", reason="Asked.")
    catalogue.take_step(TOLL, Step.RESTORE, by="anna")
    assert catalogue.changed() == {TOLL: catalogue.history(TOLL)[-1].made}
