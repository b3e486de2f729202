"""An import: what an upload tells of studies becomes drafts, and what it leaves open becomes questions.

It goes in three steps, and each is written down before the next begins: the studies with the questions of
their inventories, in one transaction; then each file as it is read; then what the files tell. An import that
was killed begins again where it was, and brings nothing twice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.catalogue.todo import Met, TodoBook
from corpus.inventory.report import Severity
from corpus.jobs import Job
from corpus.life import Standing, StudyState
from corpus.study import Sha256, Study, StudyFile, StudyId
from ingest.watch import Watch
from search_api.ingesting.intake import Intake, superseded_studies, titled, undescribed_studies
from search_api.ingesting.reading import read_files
from search_api.jobs.file_questions import questions_of_files
from search_api.jobs.inbox import Inbox
from search_api.jobs.merging import meet
from search_api.jobs.notes import note
from search_api.jobs.questions import Found, questions_of_rows
from search_api.library import Library
from search_api.personal.erasing import without_redacted

MOST_NOTES = 200
"""Remarks of inventories that a report repeats."""


@dataclass(frozen=True, slots=True)
class Importing:
    """Does imports."""

    library: Library
    todo: TodoBook
    inbox: Inbox

    def __call__(self, job: Job, watch: Watch) -> Mapping[str, Any]:
        """Do an import from where it was, and return its report."""
        watch.begin("Reading inventories", 0)
        intake = Intake(self.library)
        intake.add(self.inbox.folder(job.id))
        if not job.described:
            watch.begin("Writing drafts", 0)
            self._describe(job, intake)
        files = intake.files()
        read_files(self.library, files, watch)
        undescribed = self._tell_of_files(job, intake)
        return self._report(job, intake, [*intake.studies, *undescribed], files)

    def _describe(self, job: Job, intake: Intake) -> None:
        found = Found(
            studies=intake.studies,
            loose=intake.loose,
            places=intake.places,
            problems=intake.problems,
            errors=intake.errors,
            holders=self._holders(intake),
            known=self._curating().catalogue.studies_by_id([study.id for study in intake.studies]),
        )
        superseded = superseded_studies(self._curating(), intake.studies)
        replaced = list(filter(self._is_draft, superseded))
        told = without_redacted(self.library.catalogue, intake.studies)
        self.todo.bring(job, told, questions_of_rows(found), meet, superseded=replaced)

    def _tell_of_files(self, job: Job, intake: Intake) -> Sequence[Study]:
        """Bring in what the files tell: titles that no inventory gives, and studies that none describes."""
        untitled = [study for study in intake.studies if study.files and not study.titles]
        named = without_redacted(self.library.catalogue, titled(self.library, untitled))
        alone = undescribed_studies(self.library, intake.loose)
        undescribed = without_redacted(self.library.catalogue, alone)
        brought = {study.id: study for study in (*intake.studies, *named)}
        files = {file.sha256 for study in (*brought.values(), *undescribed) for file in study.files}
        records = self.library.catalogue.files_by_hash(list(files))
        asked = questions_of_files([*brought.values(), *undescribed], self._alone(undescribed), records)
        new = {study.id for study in undescribed}

        def met(told: Study, known: Study, standing: Standing) -> Met:
            return meet(told, known, standing) if told.id in new else Met(_titled(told, known))

        self.todo.bring(job, [*named, *undescribed], list(asked), met)
        return undescribed

    def _alone(self, undescribed: Sequence[Study]) -> Sequence[Study]:
        """Return those that the file really becomes: one that readers see does not take a new version."""
        known = self._curating().catalogue.studies_by_id([study.id for study in undescribed])
        return [one for one in undescribed if one.id not in known or self._is_draft(one.id)]

    def _is_draft(self, study: StudyId) -> bool:
        return self.library.catalogue.standing(study).state is StudyState.DRAFT

    def _holders(self, intake: Intake) -> Mapping[Sha256, Sequence[StudyId]]:
        """Return which studies of the catalogue held the files before, other than those that are told of."""
        wanted = {file.sha256 for file in intake.files()}
        told = {study.id for study in intake.studies}
        held: dict[Sha256, list[StudyId]] = {}
        for study in self._curating().catalogue.studies():
            for file in study.files if study.id not in told else ():
                if file.sha256 in wanted:
                    held.setdefault(file.sha256, []).append(study.id)
        return held

    def _curating(self) -> Library:
        return replace(self.library, catalogue=self.library.catalogue.everything())

    def _report(
        self, job: Job, intake: Intake, studies: Sequence[Study], files: Iterable[StudyFile]
    ) -> Mapping[str, Any]:
        records = self.library.catalogue.files_by_hash([file.sha256 for file in files])
        states = Counter(str(record.state) for record in records.values())
        notes = [note(one) for one in intake.problems if one.severity is Severity.NOTE]
        return {
            "studies": len(studies),
            "files": dict(sorted(states.items())),
            "questions": self.todo.count(job=job.id, state=None),
            "notes": notes[:MOST_NOTES],
            "more_notes": max(len(notes) - MOST_NOTES, 0),
        }


def _titled(told: Study, known: Study) -> Study:
    """Return a study with the title of its file, unless somebody gave it one meanwhile."""
    return known if known.titles else replace(known, titles=told.titles)
