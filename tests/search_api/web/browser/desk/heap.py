"""A heap of files as an administration sends it: thirty, six of them broken, and an inventory with faults."""

from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import FilePayload

from tests.ingest.builders import column, word_paragraph, word_xml, write_docx, write_pdf

SUBJECTS = (
    "le prix des crèches",
    "la propreté des rues",
    "le bruit des tramways",
    "la qualité de l'eau des étangs",
    "la taille des arbres d'alignement",
    "l'éclairage des parcs",
    "les files devant les guichets",
    "la vente des logements publics",
    "les toitures vertes",
    "le recyclage du verre",
    "les livraisons à vélo",
    "la formation des boulangers",
    "les cantines scolaires",
    "les potagers collectifs",
    "le stationnement des autocars",
    "les musées communaux",
    "la lecture publique",
    "les chauffagistes",
    "les terrasses des cafés",
    "le vieillissement des ascenseurs",
    "les marchés du dimanche",
    "l'apprentissage du néerlandais",
    "les bornes de recharge",
    "la rénovation des façades",
)
"""What the files that can be read are about, one each."""

PEARL = "Les perce-neige du square Zorglub fleurissent en février."
"""A sentence of one file alone, which is searched when all is published."""

HEADER = "Identifiant;Titre;Commanditaire;Auteur;Date;Montant (€ HTVA);Fichier"
WHOM, MISSPELT = "Bruxelles Mobilité", "Bruxeles Mobilté"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0" * 600
BROKEN = ("tronque.pdf", "vide.txt", "deguise.docx", "secret.pdf", "abime.docx", "ancien.doc")


def paragraphs(subject: str) -> list[str]:
    """Return a short study about something."""
    return [
        f"Une étude sur {subject}",
        f"Cette étude décrit {subject} dans les dix-neuf communes de la Région de Bruxelles-Capitale.",
        f"Les habitants ont été interrogés sur {subject} au printemps, puis encore une fois en automne.",
        f"La conclusion : {subject}, voilà ce que la Région devrait suivre d'année en année.",
    ]


def payloads(files: Mapping[str, bytes]) -> list[FilePayload]:
    """Return files by their name as a page takes them that are on no disk."""
    return [FilePayload(name=name, mimeType="", buffer=content) for name, content in files.items()]


def write_heap(folder: Path) -> list[Path]:
    """Write the inventory and the thirty files, and return their paths, the inventory first."""
    good = [_write_good(folder, number, subject) for number, subject in enumerate(SUBJECTS)]
    broken = [_write_broken(folder, name) for name in BROKEN]
    inventory = folder / "inventaire.csv"
    inventory.write_text("\n".join([HEADER, *_rows([*good, *broken])]), encoding="utf-8")
    return [inventory, *good, *broken]


def _rows(paths: list[Path]) -> list[str]:
    rows = []
    for number, path in enumerate(paths):
        told = SUBJECTS[number] if number < len(SUBJECTS) else f"les archives, boîte {number}"
        whom = MISSPELT if number == 0 else WHOM
        amount = "1.250" if number == 1 else str(12_500 + number)
        # The third names a file that is called otherwise; the fourth's file is named by no row.
        name = {2: "tramways.pdf"}.get(number, path.name)
        if number != 3:
            cells = (f"caisse-{number:02}", f"Étude sur {told}", whom, "Bureau X", "2021-03-12", amount, name)
            rows.append(";".join(cells))
    return rows


def _write_good(folder: Path, number: int, subject: str) -> Path:
    told = paragraphs(subject) + ([PEARL] if number == 5 else [])
    ending, write = list(_WRITERS.items())[number % len(_WRITERS)]
    path = folder / f"bruit-tramways{ending}" if number == 2 else folder / f"etude-{number:02}{ending}"
    write(path, told)
    return path


def _text(path: Path, told: list[str]) -> None:
    path.write_text("\n\n".join(told), encoding="utf-8")


def _web(path: Path, told: list[str]) -> None:
    body = "".join(f"<p>{one}</p>" for one in told[1:])
    page = f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{told[0]}</title></head>'
    path.write_text(f"{page}<body><h1>{told[0]}</h1>{body}</body></html>", encoding="utf-8")


def _pdf(path: Path, told: list[str]) -> None:
    lines = [line for one in told for line in (one[:90], one[90:], "") if line or not one[90:]]
    write_pdf(path, [column(60, 760, lines)], title=told[0])


def _word(path: Path, told: list[str]) -> None:
    write_docx(path, word_xml("".join(map(word_paragraph, told))))


def _opened(path: Path, told: list[str]) -> None:
    from odf.opendocument import OpenDocumentText
    from odf.text import P

    document = OpenDocumentText()
    for one in told:
        document.text.addElement(P(text=one))
    document.save(str(path))


_WRITERS: Mapping[str, Callable[[Path, list[str]], None]] = {
    ".txt": _text,
    ".html": _web,
    ".pdf": _pdf,
    ".docx": _word,
    ".odt": _opened,
}


def _write_broken(folder: Path, name: str) -> Path:
    path = folder / name
    told = paragraphs(f"la boîte {name}")
    if name == "tronque.pdf":
        _pdf(path, told)
        path.write_bytes(path.read_bytes()[:400])
    elif name == "vide.txt":
        path.touch()
    elif name == "deguise.docx":
        _pdf(path, told)
    elif name == "secret.pdf":
        _locked(path, told)
    elif name == "abime.docx":
        _word(path, told)
        path.write_bytes(path.read_bytes()[:300])
    else:
        path.write_bytes(OLD_WORD)
    return path


def _locked(path: Path, told: list[str]) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(60, 700, told[0])
    canvas.save()
