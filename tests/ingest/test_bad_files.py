"""Files that attack, lie or are of no use."""

import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from corpus.study import FileState, Sha256
from ingest.extract import extract
from ingest.passage import Extraction
from ingest.source import Limits, Source
from tests.ingest.builders import word_paragraph, word_xml, write_docx
from tests.ingest.conftest import Read

SECRET = "le contenu du fichier secret"


def failed(extraction: Extraction, said: str) -> None:
    assert extraction.state is FileState.FAILED
    assert extraction.passages == ()
    assert said in str(extraction.reason)
    assert "Traceback" not in str(extraction.reason)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, read: Read) -> None:
    path = write_docx(tmp_path / "a.docx", word_xml(""))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/bomb.xml", "w") as part,
    ):
        for _ in range(80):
            part.write(b" " * 1_000_000)
    failed(read(path), "unpacks from")


def test_an_archive_over_the_limit_is_refused(tmp_path: Path, read: Read) -> None:
    path = write_docx(tmp_path / "a.docx", word_xml(word_paragraph("Un texte") * 5000))
    failed(read(path, limits=Limits(unpacked=100_000)), "unpacks from")


def test_an_archive_that_lies_about_its_size_is_damaged(tmp_path: Path, read: Read) -> None:
    path = write_docx(tmp_path / "a.docx", word_xml(word_paragraph("Un texte assez long") * 500))
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("word/document.xml").file_size
    path.write_bytes(content.replace(struct.pack("<L", size), struct.pack("<L", 100)))
    failed(read(path), "damaged")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_a_word_file_are_refused(tmp_path: Path, read: Read, encoding: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    prolog = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    xml = word_xml(word_paragraph("&x;"), prolog).replace("UTF-8", encoding)
    path = write_docx(tmp_path / "a.docx", "")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", xml.encode(encoding))
    failed(read(path), "entities")


def test_a_billion_laughs_in_a_word_file_are_refused(tmp_path: Path, read: Read) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    path = write_docx(
        tmp_path / "a.docx", word_xml(word_paragraph("&l9;"), f"<!DOCTYPE w:document [{entities}]>")
    )
    failed(read(path), "entities")


def test_entities_in_a_web_page_stay_unread(tmp_path: Path, read: Read) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    path = tmp_path / "a.html"
    path.write_text(
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        "<html><body><p>Le fichier dit : &x;</p></body></html>",
        encoding="utf-8",
    )
    extraction = read(path)
    assert SECRET not in "".join(passage.text for passage in extraction.passages)


def test_a_drawing_is_not_read_whatever_it_declares(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.svg"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
        encoding="utf-8",
    )
    failed(read(path), "SVG")


def test_a_picture_of_900_million_pixels_is_refused(tmp_path: Path, read: Read) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    path = tmp_path / "a.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9))
        + chunk(b"IEND", b"")
    )
    failed(read(path), "30,000 × 30,000 pixels")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), ".docx or PDF"),
        (
            "a.ppt",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le"),
            ".pptx or PDF",
        ),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0" * 600,
            "Excel",
        ),
        ("a.djvu", b"AT&TFORM\0\0\0\0DJVU", "PDF"),
        ("a.bin", bytes(range(256)) * 50, "unknown"),
        ("a.zip", b"PK\x03\x04" + b"\0" * 50, "damaged"),
        ("a.docx", b"PK\x03\x04" + b"\xff" * 500, "damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "damaged"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "no text"),
        ("a.html", b"<html><body></body></html>", "no text"),
        ("a.html", b"<html", "HTML"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, read: Read, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / "kept-under-its-hash"
    path.write_bytes(content)
    failed(read(path, name=name), said)


def test_a_plain_zip_is_not_taken_for_a_document(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "bonjour")
    failed(read(path), "unpack it")


def test_a_word_file_without_its_main_part_fails(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/other.xml", "<x/>")
    failed(read(path), "Word")


def test_a_web_page_under_the_name_of_a_pdf_is_read_and_said_to_be_misnamed(
    tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "a.pdf"
    path.write_text(
        "<!DOCTYPE html><html><body><p>La page demandée n'existe plus.</p></body></html>", encoding="utf-8"
    )
    extraction = read(path)
    assert extraction.state is FileState.PARTIAL
    assert "read as HTML" in str(extraction.reason)


@pytest.mark.parametrize(
    "name", ["../../etc/rapport.txt", "rapport\n.txt", "ra\udce9pport.txt", "-rf.txt", "é" * 90 + ".txt"]
)
def test_odd_names_are_only_names(tmp_path: Path, read: Read, name: str) -> None:
    path = tmp_path / "kept"
    path.write_text("Une étude sur les noms de fichiers.", encoding="utf-8")
    assert read(path, name=name).state is FileState.INDEXED


def test_a_link_to_a_file_is_read_and_a_broken_one_fails(tmp_path: Path, read: Read) -> None:
    target, link = tmp_path / "a.txt", tmp_path / "b.txt"
    target.write_text("Une étude liée.", encoding="utf-8")
    link.symlink_to(target)
    assert read(link).state is FileState.INDEXED
    target.unlink()
    source = Source(path=link, sha256=Sha256("0" * 64), name="b.txt")
    failed(extract(source, Limits()), "no file")
