from ingest.outline import outline
from ingest.passage import Element, ElementKind, Heading


def title(text: str, level: int, page: int | None = 1) -> Element:
    return Element(text=text, kind=ElementKind.TITLE, level=level, page=page)


def test_headings_are_kept_with_their_pages_and_what_is_under_them_is_not() -> None:
    elements = [
        title("A study", 1),
        Element(text="Some text.", kind=ElementKind.TEXT, page=1),
        title("Method", 2, 4),
    ]
    assert outline(elements) == (
        Heading(text="A study", depth=1, page=1),
        Heading(text="Method", depth=2, page=4),
    )


def test_a_skipped_rank_leaves_no_gap_and_an_unknown_one_is_the_lowest() -> None:
    elements = [title("A", 2), title("B", 5), title("C", 0), title("D", 5), title("E", 1), title("F", 2)]
    assert [(heading.text, heading.depth) for heading in outline(elements)] == [
        ("A", 1), ("B", 2), ("C", 3), ("D", 2), ("E", 1), ("F", 2),
    ]  # fmt: skip


def test_a_heading_over_several_lines_is_one_line() -> None:
    (heading,) = outline([title("Costs\n of   rehousing ", 1, None), title("  \n", 1)])
    assert heading == Heading(text="Costs of rehousing", depth=1, page=None)
