"""Draws one page of a PDF as PNG: ``python -m ingest.drawing FILE PAGE WIDTH``, to standard output.

In a process of its own, as all reading of files: pdfium may break down on a file, and is no good for threads.
Exit code 3: there is no such page, or the file is no PDF.
"""

import resource
import sys
from pathlib import Path

from ingest.process import die_with_parent

MEMORY = 1 << 30
"""Bytes that drawing may take."""
NO_PAGE = 3

_MOST_HEIGHT = 4  # times the width


def draw(path: Path, number: int, width: int) -> None:
    """Write a page of a PDF, from 1, as wide as asked for in pixels."""
    import pypdfium2

    try:
        page = pypdfium2.PdfDocument(path)[number - 1]
        wide, high = page.get_size()
        if number < 1 or not 0 < high <= _MOST_HEIGHT * wide:
            raise ValueError(number)
        page.render(scale=width / wide).to_pil().save(sys.stdout.buffer, "PNG")
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        sys.exit(NO_PAGE)


if __name__ == "__main__":
    die_with_parent()
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    draw(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
