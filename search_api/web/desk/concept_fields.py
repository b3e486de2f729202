"""The fields of the form of an entry of the glossary, and the document that they say."""

from collections.abc import Mapping
from typing import Any

from models.language import Language
from search_api.access.forms import Form
from search_api.web.desk.edit_form import Fields
from search_api.web.wording import Wording


def concept_fields(document: Mapping[str, Any]) -> Fields:
    """Return what the fields hold of an entry: a term a line."""
    terms = document.get("terms", {})
    return {
        "domain": [document.get("domain") or ""],
        **{f"terms.{code}": ["\n".join(terms.get(code) or ())] for code in Language},
    }


def concept_document(form: Form) -> dict[str, Any]:
    """Return the document that the fields say."""
    return {
        "domain": form.get("domain"),
        "terms": {code.value: form.get(f"terms.{code}") for code in Language},
    }


def told_concept(_part: str, value: Any, _words: Wording) -> str:
    """Return what a part of an entry says; empty where it says nothing."""
    return value if isinstance(value, str) else "; ".join(value or ())
