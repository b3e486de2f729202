"""The sample corpus: what is rendered, what is committed, and whether both still say what the sources say."""

import re
from collections.abc import Callable
from datetime import datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from docx import Document
from docx.text.paragraph import Paragraph as DocxParagraph
from hypothesis import given
from hypothesis import strategies as st
from odf import text as odf_text
from odf.opendocument import load as load_odt
from openpyxl import load_workbook
from pptx import Presentation

from corpus.sample.rendering.archives import MOMENT
from corpus.sample.rendering.blocks import Block, Chart, Heading, ItemList, Paragraph, Span, Table, plain
from corpus.sample.rendering.charts import plan, ticks
from corpus.sample.rendering.columns import Lettering, column_widths
from corpus.sample.rendering.edition import read_edition
from corpus.sample.rendering.errors import SourceError
from corpus.sample.rendering.files import SAMPLE, SOURCES, render_file
from corpus.sample.rendering.hyphenation import hyphenator
from corpus.sample.rendering.inventory import HEADERS, INVENTORY, write_inventory
from corpus.sample.rendering.markdown import read_text
from corpus.sample.rendering.slides import deal
from corpus.sample.rendering.source import Layout, SourceFile, SourceStudy, read_studies, read_study
from corpus.sample.rendering.typography import curled, shortened, spaced
from corpus.sample.rendering.wording import number_words
from models.language import Language

FR, NL, EN = Language.FR, Language.NL, Language.EN
STUDIES = read_studies(SOURCES)
FILES = [(study, file) for study in STUDIES for file in study.files]
ONE_OF_EACH = {file.layout: (study, file) for study, file in FILES}

each_file = pytest.mark.parametrize(
    ("study", "file"), [pytest.param(study, file, id=file.name) for study, file in FILES]
)


def files_of(*layouts: Layout) -> pytest.MarkDecorator:
    chosen = [pytest.param(*pair, id=pair[1].name) for pair in FILES if pair[1].layout in layouts]
    return pytest.mark.parametrize(("study", "file"), chosen)


def committed(file: SourceFile) -> bytes:
    return (SAMPLE / file.name).read_bytes()


def pdf_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def docx_text(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def styled_paragraphs(content: bytes) -> list[tuple[str, DocxParagraph]]:
    paragraphs = Document(BytesIO(content)).paragraphs
    return [(paragraph.style.name or "", paragraph) for paragraph in paragraphs if paragraph.style]


def pptx_text(content: bytes) -> str:
    shapes = [shape for slide in Presentation(BytesIO(content)).slides for shape in slide.shapes]
    frames = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    cells = [cell.text for shape in shapes if shape.has_table for cell in shape.table.iter_cells()]
    return "\n".join([*frames, *cells])


def odt_text(content: bytes) -> str:
    document = load_odt(BytesIO(content))
    parts = [*document.getElementsByType(odf_text.H), *document.getElementsByType(odf_text.P)]
    return "\n".join(str(part) for part in parts)


class PageText(HTMLParser):
    """The words of a page, its language, and whatever it would fetch from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.language: str | None = None
        self.fetched: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "html":
            self.language = values.get("lang")
        addresses = [values.get("src"), values.get("href")]
        self.fetched += [address for address in addresses if address and not address.startswith("#")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def html_text(content: bytes) -> str:
    return " ".join(PageText(content.decode()).words)


def txt_text(content: bytes) -> str:
    return content.decode("cp1252" if b"\r\n" in content else "utf-8")


TEXT_OF: dict[str, Callable[[bytes], str]] = {
    ".pdf": pdf_text,
    ".docx": docx_text,
    ".pptx": pptx_text,
    ".odt": odt_text,
    ".html": html_text,
    ".txt": txt_text,
}


def folded(text: str) -> str:
    """Drop what typesetting adds: line ends, hyphens at them, unbreakable spaces, curly quotes, capitals."""
    return re.sub(r"[\s\u00ad\ufffe-]+", "", text).translate(str.maketrans("’‘“”", "''\"\"")).lower()


def test_all_thirty_studies_have_a_description() -> None:
    assert [study.number for study in STUDIES] == list(range(1, 31))


def test_every_file_beside_the_sources_comes_from_one_of_them() -> None:
    present = {path.name for path in SAMPLE.iterdir() if path.suffix in {*TEXT_OF, ".xlsx"}}
    assert present == {file.name for _, file in FILES} | {INVENTORY}


def test_every_text_among_the_sources_is_rendered() -> None:
    assert set(SOURCES.glob("*/*.md")) == {file.source for _, file in FILES}


@files_of(*(layout for layout in Layout if layout is not Layout.PDF_SCAN))
def test_a_committed_file_holds_the_headings_and_paragraphs_of_its_source(
    study: SourceStudy, file: SourceFile
) -> None:
    written = folded(TEXT_OF[Path(file.name).suffix](committed(file)))
    text = read_edition(study, file).text
    expected = [text.title, *(block.text for block in text.body if isinstance(block, Heading))]
    if file.layout not in (Layout.PDF_ONE_COLUMN, Layout.PDF_TWO_COLUMNS):
        # In a PDF the header and footer of a page may fall inside a paragraph.
        expected += [plain(block.line) for block in text.body if isinstance(block, Paragraph)]
    assert [words for words in expected if folded(words) not in written] == []


@files_of(Layout.HTML, Layout.TXT)
def test_a_committed_page_or_text_is_what_its_source_renders_today(
    study: SourceStudy, file: SourceFile
) -> None:
    assert committed(file) == render_file(study, file).content


@pytest.mark.parametrize("layout", Layout)
def test_rendering_a_file_twice_gives_the_same_bytes(layout: Layout) -> None:
    study, file = ONE_OF_EACH[layout]
    assert render_file(study, file).content == render_file(study, file).content


@pytest.mark.parametrize("layout", [Layout.DOCX, Layout.PPTX, Layout.ODT])
def test_no_entry_of_an_office_file_carries_the_time_of_rendering(layout: Layout) -> None:
    archive = ZipFile(BytesIO(render_file(*ONE_OF_EACH[layout]).content))
    assert {entry.date_time for entry in archive.infolist()} == {MOMENT}


@files_of(Layout.PDF_SCAN)
def test_a_scan_has_pictures_and_no_text(study: SourceStudy, file: SourceFile) -> None:
    assert pdf_text(committed(file)).strip() == ""
    with pypdfium2.PdfDocument(committed(file)) as document:
        kinds = [[item.type for item in page.get_objects()] for page in document]
    assert len(kinds) > 1
    assert all(kind == [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE] for kind in kinds)
    assert len(committed(file)) < 1_500_000


@files_of(Layout.PDF_ONE_COLUMN, Layout.PDF_TWO_COLUMNS)
def test_a_pdf_names_its_title_author_and_language(study: SourceStudy, file: SourceFile) -> None:
    with pypdfium2.PdfDocument(committed(file)) as document:
        metadata = document.get_metadata_dict()
        pages = len(document)
    assert metadata["Title"] == read_edition(study, file).text.title
    assert metadata["Author"] == study.contractor
    assert f"/Lang ({file.language})".encode() in committed(file)
    assert pages > 1


@files_of(Layout.PDF_TWO_COLUMNS)
def test_no_line_of_a_two_column_page_crosses_the_gutter(study: SourceStudy, file: SourceFile) -> None:
    with pypdfium2.PdfDocument(committed(file)) as document:
        page = document[1]
        middle, height = page.get_width() / 2, page.get_height()
        text = page.get_textpage()
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
    body = [(left, right) for left, bottom, right, top in boxes if bottom > 60 and top < height - 60]
    assert any(right < middle for _, right in body)
    assert all(right < middle or left > middle for left, right in body)


@files_of(Layout.HTML)
def test_a_page_tells_its_language_and_fetches_nothing(study: SourceStudy, file: SourceFile) -> None:
    page = PageText(committed(file).decode())
    assert page.language == file.language
    assert page.fetched == []


def test_one_text_file_is_in_windows_1252_with_dos_line_ends() -> None:
    contents = [committed(file) for _, file in FILES if file.layout is Layout.TXT]
    legacy = [content for content in contents if b"\r\n" in content]
    assert len(legacy) == 1
    with pytest.raises(UnicodeDecodeError):
        legacy[0].decode("utf-8")


@files_of(Layout.DOCX)
def test_the_headings_of_a_word_file_are_real_ones(study: SourceStudy, file: SourceFile) -> None:
    styled = [
        (int(name.removeprefix("Heading ")) + 1, paragraph.text)
        for name, paragraph in styled_paragraphs(committed(file))
        if name.startswith("Heading")
    ]
    text = read_edition(study, file).text
    assert styled == [(block.level, block.text) for block in text.body if isinstance(block, Heading)]


def test_each_numbered_list_of_a_word_file_starts_again_at_one(tmp_path: Path) -> None:
    study, _ = ONE_OF_EACH[Layout.DOCX]
    source = tmp_path / "nl.md"
    source.write_text("# Titel\n\nVerzonnen.\n\n## Een\n\n1. a\n2. b\n\n## Twee\n\n1. c\n2. d\n", "utf-8")
    content = render_file(study, SourceFile(NL, source, "x.docx", Layout.DOCX)).content
    items = [paragraph for name, paragraph in styled_paragraphs(content) if name == "List Number"]
    lists = [item._p.xpath("./w:pPr/w:numPr/w:numId/@w:val") for item in items]
    assert lists[0] == lists[1] != lists[2] == lists[3]


def written(tmp_path: Path, markdown: str) -> Path:
    path = tmp_path / "fr.md"
    path.write_text(markdown, encoding="utf-8")
    return path


def test_a_caption_before_a_table_becomes_part_of_it(tmp_path: Path) -> None:
    source = written(
        tmp_path, "# T\n\nFictif.\n\n## H\n\nTableau 1 : Prix\n\n| a | b |\n|---|---|\n| c | 1 |\n"
    )
    text = read_text(source, str)
    assert text.body == (Heading(2, "H"), Table("Tableau 1 : Prix", ("a", "b"), (("c", "1"),)))


def test_bold_words_keep_their_weight(tmp_path: Path) -> None:
    text = read_text(written(tmp_path, "# T\n\nUn mot **gras** ici.\n"), str)
    assert text.preface == ((Span("Un mot "), Span("gras", bold=True), Span(" ici.")),)


@pytest.mark.parametrize(
    "markdown",
    [
        pytest.param("Sans titre.\n", id="no title"),
        pytest.param("", id="empty"),
        pytest.param("# T\n\nUn [lien](https://example.org).\n", id="link"),
        pytest.param("# T\n\n- un\n\n  deux\n", id="list item of two paragraphs"),
        pytest.param("# T\n\n```python\n1\n```\n", id="code"),
        pytest.param(
            '# T\n\n```chart\ncaption = "F"\nunit = "%"\nlabels = ["a"]\nvalues = [1, 2]\n```\n',
            id="chart with a value too many",
        ),
        pytest.param("# T\n\n```chart\ncaption =\n```\n", id="chart that is no TOML"),
    ],
)
def test_markdown_beyond_the_subset_is_refused(tmp_path: Path, markdown: str) -> None:
    with pytest.raises(SourceError, match=r"fr\.md"):
        read_text(written(tmp_path, markdown), str)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"bruxelles-mobilite"', '"bruxelles-immobilite"', id="administration"),
        pytest.param('vat = "excluded"', 'vat = "perhaps"', id="VAT"),
        pytest.param('layout = "pdf-1col"', 'layout = "pdf-3col"', id="layout"),
        pytest.param('source = "fr.md"', 'source = "absent.md"', id="text"),
        pytest.param("[titles]", "[headings]", id="titles"),
    ],
)
def test_a_description_with_an_unknown_value_is_refused(tmp_path: Path, old: str, new: str) -> None:
    folder = SOURCES / "01-peage-urbain-menages"
    changed = tmp_path / folder.name
    changed.mkdir()
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        (changed / path.name).write_text(text.replace(old, new) if path.suffix == ".toml" else text, "utf-8")
    with pytest.raises(SourceError, match=r"study\.toml"):
        read_study(changed / "study.toml")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (FR, 'l\'étude "A" : 27 000 euros, 5 % ?', "l’étude “A”\u00a0: 27\u00a0000 euros, 5\u00a0%\u00a0?"),
        (FR, "« un ménage »", "«\u00a0un ménage\u00a0»"),
        (NL, "'s morgens, foto's en 'zomaar'", "’s morgens, foto’s en ‘zomaar’"),
        (EN, 'the owners\' "word": 3 per cent', "the owners’ “word”: 3 per cent"),
    ],
)
def test_quotes_curl_and_spaces_hold_as_each_language_has_it(
    language: Language, text: str, expected: str
) -> None:
    assert curled(text, language) == expected


@given(st.text(alphabet="ab 12:;?%«»'\"", max_size=40), st.sampled_from(Language))
def test_setting_spaces_changes_nothing_but_spaces(text: str, language: Language) -> None:
    assert spaced(text, language).replace("\u00a0", " ") == text


@given(st.text(alphabet="abc :.,", max_size=80), st.integers(10, 40))
def test_a_shortened_title_is_never_longer_than_asked(title: str, length: int) -> None:
    assert len(shortened(title, length)) <= length


@pytest.mark.parametrize(("language", "expected"), [(FR, "1\u00a0250,5"), (NL, "1.250,5"), (EN, "1,250.5")])
def test_numbers_are_written_as_each_language_has_them(language: Language, expected: str) -> None:
    assert number_words(1250.5, language) == expected
    assert number_words(-3.0, language) == "-3"


@given(st.text(alphabet="aeiobcdlmnrst-", min_size=1, max_size=30), st.sampled_from(Language))
def test_the_halves_of_a_broken_word_make_the_word(word: str, language: Language) -> None:
    halves = list(hyphenator(language)(word))
    assert all(first + second == word for first, second in halves)
    places = [len(first) for first, _ in halves]
    assert places == sorted(places, reverse=True)


def test_a_compound_breaks_at_its_hyphen_and_not_one_letter_before() -> None:
    places = {first for first, _ in hyphenator(NL)("bijna-ongevallen")}
    assert "bijna-" in places
    assert "bijn" not in places


VALUES = st.lists(
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 2)), min_size=1, max_size=9
)


@given(VALUES)
def test_the_ticks_of_a_chart_cover_its_values_and_zero(values: list[float]) -> None:
    marks = ticks(min(values), max(values))
    assert marks[0] <= min(0, *values)
    assert max(0, *values) <= marks[-1]
    assert 0 in marks
    assert 2 <= len(marks) <= 9


@given(VALUES, st.sampled_from(["Q", "Un libellé plutôt long qui tient sur deux lignes"]))
def test_every_bar_of_a_chart_stands_inside_it(values: list[float], label: str) -> None:
    labels = tuple(f"{label} {number}" for number in range(len(values)))
    laid_out = plan(Chart("Figure 1", "%", labels, tuple(values)), 300, FR)
    assert len(laid_out.bars) == len(values)
    for bar in laid_out.bars:
        assert bar.width >= 0
        assert bar.height >= 0
        assert -0.01 <= bar.x <= laid_out.width - bar.width + 0.01
        assert -0.01 <= bar.y <= laid_out.height - bar.height + 0.01


CELLS = st.text(alphabet="abcdefghij -", max_size=60)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=5))
def test_columns_never_take_more_than_the_width(rows: list[tuple[str, str, str]]) -> None:
    widths = column_widths(Table("", rows[0], tuple(rows[1:])), 240, Lettering())
    assert sum(widths) <= 240.01
    assert min(widths) > 0


LINES = st.text(alphabet="abc ", min_size=1, max_size=300).map(lambda words: (Span(words),))
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(2, 3), st.text(alphabet="xyz", min_size=1, max_size=9)),
    st.builds(Paragraph, LINES),
    st.builds(ItemList, st.lists(LINES, min_size=1, max_size=8).map(tuple), st.booleans()),
)


@given(st.lists(BLOCKS, max_size=12))
def test_dealing_slides_loses_no_heading_and_no_line(body: list[Block]) -> None:
    slides = deal(body, "Titre")
    shown = [
        plain(point.line) for slide in slides if isinstance(slide.content, tuple) for point in slide.content
    ]
    lines = [
        plain(line)
        for block in body
        for line in (
            block.items
            if isinstance(block, ItemList)
            else [block.line]
            if isinstance(block, Paragraph)
            else []
        )
    ]
    assert shown == lines
    headings = [block.text for block in body if isinstance(block, Heading)]
    firsts = [slide.title for slide in slides if slide.part == 1]
    assert firsts[len(firsts) - len(headings) :] == headings


def inventory_rows() -> list[tuple[object, ...]]:
    sheet = load_workbook(SAMPLE / INVENTORY).worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_the_committed_inventory_is_what_its_spellings_give_today() -> None:
    fresh = load_workbook(BytesIO(write_inventory(STUDIES, SOURCES / "inventory.toml"))).worksheets[0]
    assert inventory_rows() == [tuple(row) for row in fresh.iter_rows(values_only=True)]


def test_the_inventory_tells_each_study_once_with_its_files() -> None:
    told = {row[0]: row[-1] for row in inventory_rows() if row[0] in {study.id for study in STUDIES}}
    assert told == {study.id: "; ".join(file.name for file in study.files) for study in STUDIES}


def test_the_inventory_has_the_rows_that_real_ones_trip_over() -> None:
    rows = inventory_rows()
    assert rows.index(HEADERS) == 2
    assert rows.count(HEADERS) == 2
    assert sum(not any(row) for row in rows) == 1
    assert rows[-1][0] == "Total / Totaal"
    assert [row[7] for row in rows if row[0] is None and any(row)] == ["32/13/2019"]


def test_the_inventory_mixes_numbers_text_and_real_dates() -> None:
    rows = inventory_rows()[3:-1]
    assert {type(row[HEADERS.index("Montant/Bedrag 2021 (€ HTVA)")]) for row in rows} >= {int, str}
    dates = {type(row[HEADERS.index("Date de publication / Publicatiedatum")]) for row in rows}
    assert dates >= {datetime, int, str}


def test_a_study_that_the_inventory_does_not_spell_is_named(tmp_path: Path) -> None:
    spellings = tmp_path / "inventory.toml"
    spellings.write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match=r"says nothing of .*peage-urbain-menages"):
        write_inventory(STUDIES, spellings)


def test_an_inventory_written_twice_has_the_same_bytes() -> None:
    spellings = SOURCES / "inventory.toml"
    assert write_inventory(STUDIES, spellings) == write_inventory(STUDIES, spellings)
