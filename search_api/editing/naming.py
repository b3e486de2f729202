"""The administrations that a librarian names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from corpus.administrations import UNLISTED, Registry, unlisted_id
from corpus.inventory.names import NamedAdministration, read_administrations
from corpus.study import AdministrationId, Study
from models.language import Language
from search_api import reading
from search_api.editing import values
from search_api.errors import RequestError
from search_api.messages import message

if TYPE_CHECKING:
    from search_api.library import Library
    from search_api.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known besides what the librarian wrote."""

    registry: Registry
    unlisted: Mapping[AdministrationId, str]
    """Administrations in use that the registry does not know, as they are written."""
    today: date
    keep_unlisted: bool = False
    """Keep a name that nobody knows as it is written."""


def known_of(services: "Services | Library", *, keep_unlisted: bool = False) -> Known:
    """Return what a library knows."""
    return Known(
        registry=services.registry,
        unlisted=services.catalogue.everything().unlisted_administrations(),
        today=date.today(),
        keep_unlisted=keep_unlisted,
    )


def named(name: Any, study: Study, known: Known) -> Sequence[NamedAdministration]:
    """Return the administrations of one name; those of the study keep the spelling that they have.

    Raises:
        RequestError: nobody knows the name, and it is not said that it is to be kept as it is written.
    """
    text = values.line("administrations", name, limit=reading.MOST_NAME)
    if text is None:
        return ()
    held = dict(zip_longest(study.administrations, study.administrations_as_written))
    for identity, written in held.items():
        if identity is not None and text in (identity, written):
            return (NamedAdministration(identity, written or text),)
    if entry := known.registry.get(AdministrationId(text)):
        return (NamedAdministration(entry.id, entry.names[Language.FR]),)
    read = read_administrations([text], known.registry)
    if all(one.listed for one in read):
        return [NamedAdministration(one.id, held.get(one.id) or one.written) for one in read]
    return (_unlisted(text, known),)


def _unlisted(text: str, known: Known) -> NamedAdministration:
    name = reading.clean(text.removeprefix(UNLISTED))
    identity = unlisted_id(name)
    if identity in known.unlisted:
        return NamedAdministration(identity, known.unlisted[identity], listed=False)
    if known.keep_unlisted or name != text:
        return NamedAdministration(identity, name, listed=False)
    nearest = ", ".join(known.registry.nearest(name))
    key = "edit.administration.nearest" if nearest else "edit.administration.unknown"
    raise RequestError("administrations", message(key, name=reading.shown(name), nearest=nearest))
