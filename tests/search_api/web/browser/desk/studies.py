"""The few studies of the library that the journeys begin with."""

from pathlib import Path

from tests.end_to_end.folders import write_folder
from tests.ingest.builders import column, write_pdf

TRAM = "tram-nacht"
LETTER = "lettre-riverains"
MAIL = "jeanne.dupont@riverains.example"
PHONE = "0470 12 34 56"
TRAM_LINES = (
    "Nachttrams in Brussel",
    "Deze studie onderzoekt of de trams ook na middernacht zouden kunnen rijden op de drukste lijnen.",
    "Een derde van de ondervraagde reizigers zou minstens eenmaal per week een nachttram nemen.",
    "De kosten van het onderhoud stijgen, omdat de sporen dan alleen in het weekend vrij zijn.",
)
LETTER_LINES = (
    "Les plaintes des riverains du ring",
    "Cette étude rassemble les plaintes des riverains du ring au sujet du bruit et de la poussière.",
    f"Une plainte fut déposée au moyen de l'adresse {MAIL}, puis confirmée au {PHONE}.",
    "La plupart des plaintes concernent les heures de la nuit et les jours de vent d'ouest.",
)
ROWS = f"""\
{TRAM};;Nachttrams in Brussel;Brussel Mobiliteit;Bureau Spoor;2022-05-04;64 000,00;étude;nachttrams.pdf
{LETTER};Les plaintes des riverains;;Bruxelles Environnement;Bureau Oreille;2020;21 000,00;étude;plaintes.pdf
"""


def write_studies(folder: Path) -> Path:
    """Write six studies with their inventory; one has personal data in it and comes in as in review."""
    write_folder(folder)
    with (folder / "inventaire.csv").open("a", encoding="utf-8") as inventory:
        inventory.write(ROWS)
    write_pdf(folder / "nachttrams.pdf", [column(60, 760, TRAM_LINES), column(60, 760, TRAM_LINES[1:])])
    write_pdf(folder / "plaintes.pdf", [column(60, 760, LETTER_LINES)])
    return folder
