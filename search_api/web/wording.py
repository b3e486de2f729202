"""What the pages say, and how they write numbers, amounts and dates, in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO
from itertools import chain

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from corpus.study import DatePrecision, PublicationDate
from models.language import Language
from search_api.answers import PublishedAnswer

_TERRITORIES = {Language.FR: "fr_BE", Language.NL: "nl_BE", Language.EN: "en_IE"}
"""How amounts and dates are written; English as in Ireland, which writes euros before the amount."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language."""

    language: Language
    messages: GNUTranslations
    locale: Locale

    def text(self, message: str, **facts: object) -> str:
        """Return a message with its facts; ``message`` is the English one, and the key of the catalogues."""
        return self.messages.gettext(message) % facts

    def plural(self, one: str, many: str, number: int, **facts: object) -> str:
        """Return the message for a number, which it may show as ``%(count)s``."""
        return self.messages.ngettext(one, many, number) % {"count": self.number(number), **facts}

    def number(self, number: int | float) -> str:
        """Return a number with the separators of the language."""
        return format_decimal(number, locale=self.locale)

    def money(self, euros: Decimal) -> str:
        """Return an amount; cents are shown only where there are some."""
        pattern: str = self.locale.currency_formats["standard"].pattern
        if euros == euros.to_integral_value():
            pattern = pattern.replace(".00", "")
        return format_currency(euros, "EUR", format=pattern, locale=self.locale, currency_digits=False)

    def day(self, day: date) -> str:
        """Return a day."""
        return format_date(day, "long", locale=self.locale)

    def published(self, date: PublicationDate | PublishedAnswer) -> str:
        """Return a publication date, no finer than it is known."""
        if date.precision is DatePrecision.DAY and date.first == date.last:
            return self.day(date.first)
        skeleton, unit = _UNITS[date.precision]
        if date.first.strftime(unit) == date.last.strftime(unit):
            return format_skeleton(skeleton, date.first, locale=self.locale)
        return format_interval(date.first, date.last, skeleton, locale=self.locale)


_UNITS = {
    DatePrecision.DAY: ("yMMMMd", "%Y-%m-%d"),
    DatePrecision.MONTH: ("yMMMM", "%Y-%m"),
    DatePrecision.YEAR: ("y", "%Y"),
}
"""How a date of each precision is written, and what two such dates share."""


@cache
def wording(language: Language) -> Wording:
    """Return the words of a language, read once."""
    return Wording(language, _messages(language), Locale.parse(_TERRITORIES[language]))


def _messages(language: Language) -> GNUTranslations:
    """Read the catalogues of a language, one for each part of the site, as their translators wrote them.

    Nothing has to be compiled before the pages run.
    """
    together, *others = (
        read_po(BytesIO(place.read_bytes()), locale=language) for place in catalogues(language)
    )
    for message in chain.from_iterable(others):
        if message.id:  # the heading, which is the same in all
            together[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, together)
    compiled.seek(0)
    return GNUTranslations(compiled)


def catalogues(language: Language) -> Sequence[Traversable]:
    """Return the files that hold the messages of a language."""
    folder = resources.files("search_api.web").joinpath("locale", language, "LC_MESSAGES")
    return sorted(
        (place for place in folder.iterdir() if place.name.endswith(".po")), key=lambda place: place.name
    )
