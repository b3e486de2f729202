"""Harvesting repositories: what they tell, how often, and what breaks."""

from dataclasses import replace

import pytest

from corpus.life import Step, StudyState
from corpus.study import AdministrationId, DocumentType, StudyId
from models.language import Language
from search_api.harvesting.errors import SourceAnswerError, SourceUnreachableError
from search_api.harvesting.merging import Outcome
from search_api.harvesting.record import Asked
from search_api.library import Library
from tests.search_api.harvesting.conftest import Harvest
from tests.search_api.harvesting.sources import (
    DSPACE,
    Reply,
    Script,
    deleted,
    fault,
    identify,
    listed,
    record,
    serving,
)

BIKE = StudyId("navetteurs-velo-bruxelles")
NAME = "oai:repository.example:123456789/42"


def repository(*replies: Reply) -> Script:
    """Return a script that answers lists with replies in turn, the last one for ever."""
    left = list(replies)

    def answer(_path: str, asked: dict[str, str]) -> Reply:
        if asked.get("verb") == "Identify":
            return identify()
        return left.pop(0) if len(left) > 1 else left[0]

    return answer


def test_a_record_of_a_repository_becomes_a_draft_with_the_facts_that_readers_of_inventories_read(
    library: Library, take: Harvest
) -> None:
    with serving(repository(listed(DSPACE))) as address:
        report = take(address)
    assert report.counts == {Outcome.NEW: 1}
    study = library.catalogue.everything().study(BIKE)
    assert library.catalogue.standing(BIKE).state is StudyState.DRAFT
    assert study.titles == {Language.FR: "Les navetteurs et le vélo à Bruxelles"}
    assert study.abstracts == {
        Language.FR: "Une enquête auprès de 1.200 navetteurs & cyclistes de la Région."
    }
    assert study.administrations == (AdministrationId("bruxelles-mobilite"),)
    assert study.administrations_as_written == ("Brussel Mobiliteit",)
    assert study.contractor == "Dupont, Jeanne; Peeters, Jan"
    assert study.published is not None
    assert study.published.isoformat() == "2023-11", "not the day on which the repository took it in"
    assert study.document_type is DocumentType.SURVEY
    assert study.keywords == {Language.FR: ("mobilité", "vélo")}
    assert not report.needs_attention


def test_a_second_harvest_doubles_nothing_and_brings_what_changed(library: Library, take: Harvest) -> None:
    later = DSPACE.replace("et le vélo", "et la bicyclette").replace("2026-02-01", "2026-02-09")
    with serving(repository(listed(DSPACE), listed(DSPACE), listed(later))) as address:
        take(address)
        assert take(address).counts == {Outcome.UNCHANGED: 1}
        report = take(address)
    assert (report.counts, report.lines[0].changed) == ({Outcome.UPDATED: 1}, ("titles",))
    everything = library.catalogue.everything()
    assert everything.study(BIKE).titles[Language.FR] == "Les navetteurs et la bicyclette à Bruxelles"
    assert everything.count_studies() == 1
    assert [revision.by for revision in everything.history(BIKE)] == ["harvest", "harvest"]


def test_what_a_librarian_wrote_stays_and_is_told_once(library: Library, take: Harvest) -> None:
    later = DSPACE.replace("et le vélo", "et la bicyclette").replace("subject>vélo", "subject>cyclisme")
    with serving(repository(listed(DSPACE), listed(later), listed(later))) as address:
        take(address)
        everything = library.catalogue.everything()
        mine = replace(everything.study(BIKE), titles={Language.FR: "Le vélo des navetteurs"})
        library.catalogue.put_study(mine, by="anna")
        report = take(address)
        again = take(address)
    (line,) = report.lines
    assert (line.outcome, line.changed, line.kept) == (Outcome.UPDATED, ("keywords",), ("titles",))
    assert report.needs_attention
    assert everything.study(BIKE).titles == {Language.FR: "Le vélo des navetteurs"}
    assert everything.study(BIKE).keywords == {Language.FR: ("mobilité", "cyclisme")}
    assert (again.counts, again.lines) == ({Outcome.UNCHANGED: 1}, ())


def test_a_published_study_is_not_changed_unless_that_is_wished(library: Library, take: Harvest) -> None:
    later = DSPACE.replace("et le vélo", "et la bicyclette")
    with serving(repository(listed(DSPACE), listed(later))) as address:
        take(address)
        for step in (Step.SUBMIT, Step.PUBLISH):
            library.catalogue.take_step(BIKE, step, by="anna")
        held = take(address)
        assert (held.counts, held.lines[0].changed) == ({Outcome.HELD: 1}, ("titles",))
        assert "vélo" in library.catalogue.study(BIKE).titles[Language.FR]
        assert take(address, update_published=True).counts == {Outcome.UPDATED: 1}
    assert "bicyclette" in library.catalogue.study(BIKE).titles[Language.FR]
    assert library.catalogue.standing(BIKE).state is StudyState.PUBLISHED


def test_a_published_study_waits_in_review_with_personal_data_that_its_source_brings(
    library: Library, take: Harvest
) -> None:
    later = DSPACE.replace("et le vélo", "et le vélo (appeler Mme Delvaux-Morin au 0470 12 34 57)")
    with serving(repository(listed(DSPACE), listed(later))) as address:
        take(address)
        for step in (Step.SUBMIT, Step.PUBLISH):
            library.catalogue.take_step(BIKE, step, by="anna")
        assert take(address, update_published=True).counts == {Outcome.UPDATED: 1}
    assert library.catalogue.standing(BIKE).state is StudyState.IN_REVIEW


def test_what_the_source_deleted_stays_here_and_is_told_once(library: Library, take: Harvest) -> None:
    with serving(repository(listed(DSPACE), listed(deleted(NAME), deleted("oai:x:never-seen")))) as address:
        take(address)
        assert take(address).counts == {Outcome.DELETED: 1}
        assert take(address).counts == {Outcome.UNCHANGED: 1}
    assert library.catalogue.everything().count_studies() == 1


def test_what_a_librarian_removed_does_not_come_back(library: Library, take: Harvest) -> None:
    with serving(repository(listed(DSPACE))) as address:
        take(address)
        library.catalogue.remove_study(BIKE, by="anna")
        assert take(address).counts == {Outcome.REMOVED_HERE: 1}
    assert library.catalogue.everything().count_studies() == 0


def test_a_run_for_trial_tells_what_would_change_and_changes_nothing(library: Library, take: Harvest) -> None:
    with serving(repository(listed(DSPACE))) as address:
        assert take(address, dry_run=True).counts == {Outcome.NEW: 1}
        assert library.catalogue.everything().count_studies() == 0
        assert take(address).counts == {Outcome.NEW: 1}


def test_a_long_list_is_read_to_its_end_and_goes_on_where_it_was_cut_short(
    library: Library, take: Harvest
) -> None:
    asked: list[dict[str, str]] = []
    broken = [True]

    def script(_path: str, arguments: dict[str, str]) -> Reply:
        asked.append(arguments)
        if arguments["verb"] == "Identify":
            return identify()
        if arguments.get("resumptionToken") == "two":
            return Reply(status=500) if broken[0] else listed(record("oai:x:2", "title=Le bruit de la nuit"))
        return listed(DSPACE, token="two")

    with serving(script) as address:
        report = take(address, raising=False)
        assert (report.complete, report.counts) == (False, {Outcome.NEW: 1})
        assert report.stopped is not None
        assert "answers 500" in report.stopped
        broken[0] = False
        report = take(address)
        assert (report.complete, report.counts) == (True, {Outcome.NEW: 1})
        assert asked[-1] == {"verb": "ListRecords", "resumptionToken": "two"}
        take(address, since_last=True)
    assert asked[-2]["from"] == "2026-03-01T10:00:00Z"
    assert library.catalogue.everything().count_studies() == 2


def test_a_place_that_the_source_forgot_makes_the_list_begin_again(library: Library, take: Harvest) -> None:
    def script(_path: str, arguments: dict[str, str]) -> Reply:
        if arguments["verb"] == "Identify":
            return identify()
        if arguments.get("resumptionToken") == "old":
            return fault("badResumptionToken") if ended else Reply(status=500)
        return listed(DSPACE) if ended else listed(DSPACE, token="old")

    ended: list[bool] = []
    with serving(script) as address:
        take(address, raising=False)
        ended.append(True)
        report = take(address)
    assert (report.complete, report.counts) == (True, {Outcome.UNCHANGED: 1})


def test_a_whole_list_without_a_record_of_before_tells_so(library: Library, take: Harvest) -> None:
    other = record("oai:x:2", "title=Le bruit de la nuit", "language=fr")
    with serving(repository(listed(DSPACE, other), listed(other))) as address:
        take(address)
        assert take(address, asked=Asked(set="a")).missing == ()
        assert take(address).missing == (BIKE,)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (listed(DSPACE, token="again"), "no end"),
        (listed(token="{}"), "no end"),
        (fault("badVerb"), "badVerb"),
        (fault("cannotDisseminateFormat"), "cannotDisseminateFormat"),
        (Reply("<OAI-PMH"), "no XML"),
        (Reply('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "document type"),
        (Reply("<html/>"), "no answer of OAI-PMH"),
    ],
)
def test_what_a_repository_answers_amiss_ends_in_words_that_say_so(
    take: Harvest, reply: Reply, words: str
) -> None:
    with serving(repository(reply)) as address, pytest.raises(SourceAnswerError, match=words):
        take(address)


def test_a_list_without_records_is_empty(take: Harvest) -> None:
    with serving(repository(fault("noRecordsMatch"))) as address:
        assert take(address).records == 0


def test_a_record_without_a_title_is_left_out_and_told(library: Library, take: Harvest) -> None:
    with serving(repository(listed(record("oai:x:1", "date=2020"), DSPACE))) as address:
        report = take(address)
    assert report.counts == {Outcome.NEW: 1, Outcome.REJECTED: 1}
    assert report.problems[0].source == "oai:x:1"
    assert report.needs_attention


def test_values_that_cannot_be_read_are_told_and_the_rest_comes_in(library: Library, take: Harvest) -> None:
    odd = record(
        "oai:x:1",
        "title@en_US=De luchtkwaliteit in de wijken van Brussel",
        "title@de=Die Luftqualität",
        "date=one day",
        "language=de",
        "publisher=Éditions du Grand Large",
    )
    with serving(repository(listed(odd))) as address:
        report = take(address)
    (study,) = library.catalogue.everything().studies()
    assert study.titles == {Language.NL: "De luchtkwaliteit in de wijken van Brussel"}
    assert {problem.column for problem in report.problems} == {"title", "date", "language", "administration"}


def test_a_study_that_is_here_under_the_same_title_is_told(library: Library, take: Harvest) -> None:
    with serving(repository(listed(DSPACE))) as address:
        take(address)
    with serving(repository(listed(DSPACE))) as other:
        report = take(other)
    (same,) = report.same_titles
    assert same.other == BIKE
    assert report.needs_attention


def test_a_busy_repository_is_asked_again(library: Library, take: Harvest) -> None:
    busy = Reply(status=503, headers={"Retry-After": "7"})
    with serving(repository(busy, busy, listed(DSPACE))) as address:
        assert take(address).counts == {Outcome.NEW: 1}


def test_arguments_that_were_copied_along_are_left_out(take: Harvest) -> None:
    with serving(repository(listed(DSPACE))) as address:
        assert take(f"{address}/oai/request?verb=Identify&key=1").source == f"{address}/oai/request?key=1"


def test_a_repository_that_is_gone_says_so(take: Harvest) -> None:
    with serving(repository(listed())) as address:
        pass
    with pytest.raises(SourceUnreachableError, match="nothing answers there"):
        take(address)
