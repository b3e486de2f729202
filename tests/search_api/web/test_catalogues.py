"""The messages of the pages: all in three languages, with the same facts."""

import re
from collections.abc import Iterator
from importlib import resources
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Comment, Doctype
from jinja2 import Environment
from jinja2.nodes import TemplateData

from models.language import Language
from search_api.web.wording import catalogues, wording

WEB = Path(str(resources.files("search_api.web")))
KEYWORDS = {"text": None, "plural": (1, 2), "_": None, "gettext": None, "ngettext": (1, 2)}
OURS = {"Savoir", "CSV"}
"""Names, which are the same in every language."""


def catalogue(language: Language) -> Iterator[Message]:
    for place in catalogues(language):
        yield from read_po(BytesIO(place.read_bytes()), locale=language)


def entries(language: Language) -> dict[tuple[str, ...], Message]:
    return {_key(message.id): message for message in catalogue(language) if message.id}


def _key(identity: object) -> tuple[str, ...]:
    return (identity,) if isinstance(identity, str) else tuple(identity)  # type: ignore[arg-type]


def used() -> set[tuple[str, ...]]:
    methods = [("templates/**.html", "jinja2.ext.babel_extract"), ("**.py", "python")]
    found = extract_from_dir(WEB, methods, {}, KEYWORDS)
    return {tuple(text for text in _key(message) if text)[:2] for _, _, message, _, _ in found}


@pytest.mark.parametrize("language", Language)
def test_a_catalogue_has_exactly_the_messages_that_the_pages_use(language: Language) -> None:
    assert set(entries(language)) == used()


@pytest.mark.parametrize("language", Language)
def test_every_message_is_translated_with_the_facts_of_its_key(language: Language) -> None:
    for key, message in entries(language).items():
        forms = _key(message.string)
        assert len(forms) == len(key)
        for form, english in zip(forms, key, strict=True):
            assert form, key
            assert set(re.findall(r"%\(\w+\)s", form)) == set(re.findall(r"%\(\w+\)s", english)), key


def test_french_counts_zero_as_singular_and_the_others_as_plural() -> None:
    counted = [wording(language).plural("%(count)s study", "%(count)s studies", 0) for language in Language]
    assert counted == ["0 étude", "0 studies", "0 studies"]


def visible(template: Path) -> Iterator[str]:
    """Yield the text of a template that is not put in by an expression."""
    parsed = Environment(extensions=["jinja2.ext.i18n"]).parse(template.read_text(encoding="utf-8"))
    markup = "\x00".join(data.data for data in parsed.find_all(TemplateData))
    page = BeautifulSoup(markup, "lxml")
    yield from (str(text) for text in page.find_all(string=True) if not isinstance(text, Comment | Doctype))
    for name in ("aria-label", "title", "alt", "placeholder"):
        yield from (str(element[name]) for element in page.select(f"[{name}]"))


@pytest.mark.parametrize("template", sorted((WEB / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_a_template_says_nothing_that_is_not_translated(template: Path) -> None:
    words = {word for text in visible(template) for word in re.findall(r"[^\W\d_]{2,}", text)}
    assert words <= OURS
