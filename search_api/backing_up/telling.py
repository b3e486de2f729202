"""What librarians are told of backups."""

from models.language import Language
from search_api.backing_up.backup import is_for_archives
from search_api.backing_up.record import LastBackup
from search_api.messages import say
from search_api.settings import Settings
from search_api.web.desk.moments import moment
from search_api.web.sizes import size_text
from search_api.web.wording import wording


def told_of_backup(known: LastBackup | None, settings: Settings, language: Language) -> str:
    """Return when the library was last backed up, or how that is done."""
    if not is_for_archives(settings):
        return say("backup.elsewhere", language)
    if known is None:
        return say("backup.none", language)
    size = size_text(known.size, wording(language))
    return say("backup.last", language, moment=moment(known.made, language), file=known.file, size=size)
