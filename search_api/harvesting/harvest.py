"""A whole harvest: page by page, each kept before the next is asked for."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from corpus.catalogue.curating import reviewed
from corpus.catalogue.harvests import HarvestedRecord, HarvestState, Take, Taken
from corpus.catalogue.writing import Kept
from corpus.inventory.rows import Knowledge
from corpus.life import StudyState
from corpus.study import StudyId
from ingest.watch import Unwatched, Watch
from models.identify import query_language
from search_api.harvesting.errors import HarvestError, SourceTokenError
from search_api.harvesting.files import Cupboard
from search_api.harvesting.merging import Offer, decide
from search_api.harvesting.offers import Counter, Offered
from search_api.harvesting.record import Asked, Page, Source
from search_api.harvesting.report import Findings, HarvestReport, SameTitle
from search_api.harvesting.shelf import Shelf
from search_api.ingesting.indexing import sync_index
from search_api.ingesting.reading import read_files
from search_api.library import Library
from search_api.personal.erasing import without_redacted
from search_api.personal.holding import to_hold

HARVEST = "harvest"
"""Who changes what other catalogues bring in, unless somebody says who."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to harvest and how."""

    asked: Asked = field(default_factory=Asked)
    since_last: bool = False
    """Only what changed since the last harvest that came to its end; all where there was none."""
    begin_again: bool = False
    """Do not go on with a harvest that was cut short."""
    cupboard: Cupboard | None = None
    """``None``: files are not fetched."""
    dry_run: bool = False
    """Change and fetch nothing, and tell what would change."""
    update_published: bool = False
    """Change what readers see too."""
    by: str = HARVEST


def harvest(
    library: Library, source: Source, wish: Wish, watch: Watch
) -> tuple[HarvestReport, HarvestError | None]:
    """Take studies over as drafts, and what changed of those taken over before.

    A harvest that was cut short goes on where it was, if the same is asked. Returns the report, and what
    stopped the harvest before its end: what came in before that is kept.
    """
    run = _Run(library, source, wish, watch)
    stopped: HarvestError | None = None
    try:
        run.go()
    except HarvestError as error:
        stopped = error
    run.finish()
    return run.report(stopped), stopped


class _Run:
    """One harvest under way."""

    def __init__(self, library: Library, source: Source, wish: Wish, watch: Watch) -> None:
        self._library, self._source, self._wish, self._watch = library, source, wish, watch
        self._everything = library.catalogue.everything()
        self._state = library.catalogue.harvest_state(source.address)
        self._known = dict(library.catalogue.harvested(source.address))
        taken = [record.study for record in self._known.values()]
        self._shelf = Shelf(self._everything.studies(), taken)
        self._before = dict(self._known)
        self._counter = Counter(
            knowledge=Knowledge(library.registry, date.today(), query_language),
            cupboard=None if wish.dry_run else wish.cupboard,
        )
        self._found = Findings()
        self._whole = False

    def go(self) -> None:
        """Read the list to its end.

        Raises:
            HarvestError: the source cannot be read any further.
        """
        asked = self._asked()
        goes_on = self._state.asked == asked.facts() and not (self._wish.begin_again or self._wish.dry_run)
        token = self._state.token if goes_on else None
        try:
            self._read(asked, token)
        except SourceTokenError:
            if token is None or self._found.seen:
                raise
            self._read(asked, None)
        self._whole &= not asked.facts()
        self._found.complete = True

    def finish(self) -> None:
        """Read the files that came in, and let searches follow what changed for readers: not the drafts."""
        if self._wish.dry_run:
            return
        if self._found.files:
            read_files(self._library, self._found.files, self._watch)
        if self._wish.update_published:
            sync_index(self._library, self._watch)

    def report(self, stopped: HarvestError | None) -> HarvestReport:
        """Return what was done so far."""
        missing = self._missing() if self._whole and self._found.complete else ()
        return self._found.report(
            self._source,
            dry_run=self._wish.dry_run,
            stopped=str(stopped) if stopped else None,
            missing=missing,
        )

    def _asked(self) -> Asked:
        last = self._state.completed
        if self._wish.since_last and last is not None and self._wish.asked.start is None:
            return replace(self._wish.asked, start=self._source.moment(last))
        return self._wish.asked

    def _read(self, asked: Asked, token: str | None) -> None:
        self._whole = token is None
        begun = self._state.begun if token else None
        for page in self._source.pages(asked, token):
            if not self._found.seen:
                self._watch.begin("Harvesting records", page.total or len(page.records))
            begun = begun or page.moment
            state = HarvestState(
                asked=asked.facts(),
                token=page.following,
                begun=begun,
                completed=self._state.completed if page.following else begun,
            )
            self._take(page, state)
            self._state = state

    def _take(self, page: Page, state: HarvestState) -> None:
        """Take a page over, all of it or nothing."""
        self._found.broken += page.broken
        before = len(self._found.files)
        takes: dict[str, tuple[StudyId, Take]] = {}
        for record in page.records:
            offered = self._counter.read(record, self._known.get(record.identifier))
            self._found.add(record.identifier, offered)
            if taking := self._taking(offered):
                takes[record.identifier] = taking
            self._watch.step()
        if not self._wish.dry_run:
            if self._wish.update_published:  # readers see the files that it brings, unless they are held back
                read_files(self._library, self._found.files[before:], Unwatched())
            self._library.catalogue.take_over(self._source.address, takes, state, by=self._wish.by)
            return
        for identifier, (study, take) in takes.items():
            take(self._before.get(identifier), self._held(study), datetime.now(UTC))

    def _taking(self, offered: Offered) -> tuple[StudyId, Take] | None:
        """Return the id of a study and what becomes of it; ``None`` where nothing is to be done."""
        offer = offered.offer
        if offer is None:
            return None
        known = self._known.get(offer.identifier)
        if known:
            return known.study, self._take_of(offer, known.study, offered)
        if offer.study is None:
            return None  # a record that came and went between two harvests
        study, same = self._shelf.place(offer.study)
        if same:
            self._found.same_titles.append(SameTitle(study=study, other=same))
        self._known[offer.identifier] = HarvestedRecord(
            identifier=offer.identifier, study=study, stamp=offer.stamp, told={}
        )
        return study, self._take_of(offer, study, offered)

    def _take_of(self, offer: Offer, study: StudyId, offered: Offered) -> Take:
        if offer.study is not None:
            told = replace(offer.study, id=study)
            offer = replace(offer, study=without_redacted(self._library.catalogue, [told])[0])

        def take(record: HarvestedRecord | None, held: Kept | None, now: datetime) -> Taken:
            decision = decide(offer, study, record, held, now, update_published=self._wish.update_published)
            self._found.decided(study, decision, offered)
            return self._looked_at(decision.taken, now)

        return take

    def _looked_at(self, taken: Taken, now: datetime) -> Taken:
        """Have a published study wait in review that gets personal data nobody has decided about."""
        kept = taken.kept
        shown = kept is not None and kept.standing.state is StudyState.PUBLISHED
        if kept and shown and to_hold(self._library, [kept.study]):
            return replace(taken, kept=Kept(kept.study, reviewed(kept.standing, now)))
        return taken

    def _held(self, study: StudyId) -> Kept | None:
        """Return a study as it is, for a run that changes nothing."""
        found = self._everything.studies_by_id([study]).get(study)
        return Kept(found, self._everything.standing(study)) if found else None

    def _missing(self) -> tuple[StudyId, ...]:
        """Return the studies here whose records a whole list no longer told."""
        gone = [
            record.study
            for identifier, record in self._before.items()
            if identifier not in self._found.seen and not record.deleted
        ]
        return tuple(sorted(self._everything.studies_by_id(gone)))
