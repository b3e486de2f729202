"""Studies as readers see them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import quote

from corpus.study import AdministrationId, Cost, PublicationDate, Sha256, Study, StudyFile, StudyId
from corpus.text import words
from models.language import Language
from search_api import answers
from search_api.messages import FALLBACK

if TYPE_CHECKING:
    from corpus.administrations import Registry
    from corpus.catalogue.records import FileRecord
    from search_api.services import Services

API = "/api/v1"

Records = Mapping[Sha256, "FileRecord"]


def present_studies(
    services: "Services", studies: Sequence[Study], reader: Language | None = None
) -> list[answers.StudyDetailAnswer]:
    """Return everything about several studies; why files were not read is told in the reader's language."""
    records = services.catalogue.files_by_hash([file.sha256 for study in studies for file in study.files])
    replaced, registry = services.catalogue.redactions(), services.registry
    return [present_study(study, registry, records, replaced, reader) for study in studies]


def present_study(
    study: Study,
    registry: "Registry",
    records: Records | None = None,
    replaced: Collection[Sha256] = (),
    reader: Language | None = None,
) -> answers.StudyDetailAnswer:
    """Return everything about a study.

    Args:
        study: it.
        registry: knows the administrations.
        records: what became of its files, as far as they say it.
        replaced: files that are not served until another takes their place.
        reader: the language to tell in why a file was not read; ``None``: English.
    """
    records = records or {}
    return answers.StudyDetailAnswer(
        id=study.id,
        titles=dict(study.titles),
        abstracts=dict(study.abstracts),
        administrations=_administrations(study, registry),
        contractor=study.contractor,
        published=_published(study.published),
        cost=_cost(study.cost),
        document_type=study.document_type,
        keywords={language: list(texts) for language, texts in study.keywords.items()},
        languages=_languages(study, records),
        files=[
            _file_detail(
                _file(study.id, n, file, records),
                records.get(file.sha256),
                file.sha256 in replaced,
                reader or FALLBACK,
            )
            for n, file in enumerate(study.files, start=1)
        ],
    )


def present_summary(study: Study, registry: "Registry", records: Records) -> answers.StudyAnswer:
    """Return what a list of results says of a study."""
    return answers.StudyAnswer(
        id=study.id,
        titles=dict(study.titles),
        administrations=_administrations(study, registry),
        published=_published(study.published),
        cost=_cost(study.cost),
        languages=_languages(study, records),
        files=[_file(study.id, n, file, records) for n, file in enumerate(study.files, start=1)],
    )


def _administrations(study: Study, registry: "Registry") -> list[answers.AdministrationAnswer]:
    written = study.administrations_as_written
    if len(written) != len(study.administrations):
        written = ()
    pairs = zip_longest(study.administrations, written)
    return [administration(registry, identity, as_written) for identity, as_written in pairs]


def administration(
    registry: "Registry", identity: AdministrationId, as_written: str | None
) -> answers.AdministrationAnswer:
    """Return an administration; one that the registry does not know is named as the inventory has it."""
    entry = registry.get(identity)
    if entry is None:
        name = as_written or registry.label(identity, Language.EN)
        names: dict[Language, str] = dict.fromkeys(Language, name)
        return answers.AdministrationAnswer(id=identity, names=names, as_written=as_written)
    differs = as_written is not None and not _among(as_written, entry.names.values())
    return answers.AdministrationAnswer(
        id=identity, names=dict(entry.names), as_written=as_written if differs else None
    )


def _among(name: str, names: Iterable[str]) -> bool:
    return words(name) in [words(other) for other in names]


def _published(published: PublicationDate | None) -> answers.PublishedAnswer | None:
    if published is None:
        return None
    return answers.PublishedAnswer(
        first=published.first,
        last=published.last,
        precision=published.precision,
        text=published.isoformat(),
    )


def _cost(cost: Cost | None) -> answers.CostAnswer | None:
    return None if cost is None else answers.CostAnswer(amount=f"{cost.amount:.2f}", vat=cost.vat)


def _file_detail(
    file: answers.FileAnswer, record: "FileRecord | None", replaced: bool, language: Language
) -> answers.FileDetailAnswer:
    return answers.FileDetailAnswer(
        **file.model_dump(),
        state=record.state if record else None,
        reason=record.reason.say(language) if record and record.reason else None,
        pages=record.pages_found if record else None,
        pages_with_text=record.pages_with_text if record else None,
        being_replaced=replaced,
    )


def _file(study: StudyId, n: int, file: StudyFile, records: Records) -> answers.FileAnswer:
    return answers.FileAnswer(
        n=n, name=file.name, language=_language(file, records), url=file_url(study, n), size=file.size
    )


def file_url(study: StudyId, n: int) -> str:
    """Return where the nth file of a study is served, from 1."""
    return f"{API}/studies/{quote(study, safe='')}/files/{n}"


def _language(file: StudyFile, records: Records) -> Language | None:
    """Return the language that the inventory declares, else the one that the text is written in."""
    record = records.get(file.sha256)
    return file.language or (record.language if record else None)


def _languages(study: Study, records: Records) -> list[Language]:
    """Return the languages of the files; of a study whose files do not say, those of its titles."""
    of_files = {_language(file, records) for file in study.files} - {None}
    return [language for language in Language if language in (of_files or study.titles)]
