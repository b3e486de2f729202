"""E-mail messages to Elements, through unstructured; attachments are files of their own."""

import email
import email.policy
from pathlib import Path
from typing import Any

from corpus.reasons import reason
from ingest.errors import UnreadableFileError
from ingest.partition import facts
from ingest.partition.converted import NO_LANGUAGE, converted
from ingest.partition.offline import prepare_unstructured, unstructured_faults
from ingest.partition.parsed import Facts, Parsed, Shortfall
from ingest.passage import Element, ElementKind


def partition_eml(path: Path) -> Parsed:
    """Read an e-mail message."""
    prepare_unstructured()
    from unstructured.partition.email import partition_email as read

    return _message(read, path, attachments=_has_attachments(path))


def partition_msg(path: Path) -> Parsed:
    """Read an Outlook message."""
    prepare_unstructured()
    from unstructured.partition.msg import partition_msg as read

    return _message(read, path, attachments=False)


def _message(read: Any, path: Path, *, attachments: bool) -> Parsed:
    try:
        found = read(filename=str(path), languages=NO_LANGUAGE, process_attachments=False)
    except unstructured_faults() as error:
        raise UnreadableFileError(reason("file.message")) from error
    subject = next((element.metadata.subject for element in found if element.metadata.subject), None)
    head = (Element(text=subject, kind=ElementKind.TITLE, level=1),) if subject else ()
    return Parsed(
        elements=(*head, *converted(found)),
        shortfalls=(Shortfall(reason("file.attachments"), alone=True),) if attachments else (),
        facts=Facts(title=facts.title(subject)),
    )


def _has_attachments(path: Path) -> bool:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return any(part.get_filename() for part in message.walk())
