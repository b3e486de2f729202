"""Makes office files repeatable: the same entries, at one fixed moment."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MOMENT = (2024, 6, 3, 9, 0, 0)
STAMP = b"%04d-%02d-%02dT%02d:%02d:%02dZ" % MOMENT
# openpyxl stamps this with the time of saving, whatever the properties say.
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")


def steady(archive: bytes) -> bytes:
    """Return the same archive with every entry dated ``MOMENT``, its first entry still the first."""
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(target, "w") as result:
        for entry in source.infolist():
            info = ZipInfo(entry.filename, MOMENT)
            # OpenDocument wants its media type to be readable at a fixed place.
            info.compress_type = ZIP_STORED if entry.filename == "mimetype" else ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>%b\g<2>" % STAMP, content)
            result.writestr(info, content)
    return target.getvalue()
