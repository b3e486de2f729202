"""Writes a study as the web page of an administration, with the menus that surround such a text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from html import escape
from string import Template

from corpus.sample.rendering.blocks import (
    Block,
    Chart,
    Heading,
    ItemList,
    Line,
    Paragraph,
    Table,
    numeric_columns,
)
from corpus.sample.rendering.chart_drawing import svg
from corpus.sample.rendering.charts import plan
from corpus.sample.rendering.edition import Edition
from models.language import Language

COLOURS = ("#00707a", "#6d2077", "#1f5f3a")
CHART_WIDTH = 430.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around the text of a page, in one language."""

    menu: tuple[str, ...]
    skip: str
    cookies: str
    search: str
    share: str
    related: tuple[str, ...]
    footer: tuple[str, ...]


SURROUNDINGS: Mapping[Language, Surroundings] = {
    Language.FR: Surroundings(
        menu=("Accueil", "Nos missions", "Études et publications", "Actualités", "Emploi", "Contact"),
        skip="Aller au contenu principal",
        cookies="Ce site utilise des cookies pour mesurer sa fréquentation. En savoir plus",
        search="Rechercher sur le site",
        share="Partager cette page",
        related=(
            "À lire aussi",
            "Rapport annuel",
            "Appels d'offres en cours",
            "S'abonner à la lettre d'information",
        ),
        footer=("Mentions légales", "Déclaration d'accessibilité", "Vie privée", "Plan du site"),
    ),
    Language.NL: Surroundings(
        menu=("Startpagina", "Onze opdrachten", "Studies en publicaties", "Nieuws", "Jobs", "Contact"),
        skip="Naar de hoofdinhoud",
        cookies="Deze website gebruikt cookies om het aantal bezoeken te meten. Meer informatie",
        search="Zoeken op de website",
        share="Deze pagina delen",
        related=("Lees ook", "Jaarverslag", "Lopende overheidsopdrachten", "Inschrijven op de nieuwsbrief"),
        footer=("Wettelijke vermeldingen", "Toegankelijkheidsverklaring", "Privacy", "Sitemap"),
    ),
    Language.EN: Surroundings(
        menu=("Home", "What we do", "Studies and publications", "News", "Jobs", "Contact"),
        skip="Skip to main content",
        cookies="This website uses cookies to measure its audience. Find out more",
        search="Search this website",
        share="Share this page",
        related=("See also", "Annual report", "Current calls for tenders", "Subscribe to the newsletter"),
        footer=("Legal notice", "Accessibility statement", "Privacy", "Site map"),
    ),
}

PAGE = Template("""\
<!DOCTYPE html>
<html lang="$lang">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title | $site</title>
<meta name="author" content="$author">
<meta name="keywords" content="$keywords">
<style>
body { margin: 0; font: 17px/1.55 Verdana, "DejaVu Sans", sans-serif; color: #222; }
header, footer { background: $colour; color: #fff; padding: 0.8em 2em; }
header a, footer a { color: #fff; margin-right: 1.2em; text-decoration: none; }
.site { font-size: 1.5em; font-weight: bold; }
.skip { position: absolute; left: -100em; }
.cookies { background: #f3e9c6; padding: 0.4em 2em; font-size: 0.8em; }
.path { padding: 0.6em 2em; font-size: 0.85em; }
main, aside { max-width: 46em; margin: 0 auto; padding: 0 1.5em; }
h1, h2, h3 { color: $colour; line-height: 1.25; }
table { border-collapse: collapse; margin: 1.2em 0; font-size: 0.9em; }
caption, figcaption { font-weight: bold; text-align: left; padding: 0.4em 0; }
th, td { border-bottom: 1px solid #bbb; padding: 0.35em 0.7em; text-align: left; vertical-align: top; }
.number { text-align: right; }
figure { margin: 1.5em 0; }
svg { width: 100%; overflow: visible; font: 8px Arial, Helvetica, "Liberation Sans", sans-serif; }
aside { border-top: 1px solid #bbb; font-size: 0.85em; }
</style>
</head>
<body>
<a class="skip" href="#content">$skip</a>
<div class="cookies" role="region">$cookies</div>
<header>
<div class="site">$site</div>
<nav>$menu</nav>
<form role="search"><input type="search" aria-label="$search" placeholder="$search"></form>
</header>
<nav class="path">$path</nav>
<main id="content">
<article>
<h1>$title</h1>
<p><time>$year</time> · $author</p>
$body
</article>
</main>
<aside>
<h2>$related_title</h2>
<ul>
$related
</ul>
<p>$share</p>
</aside>
<footer>
<p>$site</p>
<nav>$footer</nav>
</footer>
</body>
</html>
""")


def write_html(edition: Edition) -> bytes:
    """Return the page; nothing in it is fetched from elsewhere."""
    around, colour = SURROUNDINGS[edition.language], COLOURS[edition.study.number % len(COLOURS)]
    preface = [f"<p>{_marked(line)}</p>" for line in edition.text.preface]
    body = [_element(block, edition.language, colour) for block in edition.text.body]
    page = PAGE.substitute(
        {name: escape(value) for name, value in _facts(edition).items()},
        colour=colour,
        menu=_links(around.menu),
        path=" › ".join(map(escape, (*around.menu[:3:2], edition.running_title()))),
        skip=escape(around.skip),
        cookies=escape(around.cookies),
        search=escape(around.search),
        body="\n".join([*preface, *body]),
        related_title=escape(around.related[0]),
        related="\n".join(f"<li>{link}</li>" for link in map(_link, around.related[1:])),
        share=escape(around.share),
        footer=_links(around.footer),
    )
    return page.encode("utf-8")


def _facts(edition: Edition) -> dict[str, str]:
    return {
        "lang": edition.language.value,
        "title": edition.text.title,
        "site": edition.administrations,
        "author": edition.study.contractor,
        "keywords": ", ".join(edition.keywords),
        "year": edition.year,
    }


def _links(names: tuple[str, ...]) -> str:
    return " ".join(map(_link, names))


def _link(name: str) -> str:
    return f'<a href="#">{escape(name)}</a>'


def _marked(line: Line) -> str:
    parts = (f"<strong>{escape(span.text)}</strong>" if span.bold else escape(span.text) for span in line)
    return "".join(parts)


@singledispatch
def _element(block: Block, language: Language, colour: str) -> str:
    raise TypeError(f"{type(block).__name__} is no block")


@_element.register
def _(block: Heading, language: Language, colour: str) -> str:
    return f"<h{block.level}>{escape(block.text)}</h{block.level}>"


@_element.register
def _(block: Paragraph, language: Language, colour: str) -> str:
    return f"<p>{_marked(block.line)}</p>"


@_element.register
def _(block: ItemList, language: Language, colour: str) -> str:
    tag = "ol" if block.numbered else "ul"
    items = "\n".join(f"<li>{_marked(line)}</li>" for line in block.items)
    return f"<{tag}>\n{items}\n</{tag}>"


@_element.register
def _(block: Table, language: Language, colour: str) -> str:
    kinds = [' class="number"' if right else "" for right in numeric_columns(block)]
    head = "".join(
        f'<th scope="col"{kind}>{escape(cell)}</th>' for cell, kind in zip(block.header, kinds, strict=True)
    )
    caption = f"<caption>{escape(block.caption)}</caption>\n" if block.caption else ""
    rows = "\n".join(_rows(block, kinds))
    return f"<table>\n{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


@_element.register
def _(block: Chart, language: Language, colour: str) -> str:
    image = svg(plan(block, CHART_WIDTH, language), colour, block.caption)
    return f"<figure>\n{image}\n<figcaption>{escape(block.caption)}</figcaption>\n</figure>"


def _rows(block: Table, kinds: list[str]) -> Iterator[str]:
    for row in block.rows:
        cells = (f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(row, kinds, strict=True))
        yield f"<tr>{''.join(cells)}</tr>"
