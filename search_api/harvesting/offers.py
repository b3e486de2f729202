"""From the records of a source to what is offered to the catalogue."""

from dataclasses import dataclass, field, replace

from corpus.catalogue.harvests import LONGEST_NAME, HarvestedRecord
from corpus.inventory.report import Problem
from corpus.inventory.rows import Knowledge
from corpus.reasons import reason
from corpus.study import StudyFile
from models.language import Language
from search_api.harvesting.addresses import shown
from search_api.harvesting.facts import Reader, languages_of
from search_api.harvesting.files import Cupboard, FileFault
from search_api.harvesting.merging import Offer
from search_api.harvesting.record import SourceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What reading a record gave."""

    offer: Offer | None
    """``None`` for what is no study."""
    problems: tuple[Problem, ...] = ()
    faults: tuple[FileFault, ...] = ()
    files: int = 0
    """Fetched, or those that could be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Where records are read."""

    knowledge: Knowledge
    cupboard: Cupboard | None = field(default=None)
    """``None``: files are not fetched."""

    def read(self, record: SourceRecord, known: HarvestedRecord | None) -> Offered:
        """Return what a record offers."""
        if len(record.identifier) > LONGEST_NAME:
            reader = Reader(replace(record, identifier=shown(record.identifier)), self.knowledge)
            reader.reject("identifier", reason("harvest.too-long", most=LONGEST_NAME))
            return Offered(offer=None, problems=tuple(reader.problems))
        if record.deleted:
            return Offered(offer=Offer(identifier=record.identifier, stamp=record.stamp, deleted=True))
        reader = Reader(record, self.knowledge)
        study = reader.study()
        if study is None:
            return Offered(offer=None, problems=tuple(reader.problems))
        files, faults = self._files(record, known)
        offer = Offer(
            identifier=record.identifier,
            stamp=record.stamp,
            study=replace(study, files=files),
            with_files=bool(files),
        )
        count = len(files) if self.cupboard else len(record.links)
        return Offered(offer=offer, problems=tuple(reader.problems), faults=tuple(faults), files=count)

    def _files(
        self, record: SourceRecord, known: HarvestedRecord | None
    ) -> tuple[tuple[StudyFile, ...], list[FileFault]]:
        """Fetch the files, unless they are here and the record has not changed since."""
        unchanged = known is not None and known.stamp is not None and known.stamp == record.stamp
        if self.cupboard is None or (unchanged and known is not None and known.told.get("files")):
            return (), []
        return self.cupboard.fetch_all(record.links, _only(languages_of(record)))


def _only(languages: tuple[Language, ...]) -> Language | None:
    return languages[0] if len(languages) == 1 else None
