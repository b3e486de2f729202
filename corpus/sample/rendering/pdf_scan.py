"""Writes a study as a scanner would hand it over: pictures of pages, without any text."""

from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.sample.rendering.edition import Edition
from corpus.sample.rendering.pdf import write_pdf

DOTS_PER_INCH = 150
JPEG_QUALITY = 45
PAPER = 246
NOISE = 5.0
TILT = 0.5
"""Largest slant of a page, in degrees."""


def write_scan(edition: Edition) -> bytes:
    """Return a PDF of greyscale pictures; the same study is always slanted and speckled in the same way."""
    random = np.random.default_rng(edition.study.number)
    target = BytesIO()
    # The title of a scan is what the machine called it, and no author is known.
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setTitle(f"SCAN_{edition.study.number:04d}")
    canvas.setCreator("MFP-3550")
    for page in _pages(write_pdf(edition)):
        canvas.drawImage(ImageReader(_photocopied(page, random)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _pages(content: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil() for page in document]


def _photocopied(page: Image.Image, random: np.random.Generator) -> BytesIO:
    angle = float(random.uniform(-TILT, TILT))
    slanted = page.convert("L").rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    shades = np.asarray(slanted, dtype=np.float64) * (PAPER / 255) + 18 * (255 - np.asarray(slanted)) / 255
    shades += random.normal(0, NOISE, shades.shape)
    result = BytesIO()
    Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8)).save(result, "JPEG", quality=JPEG_QUALITY)
    result.seek(0)
    return result
