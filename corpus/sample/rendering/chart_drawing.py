"""Draws a laid-out chart: in a PDF, as SVG, or as a picture."""

from html import escape
from io import BytesIO

import pypdfium2
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from corpus.sample.rendering.charts import FONT, SIZE, Plan

INK, GRID = "#333333", "#d0d0d0"
PICTURE_SCALE = 2.5


def drawing(plan: Plan, colour: str) -> Drawing:
    """Return the chart as a drawing that flows among the paragraphs of a PDF."""
    result = Drawing(plan.width, plan.height)
    for rule in plan.rules:
        stroke = HexColor(INK if rule.axis else GRID)
        result.add(Line(rule.x1, rule.y1, rule.x2, rule.y2, strokeColor=stroke, strokeWidth=0.5))
    for bar in plan.bars:
        result.add(Rect(bar.x, bar.y, bar.width, bar.height, fillColor=HexColor(colour), strokeColor=None))
    for label in plan.labels:
        style = {"fontName": FONT, "fontSize": SIZE, "fillColor": HexColor(INK), "textAnchor": label.anchor}
        result.add(String(label.x, label.y, label.text, **style))
    return result


def picture(plan: Plan, colour: str) -> bytes:
    """Return the chart as a PNG of two and a half pixels per point."""
    page = BytesIO()
    canvas = Canvas(page, pagesize=(plan.width, plan.height), invariant=1)
    renderPDF.draw(drawing(plan, colour), canvas, 0, 0)
    canvas.save()
    with pypdfium2.PdfDocument(page.getvalue()) as document:
        image = document[0].render(scale=PICTURE_SCALE).to_pil()
    result = BytesIO()
    image.quantize(64).save(result, "PNG", optimize=True)
    return result.getvalue()


def svg(plan: Plan, colour: str, title: str) -> str:
    """Return the chart as an SVG element whose accessible name is ``title``."""
    top = plan.height
    lines = [
        f'<line x1="{rule.x1:.1f}" y1="{top - rule.y1:.1f}" x2="{rule.x2:.1f}" y2="{top - rule.y2:.1f}"'
        f' stroke="{INK if rule.axis else GRID}"/>'
        for rule in plan.rules
    ]
    bars = [
        f'<rect x="{bar.x:.1f}" y="{top - bar.y - bar.height:.1f}" width="{bar.width:.1f}"'
        f' height="{bar.height:.1f}" fill="{colour}"/>'
        for bar in plan.bars
    ]
    labels = [
        f'<text x="{label.x:.1f}" y="{top - label.y:.1f}" text-anchor="{label.anchor}">'
        f"{escape(label.text)}</text>"
        for label in plan.labels
    ]
    head = f'<svg viewBox="0 0 {plan.width:.0f} {plan.height:.0f}" role="img" aria-label="{escape(title)}">'
    return "\n".join([head, *lines, *bars, *labels, "</svg>"])
