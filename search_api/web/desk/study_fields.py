"""The fields of the form of a study: what they hold of a study, and the document that they say."""

from typing import Any
from urllib.parse import parse_qs, urlencode

from corpus.administrations import Registry
from corpus.reconciling import parts_of, study_from
from corpus.study import Cost, Study, StudyId
from models.language import Language
from search_api.access.forms import Form
from search_api.errors import RequestError
from search_api.messages import message
from search_api.web.desk.edit_form import Fields

_OF_PART = {"administrations": "administration", "cost": "amount"}
_OF_PARAMETER = {
    "administrations": "administration",
    "cost.amount": "amount",
    "cost.vat": "vat",
    "titles": f"titles.{Language.FR}",
    "files.language": "files",
}
_MOST_TAKEN = 2_000


def fields_of(study: Study, registry: Registry, language: Language) -> Fields:
    """Return what the fields hold of a study, for a form in a language."""
    texts = {
        f"{name}.{code}": [text]
        for name, told in (("titles", study.titles), ("abstracts", study.abstracts))
        for code, text in told.items()
    }
    cost, published = study.cost, study.published
    return {
        **texts,
        **{f"keywords.{code}": ["; ".join(words)] for code, words in study.keywords.items()},
        **{f"language.{file.sha256}": [file.language or ""] for file in study.files},
        "administration": _administrations(study, registry, language),
        "contractor": [study.contractor or ""],
        "published": [published.isoformat() if published else ""],
        "amount": [_amount(cost, language) if cost else ""],
        "vat": [cost.vat if cost else ""],
        "document_type": [study.document_type or ""],
        "file": [file.sha256 for file in study.files],
    }


def document_from(form: Form) -> dict[str, Any]:
    """Return the document that the fields say."""
    dropped = set(form.all("drop"))
    return {
        **{
            name: {code.value: form.get(f"{name}.{code}") for code in Language}
            for name in ("titles", "abstracts", "keywords")
        },
        "administrations": list(form.all("administration")),
        "contractor": form.get("contractor"),
        "published": form.get("published"),
        "cost": {"amount": form.get("amount"), "vat": form.get("vat")},
        "document_type": form.get("document_type"),
        "files": [
            {"sha256": sha256, "language": form.get(f"language.{sha256}")}
            for sha256 in form.all("file")
            if sha256 not in dropped
        ],
    }


def taken_over(form: Form) -> Fields | None:
    """Return the fields after the button that takes something over; ``None``: another one was pressed.

    Raises:
        RequestError: the button is of no page of ours.
    """
    try:
        replaced = parse_qs(form.get("take"), keep_blank_values=True, max_num_fields=_MOST_TAKEN)
        added = parse_qs(form.get("add"), max_num_fields=_MOST_TAKEN)
    except ValueError as error:
        raise RequestError("take", message("parameter.unreadable")) from error
    if not (replaced or added):
        return None
    more = {name: [*filter(None, form.all(name)), *values] for name, values in added.items()}
    return {**form.fields, **replaced, **more}


def field_of_part(part: str) -> str:
    """Return the field that shows a part of a study."""
    return _OF_PART.get(part, part)


def field_of_parameter(parameter: str) -> str:
    """Return the field that a reason of the reader is about."""
    return _OF_PARAMETER.get(parameter, parameter)


def taking(part: str, study: Study, registry: Registry, language: Language) -> str:
    """Return what a button says that gives the fields of a part what they hold of a study."""
    only = {name: value for name, value in parts_of(study).items() if name == part}
    fields = fields_of(study_from(StudyId(""), only), registry, language)
    names: tuple[str, ...] = ("amount", "vat") if part == "cost" else (field_of_part(part),)
    if part == "files":
        names = tuple(name for name in fields if name == "file" or name.startswith("language."))
    return urlencode({name: fields.get(name) or [""] for name in names}, doseq=True)


def _amount(cost: Cost, language: Language) -> str:
    text = f"{cost.amount:.2f}".removesuffix(".00")
    return text if language is Language.EN else text.replace(".", ",")


def _administrations(study: Study, registry: Registry, language: Language) -> list[str]:
    written = dict(zip(study.administrations, study.administrations_as_written, strict=False))
    return [
        registry.label(one, language) if registry.get(one) else written.get(one, one)
        for one in study.administrations
    ]
