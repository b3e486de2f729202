"""Extractions of invented texts."""

from corpus.study import FileState, Sha256
from ingest.passage import Extraction, PageSpan, Passage, PassageId
from models.language import Language

FILE = Sha256("a" * 64)


def extraction(*texts: str, file: Sha256 = FILE) -> Extraction:
    """Return what a file gave whose passages are these, each on a page of its own."""
    passages = tuple(
        Passage(
            id=PassageId(f"{file[:16]}-{number}"),
            file=file,
            number=number,
            text=text,
            language=Language.FR,
            pages=PageSpan(number + 1, number + 1),
        )
        for number, text in enumerate(texts)
    )
    return Extraction(file=file, state=FileState.INDEXED, passages=passages)
