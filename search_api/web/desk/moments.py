"""How the desk writes when something happened: in the time of Brussels."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from models.language import Language
from search_api.web.wording import Wording, wording

HERE = ZoneInfo("Europe/Brussels")


def moment(at: datetime, language: Language) -> str:
    """Return a day and a time to the minute."""
    return format_datetime(at, "d MMM y, HH:mm", tzinfo=HERE, locale=wording(language).locale)


def clock(at: datetime, words: Wording) -> str:
    """Return a time and its day, for a sentence."""
    return f"{at:%H:%M} (UTC), {words.day(at.date())}"
