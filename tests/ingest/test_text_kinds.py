"""Text, HTML, Markdown, CSV and e-mail."""

from pathlib import Path

import pytest

from corpus.study import FileState
from ingest.partition.decode import decoded
from ingest.partition.dispatch import partition
from ingest.passage import Element, ElementKind, Extraction
from ingest.source import DEFAULT_LIMITS, Deadline, Limits
from models.language import Language
from tests.ingest.conftest import Read

STUDY = "Étude sur la mobilité : « coût » de 50 € par ménage, œuvre d'été.\nLe cœur de l'enquête."


def elements(path: Path) -> list[Element]:
    return list(partition(path, path.name, DEFAULT_LIMITS, Deadline.after(60))[1].elements)


def text_of(extraction: Extraction) -> str:
    return "\n".join(passage.text for passage in extraction.passages)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_decoded_rightly(encoding: str, end: str) -> None:
    assert decoded(STUDY.replace("\n", end).encode(encoding)).lstrip("\ufeff") == STUDY


def test_a_character_cut_at_the_limit_is_left_out() -> None:
    assert decoded("été".encode()[:-1]) == "ét"


def test_html_declares_its_encoding() -> None:
    page = "<html><head><meta charset='iso-8859-15'></head><body>50 €</body></html>"
    assert "50 €" in decoded(page.encode("iso-8859-15"), declares=True)


def test_a_text_file_keeps_headings_lists_and_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "LAWAAI IN DE STAD\n\nOpdracht van het gewest, 2014\n\n1. Opzet\n========\n\n"
        "We stelden acht meettoestellen op, drie weken\nlang, aan de gevel van een woning.\n\n"
        "- stille remmen: 6 decibel\n  minder;\n- een scherm.\n\n"
        "Meetpunt     Dag  Nacht\n-----------  ---  -----\nAnderlecht,   68     61\nKuregem\n"
        "Elsene        64     54\nJette         60     51\n\n"
        "////////////////////////////\n",
        encoding="utf-8",
    )
    found = elements(path)
    assert [(element.kind, element.level) for element in found] == [
        (ElementKind.TITLE, 1),
        (ElementKind.TEXT, 0),
        (ElementKind.TITLE, 2),
        (ElementKind.TEXT, 0),
        (ElementKind.LIST_ITEM, 0),
        (ElementKind.LIST_ITEM, 0),
        (ElementKind.TABLE, 0),
    ]
    assert found[-1].text.replace("\v", " ").split("\n") == [
        "Meetpunt | Dag | Nacht",
        "Anderlecht, Kuregem | 68 | 61",
        "Elsene | 64 | 54",
        "Jette | 60 | 51",
    ]


def test_of_a_huge_text_the_beginning_is_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.txt"
    path.write_text("De stad telt de wagens die er elke dag binnenrijden. " * 400, encoding="utf-8")
    extraction = read(path, limits=Limits(text=10_000))
    assert extraction.state is FileState.PARTIAL
    assert "only the first 10,000 of 21,200 bytes" in str(extraction.reason)
    assert 9_000 < len(text_of(extraction)) < 13_000


PAGE = """
<html lang='nl-BE'><head><title>Stille straten | Gewest</title><meta name='author' content='Bureau Stilte'>
<script>var x = 'spoor';</script></head><body><nav>Menu Contact</nav><div class='cookie-banner'>Koekjes</div>
<main><h1>Stille straten</h1><p>De straten zijn er in de nacht veel stiller geworden dan vroeger.</p>
<h2>Metingen</h2><table><caption>Tabel 1: Lawaai</caption><tr><th>Plaats</th><th>dB</th></tr>
<tr><td>Jette</td><td>61</td></tr></table>
<figure><svg><text>As</text></svg><figcaption>Figuur 1: Kaart</figcaption></figure>
<dl><dt>dB</dt><dd>Decibel, een maat voor het geluid in de straat.</dd></dl>
<ol start='3'><li>Meet opnieuw.</li><li><p>Plant bomen.</p></li></ol><p hidden>Verborgen</p>
<p>Wie er woont, slaapt er beter en wil er blijven wonen, zo blijkt uit de enquête.</p></main>
<footer>Privacy</footer></body></html>
"""


def test_of_a_web_page_the_text_is_read_and_not_what_surrounds_it(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    extraction = read(path)
    text = text_of(extraction)
    assert (extraction.title, extraction.author) == ("Stille straten", "Bureau Stilte")
    assert extraction.language is Language.NL
    for kept in (
        "Tabel 1: Lawaai",
        "Jette | 61",
        "Figuur 1: Kaart",
        "Decibel, een maat",
        "3. Meet",
        "4. Plant",
        "slaapt er beter",
    ):
        assert kept in text
    for clutter in ("Menu", "Koekjes", "spoor", "As", "Verborgen", "Privacy"):
        assert clutter not in text


def test_a_page_laid_out_by_tables_and_double_breaks_loses_nothing(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.html"
    cell = " ".join(f"woord{number}" for number in range(150))
    path.write_text(
        f"<html><body><table><tr><td><font>Eerste alinea.<br><br>Tweede alinea.<br/><br/>{cell}</font>"
        "</td></tr></table></body></html>",
        encoding="utf-8",
    )
    found = [element.text for element in elements(path)]
    assert found[:2] == ["Eerste alinea.", "Tweede alinea."]
    assert found[2] == cell


def test_markdown_keeps_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Titel\n\nTekst van de studie.\n\n## Deel\n\n- een\n- twee\n", encoding="utf-8")
    assert [(element.text, element.level) for element in elements(path) if element.level] == [
        ("Titel", 1),
        ("Deel", 2),
    ]


def test_a_csv_file_is_one_table(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Commune;Coût\nIxelles;1.250,50\nForêt;3\n".encode("cp1252"))
    assert text_of(read(path)).split("\n") == ["Commune | Coût", "Ixelles | 1.250,50", "Forêt | 3"]


def test_a_message_has_its_subject_for_title_and_says_what_it_leaves_out(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: a@example.org\r\nSubject: Etude sur le bruit\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
        b"Le bruit des avions reveille les habitants de la commune.\r\n--b\r\n"
        b'Content-Type: application/pdf; name="x.pdf"\r\n'
        b'Content-Disposition: attachment; filename="x.pdf"\r\n\r\n'
        b"%PDF\r\n--b--\r\n"
    )
    extraction = read(path)
    assert extraction.title == "Etude sur le bruit"
    assert "Le bruit des avions" in text_of(extraction)
    assert extraction.state is FileState.PARTIAL
    assert "attachments" in str(extraction.reason)
