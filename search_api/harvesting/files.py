"""The files of a record: fetched whole, checked, and kept by their content."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from urllib.parse import unquote, urlsplit

from corpus.filestore import FileStore, digest
from corpus.study import Sha256, StudyFile
from models.language import Language
from search_api.harvesting.errors import HarvestError
from search_api.harvesting.fetching import Answer, Fetcher
from search_api.harvesting.record import Link
from search_api.media import MEDIA_TYPES

_LONGEST_NAME = 150
_PAGE = frozenset({"text/html", "application/xhtml+xml"})
_EXTENSIONS = {kind.partition(";")[0]: ending for ending, kind in reversed(MEDIA_TYPES.items())}


@dataclass(frozen=True, slots=True)
class FileFault:
    """A file that did not come in."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cupboard:
    """Where files are put, and how large they may be."""

    fetcher: Fetcher
    store: FileStore
    scratch: Path
    """A folder for what is not whole yet."""
    most: int
    """Bytes of one file."""

    def fetch_all(
        self, links: Sequence[Link], language: Language | None
    ) -> tuple[tuple[StudyFile, ...], list[FileFault]]:
        """Return the files that are behind links, each content once, and what went wrong.

        A link that leads to a page is passed over without a word, where nobody called it a file.
        """
        files: dict[Sha256, StudyFile] = {}
        faults: list[FileFault] = []
        for link in links:
            try:
                file = self._held(link, language) or self._fetched(link, language)
            except HarvestError as error:
                faults.append(FileFault(link.address, str(error)))
                continue
            if isinstance(file, FileFault):
                faults.append(file)
            elif file:
                files.setdefault(file.sha256, file)
        return tuple(files.values()), faults

    def _held(self, link: Link, language: Language | None) -> StudyFile | None:
        """Return a file that is here already, by the sum that the source tells."""
        if link.sha256 is None or link.sha256 not in self.store:
            return None
        sha256 = Sha256(link.sha256)
        size = self.store.path(sha256).stat().st_size
        name = safe_name(link.name or _last_part(link.address), link.media_type)
        return StudyFile(sha256=sha256, name=name, size=size, language=link.language or language)

    def _fetched(self, link: Link, language: Language | None) -> StudyFile | FileFault | None:
        if link.size is not None and link.size > self.most:
            return FileFault(link.address, f"it has {link.size:,} bytes, more than the {self.most:,} allowed")
        with self.fetcher.open(link.address, accept="*/*", most=self.most) as answer:
            if answer.status != 200:
                return FileFault(link.address, f"the server answers {answer.status}")
            name = _name(link, answer)
            if name is None:
                return None
            self.scratch.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.scratch) as target:
                for block in answer.blocks:
                    target.write(block)
                target.flush()
                return self._kept(link, Path(target.name), name, language)

    def _kept(self, link: Link, path: Path, name: str, language: Language | None) -> StudyFile | FileFault:
        if link.sha256 and digest(path).sha256 != link.sha256:
            return FileFault(link.address, "it is not what the source says (its checksum differs)")
        stored = self.store.add(path)
        if not stored.size:
            return FileFault(link.address, "it is empty")
        return StudyFile(
            sha256=stored.sha256, name=name, size=stored.size, language=link.language or language
        )


def cupboard_of(fetcher: Fetcher, data_dir: Path, store: FileStore, megabytes: int) -> Cupboard:
    """Return where the files of a library are put; what is not whole lies where an ingest clears it away."""
    scratch = data_dir / "files" / "incoming"
    return Cupboard(fetcher=fetcher, store=store, scratch=scratch, most=megabytes * 1_000_000)


def _name(link: Link, answer: Answer) -> str | None:
    """Return the name of a file; ``None`` for what turns out to be a page, or nothing that is read."""
    given = _given_name(answer.headers.get("content-disposition", ""))
    if not link.sure and given is None and answer.media_type in _PAGE:
        return None
    kind = answer.media_type or link.media_type
    name = safe_name(given or link.name or _last_part(answer.address), kind)
    known = PurePosixPath(name).suffix.lower() in MEDIA_TYPES
    return name if link.sure or known else None


def _given_name(disposition: str) -> str | None:
    message = Message()
    message["Content-Disposition"] = disposition
    return message.get_filename()


def _last_part(address: str) -> str:
    return unquote(urlsplit(address).path).rstrip("/")


def safe_name(name: str, media_type: str | None) -> str:
    """Return the last part of a name, printable and not too long; one without an ending gets its type's."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(char for char in last if char.isprintable()).strip(". ") or "file"
    ending = PurePosixPath(printable).suffix
    if ending.lower() not in MEDIA_TYPES:
        ending = _EXTENSIONS.get((media_type or "").partition(";")[0], "")
        return printable[:_LONGEST_NAME] + ending
    return printable[: -len(ending)][:_LONGEST_NAME] + ending
