"""What all vocabularies say of a study, each in its own words."""

from corpus.study import DatePrecision
from models.language import Language
from search_api.answers import FileDetailAnswer, PublishedAnswer, StudyDetailAnswer
from search_api.citing.csl import cited_version, publishers
from search_api.reading import clean


def title_of(study: StudyDetailAnswer, reader: Language) -> tuple[str, Language | None]:
    """Return the title in the reader's language, translated or not, else the original one, and its language.

    A study without a title is called by its id.
    """
    language = reader if reader in study.titles else cited_version(study, reader)
    return (clean(study.titles[language]), language) if language else (study.id, None)


def abstract_of(study: StudyDetailAnswer, reader: Language) -> tuple[str, Language] | None:
    """Return the abstract in the reader's language, else the first there is, and its language."""
    language = reader if reader in study.abstracts else next(iter(study.abstracts), None)
    return (clean(study.abstracts[language]), language) if language else None


def authors(study: StudyDetailAnswer, reader: Language) -> list[str]:
    """Return who wrote the study, else who commissioned it."""
    return [clean(study.contractor)] if study.contractor else publishers(study, reader)


def sure_date(published: PublishedAnswer) -> str | None:
    """Return the part of the date that is sure: 2021, 2021-03 or 2021-03-12; ``None`` beyond one year."""
    if "/" not in published.text:
        return published.text
    one_year = published.first.year == published.last.year
    return published.text[:4] if one_year and published.precision is not DatePrecision.YEAR else None


def served(study: StudyDetailAnswer) -> list[FileDetailAnswer]:
    """Return the files that whoever follows their address gets."""
    return [file for file in study.files if not file.being_replaced]
