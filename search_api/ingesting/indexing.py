"""Keeping the index equal to the catalogue."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from corpus.catalogue.store import Catalogue
from corpus.study import Study, StudyId
from index.points import IndexedStudy, PointBuilder, fingerprint, measure
from index.port import PassageIndex
from ingest.watch import Watch
from search_api.ingesting.reading import kept_extraction
from search_api.library import Library

Write = Callable[[Sequence[IndexedStudy]], object]

_STUDIES_PER_BATCH = 8
"""Enough to fill the encoder, few enough to keep their vectors out of the way."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a new version of the index brought; all empty where none was needed."""

    written: tuple[StudyId, ...] = ()
    removed: tuple[StudyId, ...] = ()


def wanted_fingerprints(catalogue: Catalogue) -> Mapping[StudyId, str]:
    """Return what the index should hold of each study.

    It changes with the study, with each reading of its files, and with what is redacted in them.
    """
    read = {record.sha256: record.updated.isoformat() for record in catalogue.files()}
    for file, keys in catalogue.redactions().items():
        read[file] = " ".join([read.get(file, ""), *sorted(keys)])
    return {
        study.id: fingerprint(study, [read.get(file.sha256, "") for file in study.files])
        for study in catalogue.studies()
    }


def sync_index(
    library: Library,
    watch: Watch,
    *,
    anew: bool = False,
    again: Set[StudyId] = frozenset(),
    apart: Set[StudyId] = frozenset(),
) -> Synced:
    """Write into the next version of the index what differs from the catalogue, and let it go live.

    Args:
        library: what is open.
        watch: is told about each study.
        anew: build from nothing, with the encoder, analyser and average lengths of now.
        again: write these, or take them out, whatever their fingerprints say.
        apart: leave these as the index has them.
    """
    studies = [study for study in library.catalogue.studies() if study.id not in apart]
    wanted = wanted_fingerprints(library.catalogue)
    held = {} if anew else library.home.contents()
    due = [study for study in studies if study.id in again or held.get(study.id) != wanted[study.id]]
    gone = tuple(sorted({*held, *again} - set(wanted)))
    if not (due or gone or anew):
        return Synced()
    manifest = None if anew else library.home.manifest()
    lengths = manifest.lengths if manifest else None
    if lengths is None:
        lengths = measure((with_passages(library, study) for study in studies), library.analyse)
    builder = PointBuilder(library.encoder, library.analyse, lengths)
    with library.home.draft(lengths, anew=anew) as index:
        index.remove_studies(gone)
        write = (
            _pipeline_write(builder, index) if len(due) > _STUDIES_PER_BATCH else _plain_write(builder, index)
        )
        watch.begin("Indexing studies", len(due))
        for batch in _batches(due):
            write([with_passages(library, study, wanted[study.id]) for study in batch])
            for _ in batch:
                watch.step()
    return Synced(tuple(study.id for study in due), gone)


def with_passages(library: Library, study: Study, fingerprint: str = "") -> IndexedStudy:
    """Return a study with what its files gave, as far as they were read."""
    loaded = (kept_extraction(library, file) for file in study.files)
    extractions = tuple(extraction for extraction in loaded if extraction)
    return IndexedStudy(study=study, extractions=extractions, fingerprint=fingerprint)


def _plain_write(builder: PointBuilder, index: PassageIndex) -> Write:
    """Return what the pipeline does, without its import: that takes longer than to write one study."""

    def write(studies: Sequence[IndexedStudy]) -> None:
        for study in studies:
            index.replace_study(*builder.build(study))

    return write


def _pipeline_write(builder: PointBuilder, index: PassageIndex) -> Write:
    from index.pipelines import indexing_pipeline

    pipeline = indexing_pipeline(builder, index)
    return lambda studies: pipeline.run({"maker": {"studies": list(studies)}})


def _batches(studies: Sequence[Study]) -> Iterator[Sequence[Study]]:
    for start in range(0, len(studies), _STUDIES_PER_BATCH):
        yield studies[start : start + _STUDIES_PER_BATCH]
