"""What Word, PowerPoint and Excel files have in common."""

from pathlib import Path

from corpus.reasons import reason
from ingest.errors import UnreadableFileError
from ingest.partition import facts, markup
from ingest.partition.parsed import Facts


def core_facts(path: Path) -> Facts:
    """Return the properties of an Office Open XML file, which all three kinds keep in the same part."""
    root = markup.xml_part(path, "docProps/core.xml")
    values = dict(markup.values(root)) if root is not None else {}
    return Facts(
        title=facts.title(values.get("title")),
        author=facts.author(values.get("creator")),
        created=facts.iso_date(values.get("created")),
        language=facts.language(values.get("language")),
    )


def damaged(program: str) -> UnreadableFileError:
    """Return the error for a file that its reader refuses."""
    return UnreadableFileError(reason("file.office", program=program))
