"""ODT, RTF and EPUB to HTML by pandoc, then to Elements as any page."""

import subprocess
import time
from pathlib import Path

from corpus.reasons import reason
from ingest.errors import MissingToolError, UnreadableFileError
from ingest.partition import facts
from ingest.partition.markup import values as markup_values
from ingest.partition.markup import xml_part
from ingest.partition.parsed import Facts, Parsed
from ingest.partition.web import partition_html_text
from ingest.process import die_with_parent
from ingest.source import Deadline
from ingest.tools import pandoc


def partition_by_pandoc(path: Path, source: str, deadline: Deadline) -> Parsed:
    """Read a file in one of pandoc's formats ("odt", "rtf", "epub").

    Raises:
        MissingToolError: pandoc is not installed.
        UnreadableFileError: pandoc cannot read the file, or not in time.
    """
    parsed = partition_html_text(_html(path, source, deadline))
    found = _odt_facts(path) if source == "odt" else Facts()
    return Parsed(elements=parsed.elements, facts=found)


def _html(path: Path, source: str, deadline: Deadline) -> str:
    program = pandoc()
    if program is None:
        raise MissingToolError(reason("file.pandoc"))
    command = [program, "--sandbox", "--from", source, "--to", "html", "--wrap", "none", str(path.absolute())]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=max(deadline.at - time.monotonic(), 1.0),
            preexec_fn=die_with_parent,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(reason("file.pandoc-late", seconds=f"{deadline.seconds:g}")) from error
    except subprocess.CalledProcessError as error:
        raise UnreadableFileError(reason("file.damaged")) from error
    return done.stdout.decode("utf-8", "replace")


def _odt_facts(path: Path) -> Facts:
    root = xml_part(path, "meta.xml")
    values = dict(markup_values(root)) if root is not None else {}
    return Facts(
        title=facts.title(values.get("title")),
        author=facts.author(values.get("initial-creator") or values.get("creator")),
        created=facts.iso_date(values.get("creation-date")),
        language=facts.language(values.get("language")),
    )
