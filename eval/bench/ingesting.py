"""Where the time goes between a folder of real files and an index that answers."""

import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.administrations import registry
from corpus.filestore import digest
from corpus.inventory.folders import read_folder
from corpus.inventory.matching import MatchedFile
from corpus.study import FileState, Sha256, Study, StudyFile, StudyId
from eval.bench.errors import BenchInputError
from eval.bench.results import IngestSpeed, StageCost
from eval.bench.timing import Stages, per_second
from index.embedded import EmbeddedHome
from index.manifest import Build
from index.points import AverageLengths, IndexedStudy, PointBuilder, measure
from ingest import cache
from ingest.batch import extract_all
from ingest.source import DEFAULT_LIMITS, Source
from ingest.watch import Watch
from models.encoder import Encoder
from models.lexical import analyse


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The studies of a folder as an ingest takes them in, and their files by content."""

    studies: tuple[Study, ...]
    sources: Mapping[Sha256, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingest:
    """A folder, an empty directory for all that is made of it, and what makes it."""

    folder: Folder
    directory: Path
    encoder: Encoder
    build: Build
    watch: Watch

    @property
    def kept(self) -> Path:
        """Where what was read is kept, as an ingest keeps it."""
        return self.directory / "extractions"


def open_folder(path: Path, watch: Watch) -> Folder:
    """Read the inventories of a folder; a file that nothing describes is a study of its own.

    Raises:
        BenchInputError: there is no file to read.
        InventoryError: the folder cannot be read.
        SourceUnreadableError: one of its files cannot.
    """
    matching = read_folder(path, registry()).matching
    described = [(matched.row.study, matched.files) for matched in matching.rows]
    loose = [
        (Study(id=StudyId(f"file-{number}"), titles={}), (MatchedFile(file, None),))
        for number, file in enumerate(matching.unlisted)
    ]
    watch.begin("Looking at files", len(described) + len(loose))
    studies: list[Study] = []
    sources: dict[Sha256, Source] = {}
    for study, files in (*described, *loose):
        theirs = {source.sha256: source for source in map(_source, files)}
        studies.append(replace(study, files=tuple(map(_study_file, theirs.values()))))
        sources |= theirs
        watch.step()
    if not sources:
        raise BenchInputError("ingest", f"there is no file in {path}; name a folder of studies")
    return Folder(studies=tuple(studies), sources=sources)


def ingest_speed(ingest: Ingest) -> IngestSpeed:
    """Read all files, index what they give and let it go live, as the first ingest of a folder does."""
    stages = Stages()
    with stages.of("read"):
        found = _read(ingest)
    with stages.of("measure"):
        ingest.watch.begin("Measuring passages", len(ingest.folder.studies))
        lengths = measure(_loaded(ingest), analyse)
    _index(ingest, lengths, stages)
    seconds, pages = sum(stages.seconds.values()), found["pages"]
    return IngestSpeed(
        files=len(ingest.folder.sources),
        failed=found["failed"],
        pages=pages,
        passages=found["passages"],
        processes=os.cpu_count() or 1,
        seconds=round(seconds, 2),
        pages_per_second=per_second(pages, seconds),
        stages=tuple(
            StageCost(name=name, seconds=round(taken, 2), pages_per_second=per_second(pages, taken))
            for name, taken in stages.seconds.items()
        ),
    )


def _read(ingest: Ingest) -> Counter[str]:
    """Partition, clean and split all files in child processes; return what they gave."""
    found: Counter[str] = Counter()
    sources = ingest.folder.sources.values()
    ingest.watch.begin("Reading files", len(sources))
    for _, extraction in extract_all(sources, DEFAULT_LIMITS, cache_directory=ingest.kept):
        failed = extraction.state is FileState.FAILED
        found["failed"] += failed
        found["pages"] += 0 if failed else extraction.pages_found or 1
        found["passages"] += len(extraction.passages)
        ingest.watch.step()
    return found


def _index(ingest: Ingest, lengths: AverageLengths, stages: Stages) -> None:
    builder = PointBuilder(ingest.encoder, analyse, lengths)
    home = EmbeddedHome(ingest.directory / "index", ingest.build)
    ingest.watch.begin("Indexing studies", len(ingest.folder.studies))
    with home.writer_lock(), home.draft(lengths, anew=True) as index:
        for study in ingest.folder.studies:
            with stages.of("encode"):
                points = builder.build(_with_passages(ingest, study))
            with stages.of("store"):
                index.replace_study(*points)
            ingest.watch.step()
        written = time.perf_counter()
    stages.seconds["publish"] = time.perf_counter() - written


def _loaded(ingest: Ingest) -> Iterator[IndexedStudy]:
    for study in ingest.folder.studies:
        yield _with_passages(ingest, study)
        ingest.watch.step()


def _with_passages(ingest: Ingest, study: Study) -> IndexedStudy:
    sources = (ingest.folder.sources[file.sha256] for file in study.files)
    loaded = (cache.load(ingest.kept, source, DEFAULT_LIMITS) for source in sources)
    return IndexedStudy(study=study, extractions=tuple(extraction for extraction in loaded if extraction))


def _source(file: MatchedFile) -> Source:
    sha256 = digest(file.path).sha256
    return Source(path=file.path, sha256=sha256, name=file.path.name, language=file.language)


def _study_file(source: Source) -> StudyFile:
    size = source.path.stat().st_size
    return StudyFile(sha256=source.sha256, name=source.name, size=size, language=source.language)
