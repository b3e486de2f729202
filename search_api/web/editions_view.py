"""The other language versions and editions of a study, for its page."""

from dataclasses import dataclass

from corpus.duplicates.decisions import Relation
from corpus.study import StudyId
from search_api.describing import present_studies
from search_api.services import Services
from search_api.web.studies_view import Phrase, published_text, study_url, title_for
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """Another edition of a study."""

    relation: str
    """What it is, in words."""
    title: Phrase
    url: str
    published: str


def edition_views(services: Services, study: StudyId, words: Wording) -> tuple[EditionView, ...]:
    """Return the editions that readers may see, newer ones first."""
    related = sorted(services.catalogue.editions(study), key=lambda one: _ORDER.index(one.relation))
    known = services.catalogue.studies_by_id([one.study for one in related])
    there = [one for one in related if one.study in known]
    shown = present_studies(services, [known[one.study] for one in there])
    return tuple(
        EditionView(
            relation=_relation(one.relation, words),
            title=title_for(other.titles, words.language, other.id),
            url=study_url(other.id, words.language),
            published=published_text(other.published, words),
        )
        for one, other in zip(there, shown, strict=True)
    )


_ORDER = (Relation.NEWER, Relation.LANGUAGE, Relation.OLDER)


def _relation(relation: Relation, words: Wording) -> str:
    return {
        Relation.LANGUAGE: words.text("Other language version"),
        Relation.NEWER: words.text("Newer edition"),
        Relation.OLDER: words.text("Older edition"),
    }[relation]
