"""The forms that a citation can be taken away in."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.language import Language
from search_api.citing.bibtex import bibtex
from search_api.citing.csl import CslItem
from search_api.citing.ris import ris
from search_api.citing.text import references


class CitationFormat(StrEnum):
    """How a citation is written."""

    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A format of citations: how it is written, sent and called."""

    media_type: str
    extension: str
    write: Callable[[Sequence[CslItem], Language], str]
    """Takes the language of the words that the format adds itself."""


FORMS: Mapping[CitationFormat, Form] = {
    CitationFormat.BIBTEX: Form(
        media_type="application/x-bibtex; charset=utf-8",
        extension="bib",
        write=lambda items, _: bibtex(items),
    ),
    CitationFormat.RIS: Form(
        media_type="application/x-research-info-systems; charset=utf-8",
        extension="ris",
        write=lambda items, _: ris(items),
    ),
    CitationFormat.CSL_JSON: Form(
        media_type="application/vnd.citationstyles.csl+json",
        extension="json",
        write=lambda items, _: json.dumps(items, ensure_ascii=False, indent=2),
    ),
    CitationFormat.TEXT: Form(media_type="text/plain; charset=utf-8", extension="txt", write=references),
}
