"""Folders of small studies, such as an administration hands over."""

from pathlib import Path

from tests.ingest.builders import word_paragraph, word_xml, write_docx

INVENTORY = """\
Identifiant;Titre;Titel;Commanditaire;Auteur;Date de publication;Montant (€ HTVA);Type;Fichiers
peage-urbain;Le péage urbain et les ménages;De stadstol en de huishoudens;Bruxelles Mobilité;Bureau Traverse;\
2020-03-12;185 000,00;étude d'impact;peage.txt
lage-emissiezone;La zone de basses émissions;De lage-emissiezone;Leefmilieu Brussel;Studiebureau Lucht;\
2019;240 000,00;évaluation;lucht.html
urban-heat;Les îlots de chaleur;Hitte-eilanden;perspective.brussels;Green Desk;\
2023-02;;étude;heat.docx
observatoire-loyers;L'observatoire des loyers;De huurprijzen;Bruxelles Logement;Bureau Loyers;\
2017;98 500,00;enquête;loyers.txt
"""

PEAGE = """\
Le péage urbain et les ménages bruxellois

Un péage urbain ferait payer chaque voiture qui entre dans la Région aux heures de pointe. L'étude calcule ce
qu'il coûterait aux ménages selon leur revenu et leur commune. Un ménage motorisé du premier quintile paierait
en moyenne 214 euros par an, un ménage du dernier quintile 388 euros.

Les recettes financeraient le métro et les pistes cyclables. Sans compensation, la charge pèse plus lourd sur
les petits revenus qui travaillent tôt le matin, lorsque les transports publics sont encore rares.
"""
LUCHT = """\
<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>De lage-emissiezone</title></head><body>
<h1>De lage-emissiezone en de luchtkwaliteit</h1>
<p>Sinds de invoering van de lage-emissiezone is de concentratie stikstofdioxide langs de drukke lanen
gedaald. De evaluatie vergelijkt meetstations binnen en buiten het gewest, vóór en na de maatregel.</p>
<h2>Het wagenpark</h2>
<p>De oudste dieselwagens zijn bijna verdwenen. Gezinnen met een laag inkomen vervingen hun wagen later dan
andere gezinnen, en vaker door een tweedehandse wagen op benzine. Een derde deed de wagen weg.</p>
</body></html>
"""
HEAT = (
    "Urban heat islands and green space",
    "On a hot summer night the inner districts stay six degrees warmer than the Sonian Forest.",
    "Street trees cool the pavement during the day, while large parks send fresh air into the streets "
    "around them after sunset. Two hundred metres from the park the effect can no longer be measured.",
)
LOYERS = """\
L'observatoire des loyers

L'enquête porte sur 3 200 logements loués dans les dix-neuf communes. Le loyer moyen d'un appartement de deux
chambres s'élève à 749 euros. Les locataires du parc privé y consacrent plus d'un tiers de leur revenu.

Un logement sur huit présente des problèmes d'humidité. Le précompte immobilier et l'indexation expliquent une
petite part de la hausse des loyers.
"""
VELO = """\
Compter les vélos

Les compteurs placés sur les grands axes enregistrent trois fois plus de cyclistes qu'il y a dix ans. La
moitié des trajets à vélo relient le domicile au travail, et la pluie n'en décourage qu'un sur cinq.
"""
VELO_ROW = """\
comptage-velos;Compter les vélos;Fietsers tellen;Bruxelles Mobilité;Bureau Roue;2024;12 000;étude;velo.txt
"""


def write_folder(folder: Path) -> Path:
    """Write four studies in three languages with their inventory."""
    folder.mkdir(parents=True)
    (folder / "inventaire.csv").write_text(INVENTORY, encoding="utf-8")
    (folder / "peage.txt").write_text(PEAGE, encoding="utf-8")
    (folder / "lucht.html").write_text(LUCHT, encoding="utf-8")
    write_docx(folder / "heat.docx", word_xml("".join(map(word_paragraph, HEAT))))
    (folder / "loyers.txt").write_text(LOYERS, encoding="utf-8")
    return folder


def write_texts(folder: Path) -> Path:
    """Write the two studies that are plain text, and quick to read, with their inventory."""
    folder.mkdir(parents=True)
    rows = [row for row in INVENTORY.splitlines() if "lucht.html" not in row and "heat.docx" not in row]
    (folder / "inventaire.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "peage.txt").write_text(PEAGE, encoding="utf-8")
    (folder / "loyers.txt").write_text(LOYERS, encoding="utf-8")
    return folder


def add_bicycles(folder: Path) -> None:
    """Add a fifth study to the folder and its inventory."""
    (folder / "velo.txt").write_text(VELO, encoding="utf-8")
    (folder / "inventaire.csv").write_text(INVENTORY + VELO_ROW, encoding="utf-8")


def change_tolls(folder: Path) -> None:
    """Give the study on tolls another text: it loses its households and gains lorries."""
    text = PEAGE.replace("ménage", "camion").replace("communes", "entrepôts")
    (folder / "peage.txt").write_text(text, encoding="utf-8")
