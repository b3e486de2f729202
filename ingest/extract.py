"""One file to its passages: partition, reconcile pages, clean, identify languages, split."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.reasons import Reason, named, reason, together
from corpus.study import FileState
from ingest.clean import clean
from ingest.errors import IngestError
from ingest.languages import languages
from ingest.outline import outline
from ingest.pages import Account, reconcile
from ingest.partition.dispatch import partition
from ingest.partition.kinds import MISNAMED, FileKind, misnamed
from ingest.partition.parsed import Parsed
from ingest.passage import Element, ElementKind, Extraction, Passage
from ingest.source import Deadline, Limits, Source
from ingest.split import split

_EARLY = 20  # Elements among which the title of a file is looked for


def extract(source: Source, limits: Limits) -> Extraction:
    """Return what a file gives; whatever is wrong with it becomes a state and a reason.

    Meant to run in a child process: a parser may hang, crash or fill the memory.

    Raises:
        MemoryError: the memory limit of the process is reached.
    """
    try:
        kind, parsed = partition(source.path, source.name, limits, Deadline.after(limits.seconds))
    except IngestError as error:
        return Extraction(file=source.sha256, state=FileState.FAILED, reason=error.reason)
    except OSError as error:
        fault = reason("file.not-opened", fault=str(error.strerror))
        return Extraction(file=source.sha256, state=FileState.FAILED, reason=fault)
    elements = _titled(clean(parsed.elements), parsed.facts.title)
    account = reconcile(parsed, elements)
    found, main = languages(elements, source.language or parsed.facts.language)
    passages = split(elements, found, file=source.sha256)
    state, why = _outcome(passages, parsed, account, _misnomer(kind, source.name))
    return Extraction(
        file=source.sha256,
        state=state,
        passages=passages,
        outline=outline(elements),
        title=parsed.facts.title or _first_heading(elements),
        author=parsed.facts.author,
        created=parsed.facts.created,
        language=main,
        pages_found=parsed.pages_found,
        pages_with_text=account.pages_with_text,
        reason=why,
    )


def _outcome(
    passages: Sequence[Passage], parsed: Parsed, account: Account, misnomer: Reason | None
) -> tuple[FileState, Reason | None]:
    reasons = [*account.missing, *([misnomer] if misnomer else [])]
    if not passages:
        nothing = reason("file.no-text-on-pages" if parsed.textless else "file.no-text")
        installable = any(shortfall.installable for shortfall in parsed.shortfalls)
        state = FileState.PARTIAL if installable else FileState.FAILED
        return state, together(*(reasons if account.missing else [nothing, *reasons]))
    return (FileState.PARTIAL, together(*reasons)) if reasons else (FileState.INDEXED, None)


def _misnomer(kind: FileKind, name: str) -> Reason | None:
    return reason(MISNAMED, kind=named(f"a.{kind}", kind)) if misnamed(kind, name) else None


def _titled(elements: Sequence[Element], title: str | None) -> tuple[Element, ...]:
    """Put the piece that repeats the title of the file's properties above all other headings.

    Word gives its title and its chapters the same rank, and in ODT the title is a paragraph.
    """
    wanted = _letters(title or "")
    place = next((n for n, element in enumerate(elements[:_EARLY]) if _letters(element.text) == wanted), None)
    if not wanted or place is None:
        return tuple(elements)
    others = [*elements[:place], *elements[place + 1 :]]
    if any(other.kind is ElementKind.TITLE and other.level <= 1 for other in others):
        others = [_lowered(other) for other in others]
    return (*others[:place], replace(elements[place], kind=ElementKind.TITLE, level=1), *others[place:])


def _lowered(element: Element) -> Element:
    heading = element.kind is ElementKind.TITLE and element.level > 0
    return replace(element, level=element.level + 1) if heading else element


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _first_heading(elements: Sequence[Element]) -> str | None:
    early = [element for element in elements[:_EARLY] if element.kind is ElementKind.TITLE]
    highest = min(early, key=lambda element: element.level or 9, default=None)
    return " ".join(highest.text.split()) if highest is not None else None
