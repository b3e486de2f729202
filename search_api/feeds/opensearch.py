"""The OpenSearch description, by which a browser adds the engine (OpenSearch 1.1, draft 6)."""

from models.language import Language
from search_api.feeds import atom
from search_api.feeds.xml import element, written
from search_api.messages import say
from search_api.metadata.pairs import SITE_NAME
from search_api.site import Site

MEDIA_TYPE = "application/opensearchdescription+xml"
SUGGESTIONS = "application/x-suggestions+json"

DESCRIPTION_PATH = "/opensearch.xml"
SUGGESTIONS_PATH = "/opensearch/suggestions"


def description(site: Site, language: Language) -> bytes:
    """Return the description for readers of a language."""
    root = element("OpenSearchDescription", attributes={"xmlns": "http://a9.com/-/spec/opensearch/1.1/"})
    root.append(element("ShortName", SITE_NAME))
    root.append(element("Description", say("opensearch.description", language)))
    root.append(element("InputEncoding", "UTF-8"))
    root.append(element("Language", language))
    terms = "q={searchTerms}"
    templates = {
        "text/html": site.at(f"/{language}?{terms}"),
        SUGGESTIONS: site.at(f"{SUGGESTIONS_PATH}?{terms}&language={language}"),
        atom.MEDIA_TYPE: site.at(f"/feeds/search.atom?{terms}&reader={language}"),
    }
    for kind, template in templates.items():
        root.append(element("Url", attributes={"type": kind, "template": template}))
    own = {"type": MEDIA_TYPE, "rel": "self", "template": site.at(f"{DESCRIPTION_PATH}?language={language}")}
    root.append(element("Url", attributes=own))
    return written(root)
