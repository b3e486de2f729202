"""The reasons of what is not taken as it is: all in three languages, and all that the code gives."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from corpus.reasons import Reason, as_written, from_json, reason, table, to_json, together
from models.language import Language

ROOT = Path(__file__).parents[2]
CODE = [path for package in ("corpus", "ingest", "search_api") for path in (ROOT / package).rglob("*.py")]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("kind", sorted(table()))
def test_a_reason_can_be_said_in_three_languages_with_the_same_facts(kind: str) -> None:
    words = table()[kind]
    assert set(words) == set(Language)
    assert all(words.values())
    assert len({frozenset(placeholders(text)) for text in words.values()}) == 1


def given() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the kinds that the code writes down, each with the names of the facts that it gives there."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "reason":
                names = frozenset(keyword.arg or "**" for keyword in node.keywords)
                kinds = [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
                yield from ((kind, names) for kind in kinds if isinstance(kind, str) and kind in table())


def test_the_code_gives_each_kind_the_facts_that_its_words_need() -> None:
    for kind, names in given():
        lacking = placeholders(table()[kind]["en"]) - names - {"pages"}
        assert not lacking or "**" in names, kind


def test_no_kind_is_left_that_nothing_gives() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    written = [kind for kind in table() if f'"{kind}"' in code]
    made = ("a.", "vat.", "todo.known-", "todo.withdrawn-o")
    assert [kind for kind in table() if kind not in written and not kind.startswith(made)] == [
        kind for kind in table() if kind.endswith(".one")
    ]


def test_a_reason_is_said_with_its_numbers_and_what_follows_in_the_language_of_the_reader() -> None:
    told = together(reason("inventory.too-many-rows", most=20_000), reason("date.advice"))
    assert str(told).startswith("it has more than 20,000 rows; split it into several files; write the date")
    assert told.say(Language.FR).startswith("il a plus de 20\u202f000 lignes ; partagez-le")
    assert told.say(Language.NL).startswith("het heeft meer dan 20.000 rijen; splits het")


def test_one_page_is_told_otherwise_than_several() -> None:
    assert str(reason("pages.late", pages="2", count=1, seconds="9")).startswith("page 2 was")
    assert str(reason("pages.late", pages="2, 4", count=2, seconds="9")).startswith("pages 2, 4 were")


@pytest.mark.parametrize(
    "told",
    [
        reason("file.empty"),
        reason("pages.lost", reason("pdf.another-copy"), pages="1–3", count=3),
        reason("file.misnamed", kind=reason("a.picture")),
        as_written('["no": {JSON}'),
    ],
    ids=str,
)
def test_a_reason_is_kept_as_facts(told: Reason) -> None:
    assert from_json(to_json(told)) == told


def test_what_an_earlier_version_kept_is_said_though_a_fact_is_missing() -> None:
    assert str(reason("inventory.too-many-rows")).startswith("it has more than … rows")
    assert str(reason("a-kind-of-another-version", text="a sentence")) == "a sentence"


def test_what_a_text_holds_is_not_taken_for_words_of_the_table() -> None:
    assert str(reason("row.no-record", fault="{most} {0.__class__}")).startswith("it is no record: {most} {0")
