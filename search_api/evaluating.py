"""What evaluation takes from the product: its encoder, its ingest, its reading of filters."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus.errors import UnknownAdministrationError
from eval.library import Library as EvalLibrary
from eval.library import WholeText
from eval.run import DocumentId
from eval.running import EvalSetup
from index.points import IndexedStudy, study_facts
from index.port import Filters
from ingest.watch import Watch
from models.language import Language
from models.load import load_encoder
from search_api.errors import RequestError
from search_api.ingesting.indexing import with_passages
from search_api.ingesting.ingest import ingest
from search_api.library import Library
from search_api.requests import SearchParameters, search_filters
from search_api.settings import Settings
from search_api.wiring import build_of, fusion_of, open_setup, writing


def eval_setup(settings: Settings, watch: Watch) -> EvalSetup:
    """Return what collections are measured with: this installation's encoder, and an index of their own."""
    encoder = load_encoder(settings.encoder)
    return EvalSetup(
        encoder=encoder,
        build=build_of(encoder),
        fusion=fusion_of(settings, encoder),
        open_library=partial(_ingested, settings),
        watch=watch,
    )


@contextmanager
def _ingested(settings: Settings, folder: Path, watch: Watch) -> Iterator[EvalLibrary]:
    """Ingest a folder as a librarian would, into a library that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="savoir-eval-") as directory:
        apart = {"data_dir": Path(directory), "catalogue_url": None, "qdrant_url": None}
        with writing(settings.model_copy(update=apart)) as library:
            ingest(library, [folder], watch, unlooked=True)
            studies = [with_passages(library, study) for study in library.catalogue.studies()]
            fusion = fusion_of(settings, library.encoder)
            setup = open_setup(
                library.home, library.encoder, fusion, library.lists.glossary, library.home.current_version()
            )
            try:
                yield EvalLibrary(
                    setup=setup,
                    names={one.study.id: DocumentId(one.study.id) for one in studies},
                    facts={one.study.id: study_facts(one.study, one.languages()) for one in studies},
                    texts=[text for one in studies for text in _whole_texts(one)],
                    read_filters=partial(_read_filters, library),
                )
            finally:
                setup.index.close()


def _whole_texts(one: IndexedStudy) -> Iterator[WholeText]:
    """Yield the titles and passages of a study by language."""
    parts: defaultdict[Language | None, list[str]] = defaultdict(list)
    for language, title in one.titles().items():
        parts[language].append(title)
    for passage in one.passages():
        parts[passage.language].append(passage.text)
    for language, texts in parts.items():
        yield WholeText(study=one.study.id, language=language, text="\n".join(texts))


def _read_filters(library: Library, written: Mapping[str, Any]) -> Filters:
    """Read filters as the interface does.

    Raises:
        ValueError: they mean nothing.
    """
    try:
        parameters = SearchParameters(q="-", **written)
        return search_filters(parameters, registry=library.registry, catalogue=library.catalogue)
    except ValidationError as error:
        raise ValueError(_first(error.errors(include_url=False, include_context=False))) from error
    except (RequestError, UnknownAdministrationError) as error:
        raise ValueError(str(error)) from error


def _first(faults: Sequence[Any]) -> str:
    return f"{'.'.join(map(str, faults[0]['loc']))}: {faults[0]['msg']}"
