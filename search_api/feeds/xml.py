"""Small XML documents."""

import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, tostring

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for, even escaped (2.2)."""


def element(name: str, text: str | None = None, attributes: dict[str, str] | None = None) -> Element:
    """Return an element; characters that XML cannot hold are left out."""
    made = Element(name, {key: _NOT_XML.sub("", value) for key, value in (attributes or {}).items()})
    made.text = None if text is None else _NOT_XML.sub("", text)
    return made


def moment(when: datetime) -> str:
    """Return an aware moment to the second, in UTC."""
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def written(root: Element) -> bytes:
    """Return a whole document in UTF-8."""
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document
