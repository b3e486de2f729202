"""A report as one HTML page that loads nothing."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from eval.report.blocks import Document, Plot
from eval.report.svg import inline

_TEMPLATE = "page.html.jinja"
_CODE = re.compile(r"`([^`]+)`")


def page(document: Document) -> str:
    """Return the page; the same document gives the same bytes.

    It is well-formed XML as well, so that anything can read it.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"marked": _marked, "drawing": _drawing}
    return environment.get_template(_TEMPLATE).render(document=document)


def _marked(text: str) -> Markup:
    """Return text with what stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def _drawing(plot: Plot) -> Markup:
    return Markup(inline(plot.draw, prefix=plot.id, title=plot.caption, description=plot.description))
