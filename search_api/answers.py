"""What readers get, as pydantic models: the shape of every answer and of its schema."""

from datetime import date

from pydantic import Field, TypeAdapter

from corpus.study import DatePrecision, DocumentType, FileState, Vat
from index.question import Mode
from models.language import Language
from search_api.answer import Answer, absent
from search_api.directory import Kind
from search_api.interpreting.presenting import InterpretedAnswer
from search_api.passage_answers import PassageAnswer


class AdministrationAnswer(Answer):
    """A commissioning administration."""

    id: str = Field(
        description='Id in the registry; "unlisted:…" for a name that the registry does not know.',
        examples=["bruxelles-mobilite"],
    )
    names: dict[Language, str] = Field(
        examples=[{"fr": "Bruxelles Mobilité", "nl": "Brussel Mobiliteit", "en": "Brussels Mobility"}]
    )
    as_written: str | None = Field(
        default=None,
        exclude_if=absent,
        description="The spelling of the inventory, where it is none of the names.",
    )


class PublishedAnswer(Answer):
    """A publication date as far as it is known: any day from `first` to `last`."""

    first: date = Field(examples=["2021-01-01"])
    last: date = Field(examples=["2021-12-31"])
    precision: DatePrecision = Field(examples=["year"])
    text: str = Field(description="2021, 2021-03, 2021-03-12 or 2021-04/2021-06.", examples=["2021"])


class CostAnswer(Answer):
    """What a study cost."""

    amount: str = Field(pattern=r"^[0-9]+\.[0-9]{2}$", examples=["185000.00"])
    currency: str = Field(default="EUR", examples=["EUR"])
    vat: Vat = Field(examples=["excluded"])


class FileAnswer(Answer):
    """One file of a study."""

    n: int = Field(ge=1, description="Number of the file in its study.", examples=[1])
    name: str = Field(examples=["peage-urbain-menages_fr.pdf"])
    language: Language | None = Field(examples=["fr"])
    url: str = Field(examples=["/api/v1/studies/peage-urbain-menages/files/1"])
    size: int = Field(ge=0, description="In bytes.", examples=[184320])


class FileDetailAnswer(FileAnswer):
    """One file of a study, and what became of it."""

    state: FileState | None = Field(
        default=None,
        description="`indexed`; `partial` or `failed` where not all of it can be searched.",
        examples=["indexed"],
    )
    reason: str | None = Field(
        default=None,
        description="Why the state is not `indexed`, in the language that Accept-Language asks for.",
    )
    pages: int | None = Field(
        default=None, ge=0, description="`null` where the format has none.", examples=[42]
    )
    pages_with_text: int | None = Field(default=None, ge=0, examples=[42])
    being_replaced: bool = Field(
        default=False, description="Its address answers 404: it holds data that is not public."
    )


class StudyAnswer(Answer):
    """A study in a list of results."""

    id: str = Field(examples=["peage-urbain-menages"])
    titles: dict[Language, str] = Field(
        examples=[{"fr": "Péage urbain et ménages", "nl": "Stadstol en huishoudens"}]
    )
    administrations: list[AdministrationAnswer]
    published: PublishedAnswer | None
    cost: CostAnswer | None = Field(description="`null` where the cost is unknown.")
    languages: list[Language] = Field(description="The languages of its files.", examples=[["fr", "nl"]])
    files: list[FileAnswer]


class StudyDetailAnswer(Answer):
    """Everything that the catalogue says of a study."""

    id: str = Field(examples=["peage-urbain-menages"])
    titles: dict[Language, str]
    abstracts: dict[Language, str]
    administrations: list[AdministrationAnswer]
    contractor: str | None = Field(description="Who wrote the study.")
    published: PublishedAnswer | None
    cost: CostAnswer | None = Field(description="`null` where the cost is unknown.")
    document_type: DocumentType | None
    keywords: dict[Language, list[str]]
    languages: list[Language]
    files: list[FileDetailAnswer]


class FiltersAnswer(Answer):
    """The filters as they were understood, by the names of the parameters."""

    administration: list[str] = Field(description="Ids.")
    date_from: date | None
    date_to: date | None
    cost_min: str | None
    cost_max: str | None
    include_unknown_cost: bool
    language: list[Language]
    document_type: list[DocumentType]


class QueryAnswer(Answer):
    """The question as it was understood."""

    text: str = Field(description="As it was written.")
    language: Language | None = Field(description="Told from its words; `null` where it cannot be told.")
    mode: Mode
    filters: FiltersAnswer
    did_you_mean: str | None = Field(
        default=None, exclude_if=absent, description="With the nearest known words; not what was searched."
    )
    interpreted: InterpretedAnswer | None = Field(
        default=None, exclude_if=absent, description="Only with `interpret=true`."
    )


class ResultAnswer(Answer):
    """A study found, with its best passages."""

    rank: int = Field(ge=1, description="From 1, over all pages.")
    score: float
    study: StudyAnswer
    passages: list[PassageAnswer] = Field(max_length=3)


class FacetValueAnswer(Answer):
    """One value of a facet."""

    value: str = Field(examples=["bruxelles-mobilite"])
    label: str = Field(description="In the language of the reader.", examples=["Bruxelles Mobilité"])
    count: int = Field(ge=0, description="Studies that choosing this value would leave.")


class FacetsAnswer(Answer):
    """Counts under the filters, each facet without its own; most frequent first."""

    administration: list[FacetValueAnswer]
    year: list[FacetValueAnswer]
    cost: list[FacetValueAnswer] = Field(
        description="Bands: `10000-25000` is `cost_min=10000&cost_max=24999.99`, and so on."
    )
    language: list[FacetValueAnswer]
    document_type: list[FacetValueAnswer]


class SearchAnswer(Answer):
    """The answer of a search."""

    query: QueryAnswer
    total: int = Field(ge=0, description="Studies found over all pages.")
    took_ms: float = Field(ge=0)
    results: list[ResultAnswer]
    facets: FacetsAnswer


class StudiesAnswer(Answer):
    """A page of the catalogue: newest first."""

    total: int = Field(ge=0)
    offset: int = Field(ge=0)
    limit: int = Field(ge=1)
    studies: list[StudyDetailAnswer]


class SimilarStudyAnswer(Answer):
    """A study like another one."""

    score: float = Field(description="1 for the closest of its language.")
    study: StudyAnswer


class SimilarAnswer(Answer):
    """The studies closest to a given one, in any language."""

    study: str = Field(description="Id of the given one.")
    results: list[SimilarStudyAnswer]


class AdministrationCountAnswer(AdministrationAnswer):
    """An administration and how many studies it commissioned."""

    acronyms: list[str] = Field(examples=[["BM"]])
    former_names: list[str] = Field(examples=[["Administration de l'Équipement et des Déplacements"]])
    studies: int = Field(ge=0, examples=[12])


class AdministrationsAnswer(Answer):
    """Every administration of the registry and of the catalogue, by name."""

    administrations: list[AdministrationCountAnswer]


class SuggestionAnswer(Answer):
    """Something that may be meant."""

    kind: Kind
    text: str = Field(examples=["Bruxelles Mobilité"])
    id: str | None = Field(description="Of the study or the administration; `null` for a keyword.")
    language: Language | None = Field(description="Of the text, where it is of one language.")


class SuggestAnswer(Answer):
    """What the text may be the beginning of."""

    q: str
    suggestions: list[SuggestionAnswer] = Field(max_length=10)


class HealthAnswer(Answer):
    """The server is alive."""

    status: str = Field(default="ok", examples=["ok"])


class ReadyAnswer(Answer):
    """The server can answer questions."""

    status: str = Field(default="ready", examples=["ready"])
    studies: int = Field(ge=0, description="Studies in the catalogue.")
    index: str = Field(description="Version of the index that answers.")


StudyList = TypeAdapter(list[StudyDetailAnswer])
"""Writes the studies of a listing as one JSON array."""
