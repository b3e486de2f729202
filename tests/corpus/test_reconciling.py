"""Two changes of one study, brought together."""

from dataclasses import replace

from hypothesis import given

from corpus.reconciling import Conflict, parts_of, reconcile, study_from
from corpus.study import AdministrationId, DocumentType, Study, StudyId
from models.language import Language
from tests.corpus.catalogue.test_studies import studies

BEFORE = Study(
    id=StudyId("eau"),
    titles={Language.FR: "L'eau", Language.NL: "Water"},
    administrations=(AdministrationId("vivaqua"),),
    administrations_as_written=("VIVAQUA",),
    contractor="Bureau",
)


@given(studies)
def test_a_study_is_the_study_of_its_parts(study: Study) -> None:
    assert parts_of(study_from(study.id, parts_of(study))) == parts_of(study)


@given(studies, studies)
def test_what_only_one_changed_is_what_that_one_made_of_it(before: Study, after: Study) -> None:
    for theirs, mine in ((before, after), (after, before)):
        merged, conflicts = reconcile(before, theirs, mine)
        assert conflicts == ()
        assert parts_of(merged) == parts_of(after)


def test_changes_of_different_parts_are_both_kept() -> None:
    theirs = replace(BEFORE, titles={**BEFORE.titles, Language.FR: "Les eaux"}, contractor=None)
    mine = replace(BEFORE, titles={Language.FR: "L'eau"}, document_type=DocumentType.AUDIT)
    merged, conflicts = reconcile(BEFORE, theirs, mine)
    assert conflicts == ()
    assert merged == replace(
        BEFORE, titles={Language.FR: "Les eaux"}, contractor=None, document_type=DocumentType.AUDIT
    )


def test_changes_of_one_part_clash_unless_they_are_the_same() -> None:
    theirs = replace(BEFORE, contractor="Anna", document_type=DocumentType.AUDIT)
    mine = replace(BEFORE, contractor=None, document_type=DocumentType.AUDIT)
    merged, conflicts = reconcile(BEFORE, theirs, mine)
    assert conflicts == (Conflict("contractor", "Bureau", "Anna", None),)
    assert merged.contractor is None
