"""Questions whose answer stands in one known passage of the sample corpus."""

from typing import NamedTuple

import pytest

from corpus.study import StudyId
from index.search import CitedPassage
from search_api.requests import SearchParameters, search_request
from search_api.services import Services


class Golden(NamedTuple):
    """A question, and where its answer is: a page is ``None`` where the format has none."""

    question: str
    study: str
    file: str
    page: int | None
    phrase: str


FRENCH = [
    Golden("dépense annuelle d'un ménage motorisé selon le revenu, variante B du péage",
           "peage-urbain-menages", "peage-urbain-menages_fr.pdf", 4, "318 euros par an"),
    Golden("le péage est-il régressif pour les automobilistes pauvres",
           "peage-urbain-menages", "peage-urbain-menages_fr.pdf", 4, "le péage est régressif"),
    Golden("carbone suie Arts-Loi",
           "luchtkwaliteit-lez", "luchtkwaliteit-lez_fr.pdf", 3, "La baisse atteint 23 %"),
    Golden("quartiers sans espace vert à distance de marche, Cureghem et place Liedts",
           "acces-espaces-verts", "acces-espaces-verts_fr.pdf", 3, "Vingt-sept quartiers déficitaires"),
    Golden("Combien de déchets de cuisine les sacs orange ont-ils recueilli ?",
           "collecte-dechets-organiques", "collecte-dechets-organiques_fr.pdf", 3, "6 200 tonnes"),
    Golden("réveil par un avion selon le niveau de bruit dans la chambre",
           "bruit-avions-sommeil", "bruit-avions-sommeil_fr.pdf", 1, "six fois plus élevée"),
    Golden("travail au noir remplacé par les titres-services",
           "titres-services-emploi", "titres-services-emploi_fr.pdf", 2, "31 % seraient prestées au noir"),
    Golden("disponibilité des ascenseurs du métro",
           "accessibilite-stib", "accessibilite-stib_fr.pptx", 7, "Disponibilité moyenne des ascenseurs"),
    Golden("combien de jeunes NEET ne sont pas inscrits chez Actiris",
           "garantie-jeunes", "garantie-jeunes_fr.html", None, "46 % des NEET bruxellois"),
    Golden("annulation de nuitées par les touristes japonais et chinois",
           "hebergement-touristique", "hebergement-touristique_fr.docx", None, "groupes japonais et chinois"),
    Golden("droits d'enregistrement sur les ventes d'immeubles de bureaux en 2009",
           "trajectoire-budgetaire", "trajectoire-budgetaire_fr.txt", None, "ventes d'immeubles de bureaux"),
    Golden("tests de discrimination auprès des agences immobilières",
           "observatoire-loyers", "observatoire-loyers_fr.odt", None, "820 annonces d'agences immobilières"),
    # French questions on studies that are only in Dutch or English.
    Golden("Pourquoi les accidents de vélo manquent-ils dans les statistiques de la police ?",
           "fietsongevallen", "fietsongevallen_nl.pdf", 1, "belt zelden de politie"),
    Golden("pénurie de puéricultrices dans les crèches néerlandophones",
           "kinderopvang", "kinderopvang_nl.pdf", 1, "omdat ze geen begeleiders vinden"),
    Golden("le plomb dans l'eau des vieilles maisons",
           "lead-drinking-water", "lead-drinking-water_en.txt", None,
           "commonly connected to the main under the street by a lead pipe"),
    Golden("mal de dos et douleurs des aides-ménagères",
           "dienstencheques-gezondheid", "dienstencheques-gezondheid_nl.html", None, "rugpijn"),
]  # fmt: skip
DUTCH = [
    Golden("aandeel van de aanvragers die een plaats in de crèche krijgen bij voorrang voor werkende ouders",
           "kinderopvang", "kinderopvang_nl.pdf", 3, "wachtlijsten van 38 crèches"),
    Golden("fiets tramsporen hoek vallen",
           "fietsongevallen", "fietsongevallen_nl.pdf", 1, "hoek waaronder je het spoor"),
    Golden("Welk soort fietspad is het veiligst?", "fietsongevallen", "fietsongevallen_nl.pdf", 2,
           "Afgescheiden fietspad | 14 | 3"),
    Golden("wat kost een grondige renovatie per sociale woning volgens de gebouwfamilie",
           "renovatie-sociale-woningen", "renovatie-sociale-woningen_nl.pdf", 2,
           "3.1 Kosten per gebouwfamilie"),
    Golden("berekende en gemeten energiebesparing na renovatie",
           "renovatie-sociale-woningen", "renovatie-sociale-woningen_nl.pdf", 3,
           "Berekende en gemeten besparing"),
    Golden("kwetsbare huishoudens stadstol sociale correctie",
           "peage-urbain-menages", "peage-urbain-menages_nl.pdf", 2, "5% van het totaal"),
    Golden("Mag de belastingdienst op elk uur weten waar een automobilist zich bevindt?",
           "tarification-kilometrique", "tarification-kilometrique_nl.pdf", 5,
           "De privacy beschermen"),
    Golden("maatregelen tegen sluikstort getest met camera's",
           "sluikstorten-zwerfvuil", "sluikstorten-zwerfvuil_nl.pdf", 2, "Op 24 plekken"),
    Golden("bleekwater en ontkalker bij klanten", "dienstencheques-gezondheid",
           "dienstencheques-gezondheid_nl.html", None, "54 % van de bevraagden"),
    Golden("lood in de bodem van moestuinen", "stadslandbouw", "stadslandbouw_nl.docx", None,
           "In 86 moestuinen namen we stalen"),
    Golden("hoe vaak komen klanten te voet en hoeveel geven ze per maand uit",
           "parkeren-handelskernen", "parkeren-handelskernen_nl.docx", None, "Te voet | 21 | 8,6 | 181"),
    Golden("geluid van treinen langs lijn 28",
           "spoorlawaai-omwonenden", "spoorlawaai-omwonenden_nl.txt", None,
           "ernstig gehinderd"),
    Golden("overstap van beschutte werkplaats naar gewone werkgever", "handicap-arbeidsmarkt",
           "handicap-arbeidsmarkt_nl.odt", None, "stapten 19 mensen over"),
    # Dutch questions on studies that are only in French or English.
    Golden("overstroming van kelders bij een onweer in de vallei van de Molenbeek",
           "eaux-pluviales-inondations", "eaux-pluviales-inondations_fr.odt", None, "inond"),
    Golden("toegankelijkheid van de metro voor rolstoelgebruikers", "accessibilite-stib",
           "accessibilite-stib_fr.pptx", None, "fauteuil"),
    Golden("hotelovernachtingen na de aanslagen",
           "hebergement-touristique", "hebergement-touristique_fr.docx", None,
           "nuitées"),
    Golden("begrotingstekort na de financiële crisis van 2008", "trajectoire-budgetaire",
           "trajectoire-budgetaire_fr.txt", None, "La crise financière"),
]  # fmt: skip
ENGLISH = [
    Golden("How many homes are lost to nightly lets around the Grand-Place?",
           "short-term-rentals", "short-term-rentals_en.pdf", 2, "5.9 per cent of private rented dwellings"),
    Golden("cap on nights for short-term lets",
           "short-term-rentals", "short-term-rentals_en.pdf", 3, "Cap of 90 nights"),
    Golden("Do language vouchers help people find work?", "language-skills-jobseekers",
           "language-skills-jobseekers_en.pdf", 4, "51% of those who finished their course were in work"),
    Golden("jobseekers who reach B1 in Dutch",
           "language-skills-jobseekers", "language-skills-jobseekers_en.pdf", 4,
           "Dutch | 17 | 11 | 9 | 3"),
    Golden("lead level first thing in the morning and after running the tap",
           "lead-drinking-water", "lead-drinking-water_en.txt", None,
           "21.3 micrograms first thing in the morning"),
    Golden("which Brussels parks cool the streets around them", "urban-heat-green-space",
           "urban-heat-green-space_en.html", None, "Josaphat Park cools the streets"),
    Golden("online forms that ask for data the administration already has", "accessible-digital-services",
           "accessible-digital-services_en.docx", None, "authentic source"),
    Golden("children and pregnant women exposed to lead",
           "lead-drinking-water", "lead-drinking-water_en.txt", None,
           "a child under six or a pregnant woman"),
    Golden("felt temperature under a plane tree",
           "urban-heat-green-space", "urban-heat-green-space_en.html", None,
           "The felt temperature"),
    # English questions on studies that are only in French or Dutch.
    Golden("share of household income that low-income drivers would pay for the toll",
           "peage-urbain-menages", "peage-urbain-menages_fr.pdf", 4, "quintile"),
    Golden("urban agriculture and community vegetable gardens",
           "stadslandbouw", "stadslandbouw_nl.docx", None,
           "moestuinen"),
    Golden("aircraft noise and sleep at night",
           "bruit-avions-sommeil", "bruit-avions-sommeil_fr.pdf", 1, "sommeil"),
    Golden("bicycle accidents and tram tracks", "fietsongevallen", "fietsongevallen_nl.pdf", 1, "spoor"),
    Golden("shortage of staff in childcare", "kinderopvang", "kinderopvang_nl.pdf", 1, "personeelstekort"),
]  # fmt: skip


def plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def answers(cited: CitedPassage, golden: Golden) -> bool:
    pages = cited.passage.pages
    on_page = golden.page is None or (pages is not None and pages.first <= golden.page <= pages.last)
    return on_page and golden.phrase in plain(cited.passage.text)


@pytest.mark.parametrize("golden", [*FRENCH, *DUTCH, *ENGLISH], ids=lambda golden: golden.question)
def test_the_study_is_among_the_first_three_with_the_passage_that_answers(
    sample: Services, golden: Golden
) -> None:
    request = search_request(SearchParameters(q=golden.question, limit=3), sample)
    studies = {found.study: found.passages for found in sample.live.search(request).studies}
    assert golden.study in studies
    stored = sample.catalogue.study(StudyId(golden.study))
    names = {file.sha256: file.name for file in stored.files}
    cited = [one for one in studies[StudyId(golden.study)] if names[one.passage.file] == golden.file]
    assert any(answers(one, golden) for one in cited), [
        (names[one.passage.file], one.passage.pages, one.passage.text[:200])
        for one in studies[StudyId(golden.study)]
    ]
