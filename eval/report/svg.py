"""Drawings as SVG that stands inside a page."""

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import matplotlib
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_HREF = f"{{{_XLINK}}}href"
_READABLE = "46rem"
"""A wide drawing shrinks to this, no further: its letters must stay readable on a phone, which scrolls."""
_LOCAL = re.compile(r"url\(#")

_STYLE: "dict[RcKeyType, Any]" = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "savoir",  # the same drawing has the same ids
    "font.family": ["DejaVu Sans"],  # comes with matplotlib, so that every machine lays out alike
    "font.size": 12,
    "axes.titlesize": "medium",
    "axes.titleweight": "bold",
    "axes.edgecolor": "#5b6773",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "text.color": "#1d2733",
    "axes.labelcolor": "#1d2733",
    "xtick.color": "#1d2733",
    "ytick.color": "#1d2733",
}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def inline(draw: Callable[[], Figure], *, prefix: str, title: str, description: str) -> str:
    """Return a drawing as an ``svg`` element whose ids all start with ``prefix``.

    The same drawing gives the same bytes on every run.
    """
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    drawn = io.StringIO()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        draw().savefig(drawn, format="svg", metadata=_NO_METADATA, transparent=True)
    root = ElementTree.fromstring(drawn.getvalue())
    _drop_global_style(root)
    for element in root.iter():
        _prefix(element, prefix)
    _describe(root, prefix, title, description)
    return ElementTree.tostring(root, encoding="unicode")


def _drop_global_style(root: ElementTree.Element) -> None:
    """Take out the rule for ``*``: it would reach the whole page, which has it for drawings alone."""
    for definitions in root.findall(f"{{{_SVG}}}defs"):
        if definitions.find(f"{{{_SVG}}}style") is not None:
            root.remove(definitions)


def _prefix(element: ElementTree.Element, prefix: str) -> None:
    for name, value in element.items():
        if name == "id":
            element.set(name, f"{prefix}-{value}")
        elif name == _HREF and value.startswith("#"):
            element.set(name, f"#{prefix}-{value[1:]}")
        else:
            element.set(name, _LOCAL.sub(f"url(#{prefix}-", value))


def _describe(root: ElementTree.Element, prefix: str, title: str, description: str) -> None:
    """Name the drawing for those who hear the page; its size is that of its view box, in pixels."""
    _, _, width, height = (round(float(number)) for number in root.attrib["viewBox"].split())
    root.attrib |= {
        "role": "img",
        "aria-labelledby": f"{prefix}-title {prefix}-desc",
        "width": str(width),
        "height": str(height),
        "style": f"min-width: min({width}px, {_READABLE})",
    }
    for place, (name, text) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(f"{{{_SVG}}}{name}", {"id": f"{prefix}-{name}"})
        element.text = text
        root.insert(place, element)
