"""The programs that some files need, as far as they are installed."""

import shutil
import subprocess
from functools import cache

OCR_LANGUAGES = ("fra", "nld", "eng")
"""The languages that OCR is to read, as tesseract calls them."""


@cache
def tesseract_languages() -> tuple[str, ...]:
    """Return those of the wanted languages that tesseract has; none without tesseract."""
    if shutil.which("tesseract") is None:
        return ()
    listing = subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=False, timeout=30)
    names = listing.stdout.decode("utf-8", "replace").split()
    return tuple(code for code in OCR_LANGUAGES if code in names)


@cache
def pandoc() -> str | None:
    """Return the path of the pandoc of the extra ``office``, else of one on the path, else None."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return shutil.which("pandoc")
