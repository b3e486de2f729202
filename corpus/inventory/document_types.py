"""What kind of work a cell names, in three languages."""

from corpus.inventory.cells import Cell, CellFault, as_text
from corpus.reasons import reason
from corpus.study import DocumentType
from corpus.text import words

_BEGINNINGS = {
    DocumentType.EVALUATION: "evaluati evaluer",
    DocumentType.IMPACT_ASSESSMENT: "impact incidence effecten effectrapport effectbeoordeling",
    DocumentType.SURVEY: "enquete survey bevraging rondvraag sondage peiling barometre barometer",
    DocumentType.AUDIT: "audit doorlichting",
    DocumentType.MONITORING: "monitor suivi opvolging observatoire observatorium",
    DocumentType.FORECAST: "previs prognos raming projection prospecti forecast vooruitzicht toekomst",
    DocumentType.GUIDE: "guide gids handleiding manuel manual handboek handbook leidraad vademecum",
}
_STUDY = ("etude", "studie", "study", "studies", "onderzoek", "recherche", "research")


def read_document_type(cell: Cell) -> DocumentType:
    """Read a document type: its own name ("impact-assessment") or the words of three languages.

    A word that says more than "study" counts ("étude d'impact", "evaluatiestudie").

    Raises:
        CellFault: it names no known type, or two of them.
    """
    spoken = words(as_text(cell))
    named = {kind for word in spoken for kind in _named_by(word)}
    if not named and any(word.endswith(_STUDY) or word.startswith(_STUDY) for word in spoken):
        return DocumentType.STUDY
    if len(named) == 1:
        return named.pop()
    known = ", ".join(DocumentType)
    if named:
        raise CellFault(reason("type.several", named=", ".join(sorted(named))), tuple(sorted(named)))
    raise CellFault(reason("type.unknown", known=known))


def _named_by(word: str) -> set[DocumentType]:
    return {kind for kind, beginnings in _BEGINNINGS.items() if word.startswith(tuple(beginnings.split()))}
