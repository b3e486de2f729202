"""Entries of lists as JSON: what programs of librarians read and write."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from corpus.administrations import AdministrationKind
from corpus.lists.entries import Act, Origin
from models.language import Language
from search_api.editing.histories import RevisionAnswer

DocumentT = TypeVar("DocumentT", bound=BaseModel)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class FormerNameDocument(_Part):
    """What an administration, or one that it took over, was called before."""

    names: dict[Language, str] = Field(
        description="In one language at least.", examples=[{"fr": "Administration des Équipements"}]
    )
    acronyms: list[str] = Field(default_factory=list)
    until: int | None = Field(default=None, description="The year in which another name took over.")


class AdministrationDocument(_Part):
    """What a librarian writes of an administration."""

    kind: AdministrationKind
    names: dict[Language, str] = Field(
        description="The usual name in each of the three languages.",
        examples=[{"fr": "Office de l'Eau", "nl": "Dienst Water", "en": "Water Office"}],
    )
    acronyms: list[str] = Field(default_factory=list)
    aliases: list[str] = Field(default_factory=list, description="Other spellings in use.")
    former: list[FormerNameDocument] = Field(default_factory=list)
    company: str | None = Field(
        default=None, description="Number in the Crossroads Bank for Enterprises.", examples=["0316381039"]
    )


class NewAdministrationDocument(AdministrationDocument):
    """An administration that shall be added."""

    id: str | None = Field(
        default=None,
        description="Made of the French name unless given; it cannot be changed later.",
        examples=["office-eau"],
    )


class ConceptDocument(_Part):
    """What a librarian writes into the glossary: terms that stand for each other."""

    domain: str = Field(description="The field of policy.", examples=["mobility"])
    terms: dict[Language, list[str]] = Field(
        description="In each of the three languages one or several, the usual one first.",
        examples=[{"fr": ["péage urbain"], "nl": ["stadstol"], "en": ["congestion charge", "road pricing"]}],
    )


class NewConceptDocument(ConceptDocument):
    """An entry that shall be added to the glossary."""

    id: str | None = Field(
        default=None,
        description="Made of the usual English term unless given; it cannot be changed later.",
        examples=["congestion-charge"],
    )


class EntryAnswer(_Part, Generic[DocumentT]):
    """An entry of a list, and whose word it is."""

    id: str
    origin: Origin = Field(description="As it ships, corrected or added by librarians, or taken out by them.")
    revision: int = Field(ge=0, description="Its latest change, which its ETag is made of; 0: none.")
    document: DocumentT | None = Field(description="`null`: it was taken out.")


class AdministrationEntryAnswer(EntryAnswer[AdministrationDocument]):
    """An administration of the list."""

    studies: int = Field(ge=0, description="Studies that carry it, in whatever state.")


class AdministrationEntriesAnswer(_Part):
    """The list of administrations, also those that were taken out."""

    administrations: list[AdministrationEntryAnswer]


class ConceptEntryAnswer(EntryAnswer[ConceptDocument]):
    """An entry of the glossary."""


class ConceptEntriesAnswer(_Part):
    """A page of the glossary, also with what was taken out."""

    total: int = Field(ge=0)
    offset: int = Field(ge=0)
    limit: int = Field(ge=1)
    entries: list[ConceptEntryAnswer]


class EntryRevisionAnswer(RevisionAnswer):
    """What one act made of an entry."""

    act: Act


class EntryHistoryAnswer(_Part):
    """What librarians made of an entry, oldest first; nothing where it is as it ships."""

    revisions: list[EntryRevisionAnswer]
