"""Studies as the rows of an inventory, in French or Dutch, such as ``read_inventory`` reads.

What such a table cannot carry: the content of files (only their names and languages go), the language of
a file whose name tells another one, a study with neither title nor file, a text that its column takes for
"unknown" ("n/a", "x"), a mark that parts values inside one of them (";" in a keyword), a cost above a
milliard, and a date before 1950. ``search_api.inventories.proving`` finds these.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from corpus.administrations import Registry
from corpus.inventory.names import read_administrations
from corpus.study import AdministrationId, DocumentType, Study, Vat
from models.language import Language

WRITTEN_IN = (Language.FR, Language.NL)
"""The languages that inventories are written in."""

WrittenCell = str | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of an inventory in one language."""

    id: str
    title: str
    abstract: str
    administration: str
    contractor: str
    date: str
    cost: str
    vat: str
    kind: str
    keywords: str
    file: str
    file_language: str
    vats: Mapping[Vat, str]
    kinds: Mapping[DocumentType, str]


_FRENCH = _Words(
    id="Identifiant",
    title="Titre",
    abstract="Résumé",
    administration="Administration",
    contractor="Auteur",
    date="Date de publication",
    cost="Montant (EUR)",
    vat="TVA",
    kind="Type d'étude",
    keywords="Mots-clés",
    file="Fichiers",
    file_language="Langue du fichier",
    vats={Vat.EXCLUDED: "HTVA", Vat.INCLUDED: "TVAC"},
    kinds={
        DocumentType.STUDY: "étude",
        DocumentType.EVALUATION: "évaluation",
        DocumentType.IMPACT_ASSESSMENT: "étude d'impact",
        DocumentType.SURVEY: "enquête",
        DocumentType.AUDIT: "audit",
        DocumentType.MONITORING: "suivi",
        DocumentType.FORECAST: "prévision",
        DocumentType.GUIDE: "guide",
    },
)
_DUTCH = _Words(
    id="Identificatie",
    title="Titel",
    abstract="Samenvatting",
    administration="Administratie",
    contractor="Auteur",
    date="Publicatiedatum",
    cost="Bedrag (EUR)",
    vat="Btw",
    kind="Soort studie",
    keywords="Trefwoorden",
    file="Bestanden",
    file_language="Taal van het bestand",
    vats={Vat.EXCLUDED: "excl. btw", Vat.INCLUDED: "incl. btw"},
    kinds={
        DocumentType.STUDY: "studie",
        DocumentType.EVALUATION: "evaluatie",
        DocumentType.IMPACT_ASSESSMENT: "effectbeoordeling",
        DocumentType.SURVEY: "enquête",
        DocumentType.AUDIT: "audit",
        DocumentType.MONITORING: "opvolging",
        DocumentType.FORECAST: "prognose",
        DocumentType.GUIDE: "gids",
    },
)
_WORDS = {Language.FR: _FRENCH, Language.NL: _DUTCH}

_NO_LANGUAGE = "-"


def inventory_header(language: Language) -> tuple[str, ...]:
    """Return the header in French or Dutch."""
    words = _WORDS[language]

    def in_each(name: str) -> list[str]:
        return [f"{name} {version.upper()}" for version in Language]

    return (
        words.id,
        *in_each(words.title),
        words.administration,
        words.contractor,
        words.date,
        words.cost,
        words.vat,
        words.kind,
        *in_each(words.keywords),
        *in_each(words.abstract),
        words.file,
        words.file_language,
    )


def inventory_row(study: Study, language: Language, registry: Registry) -> tuple[WrittenCell, ...]:
    """Return the row of a study; ``None`` is an empty cell."""
    words, cost, published = _WORDS[language], study.cost, study.published
    return (
        study.id,
        *_in_each(lambda version: study.titles.get(version)),
        _listed([*_administrations(study, language, registry)]),
        study.contractor,
        published.isoformat() if published else None,
        cost.amount if cost else None,
        words.vats.get(cost.vat) if cost else None,
        study.document_type and words.kinds[study.document_type],
        *_in_each(lambda version: _keywords(study.keywords.get(version, ()))),
        *_in_each(lambda version: study.abstracts.get(version)),
        _listed([file.name for file in study.files]),
        _listed([file.language or _NO_LANGUAGE for file in study.files]),
    )


def _in_each(tell: Callable[[Language], str | None]) -> Iterator[str | None]:
    return map(tell, Language)


def _listed(values: Sequence[str]) -> str | None:
    return "; ".join(values) or None


def _keywords(words: Sequence[str]) -> str | None:
    # The commas of an only keyword would part it.
    return f"{words[0]};" if len(words) == 1 and "," in words[0] else _listed(words)


def _administrations(study: Study, language: Language, registry: Registry) -> Iterator[str]:
    """Yield each administration as the study's own inventory wrote it, unless that means another one."""
    for administration, written in zip_longest(study.administrations, study.administrations_as_written):
        if written and (administration is None or _means(written, administration, registry)):
            yield written
        elif administration:
            yield registry.label(administration, language)


def _means(written: str, administration: AdministrationId, registry: Registry) -> bool:
    return [one.id for one in read_administrations([written], registry)] == [administration]
