"""``/{language}/desk/studies``: every study, in whatever state."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from corpus.administrations import Registry
from corpus.catalogue.records import MissingFact, StudyRecord
from corpus.life import StudyState
from corpus.study import DocumentType
from models.language import Language
from search_api.access.who import DeskReader
from search_api.messages import say
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.differences import told_part
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.list_state import LAST_PAGE, PER_PAGE, read_list, selected
from search_api.web.desk.names import missing_name, state_name
from search_api.web.studies_view import Phrase, title_for
from search_api.web.wording import Wording, wording

router = APIRouter(include_in_schema=False)

STUDIES = f"{DESK}/studies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A study of the list."""

    id: str
    url: str
    title: Phrase
    administrations: str
    published: str
    state: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose."""

    value: str
    label: str


@router.get(IN_LANGUAGE + STUDIES)
def studies(
    language: Language, request: Request, services: ServicesOf, visitor: DeskReader, site: SiteOf
) -> HTMLResponse:
    """List studies, searched and narrowed."""
    words = wording(language)
    state, selection, wrong = selected(read_list(request.query_params.multi_items()), services, words)
    catalogue = services.catalogue.everything()
    total = catalogue.count_studies(selection)
    last = min(max(1, -(-total // PER_PAGE)), LAST_PAGE)
    page = min(state.page, last)
    found = catalogue.records(offset=(page - 1) * PER_PAGE, limit=PER_PAGE, selection=selection)
    registry = services.registry
    return desk_page(
        "studies.html",
        language,
        site,
        visitor,
        path=state.path(page),
        title=words.text("Studies"),
        state=state,
        wrong=wrong,
        total=total,
        count=words.plural("%(count)s study", "%(count)s studies", total),
        rows=[_row(record, registry, words) for record in found],
        page=page,
        last=last,
        states=[Choice(one, state_name(one, words)) for one in StudyState],
        facts=[Choice(one, missing_name(one, words)) for one in MissingFact],
        types=type_choices(words),
        administrations=administration_names(services, language),
    )


def administration_names(services: Services, language: Language) -> Sequence[str]:
    """Return the names to choose among: those of the registry and those in use that it does not know."""
    unlisted = services.catalogue.everything().unlisted_administrations()
    return sorted({*(entry.names[language] for entry in services.registry), *unlisted.values()})


def type_choices(words: Wording) -> list[Choice]:
    """Return the document types to choose among."""
    return [Choice(kind, say(f"type.{kind}", words.language)) for kind in DocumentType]


def missing_facts(record: StudyRecord) -> tuple[MissingFact, ...]:
    """Return what a study lacks."""
    study = record.study
    told = {
        MissingFact.TITLE: study.titles,
        MissingFact.ADMINISTRATION: study.administrations,
        MissingFact.AUTHOR: study.contractor,
        MissingFact.DATE: study.published,
        MissingFact.COST: study.cost,
        MissingFact.TYPE: study.document_type,
        MissingFact.FILE: study.files,
    }
    return tuple(fact for fact, value in told.items() if not value)


def _row(record: StudyRecord, registry: Registry, words: Wording) -> Row:
    study = record.study
    named = tuple(zip(study.administrations, study.administrations_as_written, strict=False))
    return Row(
        id=study.id,
        url=f"/{words.language}{STUDIES}/{study.id}",
        title=title_for(study.titles, words.language, study.id),
        administrations=told_part("administrations", named, registry, words),
        published=told_part("published", study.published, registry, words),
        state=state_name(record.standing.state, words),
        missing=tuple(missing_name(fact, words) for fact in missing_facts(record)),
    )
