"""A study as a schema.org Report, in JSON-LD."""

import json
from typing import Any

from models.language import Language
from search_api.answers import AdministrationAnswer, FileDetailAnswer, StudyDetailAnswer
from search_api.media import media_type
from search_api.metadata.facts import abstract_of, served, sure_date, title_of
from search_api.reading import clean
from search_api.site import Site

Node = dict[str, Any]

_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def json_ld(study: StudyDetailAnswer, site: Site, reader: Language) -> str:
    """Return the text for ``<script type="application/ld+json">``, to be put there as it is.

    It holds none of ``<``, ``>`` and ``&``, so that no title can end the element. A block of data is no
    script: browsers leave it alone before they look at ``script-src``, and the pages' policy needs no word
    about it (HTML, "prepare the script element", the step about the type comes before that about CSP).
    """
    return json.dumps(report(study, site, reader), ensure_ascii=False).translate(_UNSAFE)


def report(study: StudyDetailAnswer, site: Site, reader: Language) -> Node:
    """Return what is known of the study; a property that is not known is left out."""
    title, _ = title_of(study, reader)
    abstract = abstract_of(study, reader)
    administrations = [_administration(entry, reader) for entry in study.administrations]
    node: Node = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": site.study(study.id),
        "url": site.study(study.id, reader),
        "identifier": study.id,
        "name": title,
        "alternateName": [other for text in study.titles.values() if (other := clean(text)) != title],
        "abstract": abstract and abstract[0],
        "inLanguage": [language.value for language in study.languages],
        # Whether a contractor is a person or a firm is not known, so it has no type.
        "author": {"name": clean(study.contractor)} if study.contractor else administrations,
        "publisher": administrations,
        "funder": administrations,
        "datePublished": study.published and sure_date(study.published),
        "keywords": [clean(word) for words in study.keywords.values() for word in words],
        "isAccessibleForFree": True,
        "encoding": [_file(file, site) for file in served(study)],
    }
    return {name: value for name, value in node.items() if value not in (None, [])}


def _administration(entry: AdministrationAnswer, reader: Language) -> Node:
    name = entry.names[reader]
    others = [other for other in dict.fromkeys(entry.names.values()) if other != name]
    node: Node = {"@type": "GovernmentOrganization", "name": clean(name)}
    return {**node, "alternateName": [clean(other) for other in others]} if others else node


def _file(file: FileDetailAnswer, site: Site) -> Node:
    node: Node = {
        "@type": "MediaObject",
        "name": clean(file.name),
        "contentUrl": site.at(file.url),
        "encodingFormat": media_type(file.name).partition(";")[0],
        "contentSize": f"{file.size} B",
    }
    return {**node, "inLanguage": file.language.value} if file.language else node
