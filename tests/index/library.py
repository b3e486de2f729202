"""Small libraries of real text: the shipped encoder and analyser, an exact index."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from corpus.study import AdministrationId, FileState, PublicationDate, Sha256, Study, StudyFile, StudyId
from index.fusion_settings import shipped_fusion_settings
from index.memory import MemoryIndex
from index.points import IndexedStudy, PointBuilder, measure
from index.port import PassageIndex
from index.search import FoundStudy, SearchRequest, SearchSetup, search
from index.setup import search_setup
from ingest.passage import Extraction, PageSpan, Passage, PassageId
from models.encoder import Encoder
from models.language import Language
from models.lexical import analyse
from models.load import load_encoder

FR, NL, EN = Language.FR, Language.NL, Language.EN


@cache
def encoder() -> Encoder:
    return load_encoder("static")


def extraction(
    name: str,
    language: Language | None,
    texts: Sequence[str],
    *,
    headings: tuple[str, ...] = (),
    title: str | None = None,
) -> Extraction:
    """What a file of these passages gives, one a page."""
    sha256 = Sha256(hashlib.sha256(name.encode()).hexdigest())
    passages = tuple(
        Passage(
            id=PassageId(f"{sha256[:16]}-{number}"),
            file=sha256,
            number=number,
            text=text,
            language=language,
            pages=PageSpan(number + 1, number + 1),
            headings=headings,
        )
        for number, text in enumerate(texts)
    )
    return Extraction(file=sha256, state=FileState.INDEXED, passages=passages, language=language, title=title)


def study(
    name: str,
    titles: Mapping[Language, str],
    texts: Mapping[Language | None, Sequence[str]],
    *,
    administrations: Sequence[str] = (),
    published: str | None = None,
) -> IndexedStudy:
    """A study with one file for each language of its texts."""
    extractions = tuple(
        extraction(f"{name}_{language}.pdf", language, passages) for language, passages in texts.items()
    )
    files = tuple(
        StudyFile(sha256=one.file, name=f"{name}_{one.language}.pdf", size=1) for one in extractions
    )
    return IndexedStudy(
        study=Study(
            id=StudyId(name),
            titles=titles,
            administrations=tuple(map(AdministrationId, administrations)),
            published=PublicationDate.parse_iso(published) if published else None,
            files=files,
        ),
        extractions=extractions,
    )


def fill(index: PassageIndex, studies: Sequence[IndexedStudy]) -> SearchSetup:
    """Bring the studies into an index, and return what answers from it."""
    builder = PointBuilder(encoder(), analyse, measure(studies, analyse))
    for one in studies:
        index.replace_study(*builder.build(one))
    return search_setup(index, encoder(), shipped_fusion_settings("static"))


def library(*studies: IndexedStudy) -> SearchSetup:
    return fill(MemoryIndex(), studies)


def walk(setup: SearchSetup, request: SearchRequest) -> list[FoundStudy]:
    """Turn the pages until the total is reached."""
    found: list[FoundStudy] = []
    while True:
        page = search(setup, replace(request, offset=len(found)))
        found += page.studies
        if not page.studies or len(found) >= page.total:
            return found
