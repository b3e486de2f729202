"""What every page says of a study."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from corpus.study import Vat
from models.language import Language
from search_api.answers import AdministrationAnswer, CostAnswer, PublishedAnswer, StudyAnswer
from search_api.messages import say
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text and the language that it is in."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyView:
    """A study in a list."""

    title: Phrase
    original: Phrase | None
    """Its title in the language it is written in, where that is not the reader's."""
    url: str
    administrations: tuple[str, ...]
    published: str
    cost: str
    languages: tuple[str, ...]


def study_view(study: StudyAnswer, words: Wording) -> StudyView:
    """Return a study as lists show it."""
    title = title_for(study.titles, words.language, study.id)
    return StudyView(
        title=title,
        original=_original(study, title),
        url=study_url(study.id, words.language),
        administrations=tuple(name_of(entry, words.language) for entry in study.administrations),
        published=published_text(study.published, words),
        cost=cost_text(study.cost, words),
        languages=tuple(say(f"language.{language}", words.language) for language in study.languages),
    )


def study_url(study: str, language: Language) -> str:
    """Return the address of a study's page in a language."""
    return f"/{language}/study/{study}"


def title_for(titles: Mapping[Language, str], language: Language, study: str) -> Phrase:
    """Return the title in the reader's language, else the first; a study without any is called by its id."""
    chosen = language if language in titles else next(iter(titles), language)
    return Phrase(titles.get(chosen, study), chosen)


def _original(study: StudyAnswer, shown: Phrase) -> Phrase | None:
    if shown.language in study.languages:
        return None
    written = [language for language in study.languages if language in study.titles]
    titles = [Phrase(study.titles[language], language) for language in written]
    return next((title for title in titles if title.text != shown.text), None)


def name_of(administration: AdministrationAnswer, language: Language) -> str:
    """Return the name of an administration, with the spelling of the inventory where it is another."""
    name = administration.names[language]
    written = administration.as_written
    return f"{name} ({written})" if written and written != name else name


def published_text(published: PublishedAnswer | None, words: Wording) -> str:
    """Return when a study was published; that it is not known, where it is not."""
    return words.published(published) if published else words.text("Date unknown")


def cost_text(cost: CostAnswer | None, words: Wording) -> str:
    """Return what a study cost and what that says of value-added tax."""
    if cost is None:
        return words.text("Cost unknown")
    amount = words.money(Decimal(cost.amount))
    return {
        Vat.INCLUDED: words.text("%(amount)s VAT included", amount=amount),
        Vat.EXCLUDED: words.text("%(amount)s VAT excluded", amount=amount),
        Vat.UNKNOWN: words.text("%(amount)s (VAT included or not: unknown)", amount=amount),
    }[cost.vat]
