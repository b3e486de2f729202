"""How to cite a study, as its page shows it."""

from dataclasses import dataclass

from models.language import Language
from search_api.answers import StudyDetailAnswer
from search_api.citing.csl import csl_item
from search_api.citing.formats import CitationFormat
from search_api.citing.text import reference
from search_api.describing import API
from search_api.site import Site
from search_api.web.links import Link

_NAMES = {
    CitationFormat.BIBTEX: "BibTeX",
    CitationFormat.RIS: "RIS",
    CitationFormat.CSL_JSON: "CSL-JSON",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """A reference to copy, and the same to be saved for programs."""

    reference: str
    downloads: tuple[Link, ...]


def citation_view(study: StudyDetailAnswer, site: Site, language: Language) -> CitationView:
    """Return the citation of a study in the reader's language."""
    item = csl_item(study, url=site.study(study.id), reader=language)
    return CitationView(
        reference=reference(item, language),
        downloads=tuple(
            Link(name, f"{API}/studies/{study.id}/citation?format={kind}&language={language}")
            for kind, name in _NAMES.items()
        ),
    )
