"""The fields of the form of an administration, and the document that they say."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.administrations import AdministrationKind
from models.language import Language
from search_api.access.forms import Form
from search_api.web.desk.edit_form import Fields
from search_api.web.desk.entry_names import kind_name
from search_api.web.wording import Wording

MOST_FORMER = 31
"""Former names of a form: as many as an administration may have, and one more to be told so."""


def administration_fields(document: Mapping[str, Any]) -> Fields:
    """Return what the fields hold of an administration."""
    fields = {
        **_name_fields("names", document.get("names", {})),
        "kind": [document.get("kind") or ""],
        "acronyms": ["; ".join(document.get("acronyms", ()))],
        "aliases": ["\n".join(document.get("aliases", ()))],
        "company": [document.get("company") or ""],
    }
    for number, former in enumerate(document.get("former", ()), start=1):
        fields |= _name_fields(f"former.{number}.names", former["names"])
        fields[f"former.{number}.acronyms"] = ["; ".join(former.get("acronyms", ()))]
        fields[f"former.{number}.until"] = [str(former.get("until") or "")]
    return fields


def _name_fields(field: str, names: Mapping[str, str]) -> dict[str, list[str]]:
    return {f"{field}.{code}": [names.get(code, "")] for code in Language}


def administration_document(form: Form) -> dict[str, Any]:
    """Return the document that the fields say."""
    return {
        "kind": form.get("kind"),
        "names": _names(form, "names"),
        "acronyms": form.get("acronyms"),
        "aliases": form.get("aliases"),
        "former": [
            {
                "names": _names(form, f"former.{number}.names"),
                "acronyms": form.get(f"former.{number}.acronyms"),
                "until": form.get(f"former.{number}.until"),
            }
            for number in former_numbers(form.fields)
        ],
        "company": form.get("company"),
    }


def _names(form: Form, field: str) -> dict[str, str]:
    return {code.value: form.get(f"{field}.{code}") for code in Language}


def former_numbers(fields: Fields) -> Sequence[int]:
    """Return the numbers of the former names that a form holds."""
    return [
        number
        for number in range(1, MOST_FORMER + 1)
        if any(k.startswith(f"former.{number}.") for k in fields)
    ]


def told_administration(part: str, value: Any, words: Wording) -> str:
    """Return what a part of an administration says; empty where it says nothing."""
    if not value:
        return ""
    if part == "kind":
        return kind_name(AdministrationKind(value), words)
    if part == "former":
        return "; ".join(_told_former(former) for former in value)
    return value if isinstance(value, str) else "; ".join(value)


def _told_former(former: Mapping[str, Any]) -> str:
    names = " / ".join(dict.fromkeys([*former["names"].values(), *former.get("acronyms", ())]))
    return f"{names} (→ {former['until']})" if former.get("until") else names
