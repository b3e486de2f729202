"""What waits in the library, and when it was looked after: counts alone, as the page is opened often."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.catalogue.records import StudySelection
from corpus.jobs import JobKind, JobState
from corpus.life import StudyState
from corpus.people.permissions import Permission
from corpus.study import FileState
from search_api.access.who import Visitor
from search_api.backing_up.record import last_backup
from search_api.backing_up.telling import told_of_backup
from search_api.services import Services
from search_api.web.desk.check_view import check_result
from search_api.web.desk.frames import DESK
from search_api.web.desk.moments import moment
from search_api.web.links import Link
from search_api.web.wording import Wording

_MOST_FAILED = 100


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Something that is done from time to time: its name, where it is done, and what is known of it."""

    name: str
    url: str
    """Empty where the visitor may not do it, or nobody does it at the desk."""
    latest: str


def what_waits(services: Services, words: Wording) -> Iterator[Link]:
    """Yield what somebody has to do something about, and where."""
    desk, queue = f"/{words.language}{DESK}", services.queue
    if todo := queue.todo.count():
        told = words.plural("%(count)s question is open.", "%(count)s questions are open.", todo)
        yield Link(told, f"{desk}/inbox#todo")
    if reviewed := services.catalogue.everything().count_states().get(StudyState.IN_REVIEW, 0):
        told = words.plural(
            "%(count)s study is in review, or waits for decisions about personal data.",
            "%(count)s studies are in review, or wait for decisions about personal data.",
            reviewed,
        )
        yield Link(told, f"{desk}/studies?state={StudyState.IN_REVIEW}")
    if held := services.catalogue.everything().count_studies(StudySelection(held=True)):
        told = words.plural(
            "%(count)s study is held back from readers for its personal data.",
            "%(count)s studies are held back from readers for their personal data.",
            held,
        )
        yield Link(told, f"{desk}/studies?held=yes")
    files = services.catalogue.count_files()
    if troubled := files.get(FileState.FAILED, 0) + files.get(FileState.PARTIAL, 0):
        told = words.plural(
            "%(count)s file was not read, or only in part.",
            "%(count)s files were not read, or only in part.",
            troubled,
        )
        yield Link(told, f"{desk}/files")
    if failed := len(queue.jobs(states=[JobState.FAILED], limit=_MOST_FAILED)):
        told = words.plural("%(count)s import failed.", "%(count)s imports failed.", failed)
        yield Link(told, f"{desk}/inbox")


def upkeep(services: Services, visitor: Visitor, words: Wording) -> Iterator[Upkeep]:
    """Yield when the library was last checked, harvested into and backed up."""
    for kind, name, path, needed in (
        (JobKind.CHECK, words.text("Last check"), "/check", Permission.ADMINISTER),
        (JobKind.HARVEST, words.text("Last harvest"), "/harvests", Permission.READ),
    ):
        done = services.queue.jobs(kind, states=[JobState.DONE], limit=1)
        latest = moment(done[0].ended or done[0].made, words.language) if done else words.text("never yet")
        result = f", {check_result(done[0], words)}" if done and kind is JobKind.CHECK else ""
        url = f"/{words.language}{DESK}{path}" if needed in visitor.permissions else ""
        yield Upkeep(name, url, latest + result)
    backup = told_of_backup(last_backup(services.settings), services.settings, words.language)
    yield Upkeep(words.text("Last backup"), "", backup)
