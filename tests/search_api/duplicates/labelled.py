"""A made-up library whose pairs are labelled: what each two studies are to each other, near misses included.

The texts are those of the sample corpus, changed as formats, drafts and yearly reports change them.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path

from corpus.duplicates.candidates import Kind
from corpus.study import AdministrationId, Cost, FileState, PublicationDate, Sha256, Study, StudyFile, StudyId
from ingest.passage import Extraction, Passage, PassageId
from models.encoder import Encoder
from models.language import Language
from search_api.duplicates.records import Record
from search_api.duplicates.signatures import signature_of

SOURCES = Path(__file__).parents[3] / "corpus/sample/sources"
FR, NL, EN = Language.FR, Language.NL, Language.EN

Change = Callable[[list[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """A study of the made-up library."""

    id: str
    titles: dict[Language, str]
    file: str | None = None
    """Its name; its suffix is its format."""
    source: str = ""
    """Number and language of a text of the sample corpus, such as ``01fr``."""
    change: Change = lambda sentences: sentences
    administration: str | None = "bruxelles-mobilite"
    cost: int | None = None
    published: str | None = None


def swapped(share: float, seed: int) -> Change:
    """Replace a share of the sentences by sentences of other studies, as a new version or year does."""

    def change(sentences: list[str]) -> list[str]:
        drawn = random.Random(seed)
        others = [one for source in ("12fr", "18fr", "24fr", "26fr") for one in text(source)]
        return [drawn.choice(others) if drawn.random() < share else one for one in sentences]

    return change


def as_pdf(sentences: list[str]) -> list[str]:
    """Put in what a page has: a running head, a number, a word cut at the end of a line."""
    headed = []
    for number, sentence in enumerate(sentences):
        headed += [f"Rapport final {number // 12}"] if number % 12 == 11 else []
        headed.append(
            re.sub(r"(\w{5})(\w{5})\b", r"\1- \2", sentence, count=1) if number % 9 == 0 else sentence
        )
    return headed


def other_figures(sentences: list[str]) -> list[str]:
    """Change every number, as the same report of the next year does."""
    return [re.sub(r"\d", lambda digit: str((int(digit[0]) * 7 + 3) % 10), one) for one in sentences]


def both(one: Change, other: Change) -> Change:
    """Make one change and then another one."""
    return lambda sentences: other(one(sentences))


def first(count: int) -> Change:
    """Keep the beginning, as a summary does."""
    return lambda sentences: sentences[:count]


@cache
def text(source: str) -> list[str]:
    """Return the sentences of a text of the sample corpus."""
    number, language = source[:2], source[2:]
    (path,) = SOURCES.glob(f"{number}-*/{language}.md")
    plain = re.sub(r"[#*|>_`]|\[[^\]]*\]\([^)]*\)", " ", path.read_text(encoding="utf-8"))
    return [one for one in re.split(r"(?<=[.!?])\s+", " ".join(plain.split())) if one]


BAROMETER = swapped(0.7, 17)
ENVIRONMENT, HOUSING, ECONOMY = "bruxelles-environnement", "bruxelles-logement", "bruxelles-economie-emploi"

CASES = [
    # The same file twice, under other names and titles.
    Case("peage", {FR: "Péage urbain et ménages"}, "peage.pdf", "01fr", published="2020-03", cost=185000),
    Case("peage-bis", {FR: "Ce que coûterait un péage"}, "rapport_final.pdf", "01fr"),
    Case("annexe", {FR: "Mobilité et revenus : annexes"}, "copie.pdf", "01fr", administration=None),
    Case("loyers", {FR: "Observatoire des loyers"}, "loyers.pdf", "08fr", administration=HOUSING),
    Case("loyers-2", {FR: "Loyers à Bruxelles"}, "loyers (1).pdf", "08fr", administration=HOUSING),
    # The same text in another format.
    Case("dechets", {FR: "Collecte des déchets organiques"}, "dechets.docx", "16fr", published="2018-01"),
    Case("biodechets", {FR: "Les biodéchets des ménages"}, "dechets.pdf", "16fr", as_pdf),
    Case("bruit", {FR: "Bruit des avions"}, "bruit.odt", "06fr", administration=ENVIRONMENT),
    Case("sommeil", {FR: "Le sommeil sous les avions"}, "bruit.pdf", "06fr", as_pdf, ENVIRONMENT),
    Case("jeunes", {FR: "La garantie jeunes"}, "jeunes.html", "12fr", administration="actiris"),
    Case("jeunes-pdf", {FR: "Évaluation de la garantie"}, "jeunes.pdf", "12fr", as_pdf, "actiris"),
    # A draft and its final version.
    Case("stationnement", {FR: "Stationnement des riverains"}, "v3.pdf", "03fr"),
    Case("riverains", {FR: "Riverains et stationnement payant"}, "final.pdf", "03fr", swapped(0.08, 1)),
    Case("eaux", {FR: "Eaux pluviales et inondations"}, "a.docx", "18fr", administration="vivaqua"),
    Case("inondations", {FR: "Gérer la pluie à la parcelle"}, "b.docx", "18fr", swapped(0.12, 2), "vivaqua"),
    Case("tourisme", {FR: "L'hébergement touristique"}, "t1.pdf", "20fr", administration="hub-brussels"),
    Case("hotels", {FR: "Hôtels après les attentats"}, "t2.pdf", "20fr", swapped(0.1, 3), "hub-brussels"),
    # Editions of one work.
    Case("barometre-19", {FR: "Baromètre du vélo 2019"}, "b19.pdf", "29fr", BAROMETER, published="2020-01"),
    Case(
        "barometre-21",
        {FR: "Baromètre vélo, édition 2021"},
        "b21.pdf",
        "29fr",
        both(BAROMETER, swapped(0.6, 4)),
    ),
    Case("barometre-22", {FR: "Baromètre du vélo 2022"}, "b22.pdf", "29fr", both(BAROMETER, swapped(0.7, 5))),
    Case("guide", {FR: "Guide des achats publics durables"}, "g.pdf", "05fr", published="2016"),
    Case("guide-2", {FR: "Guide des achats publics durables, 2e édition"}, "g2.pdf", "05fr", swapped(0.3, 6)),
    Case("handleiding", {NL: "Handleiding voor toegankelijke websites"}, "h.pdf", "23nl", published="2015"),
    Case(
        "handleiding-2",
        {NL: "Handleiding voor toegankelijke websites (herziene uitgave)"},
        "h2.pdf",
        "23nl",
        swapped(0.5, 7),
        published="2019",
    ),
    Case(
        "plan-15",
        {FR: "Enquête sur les habitudes de déplacement"},
        "p15.pdf",
        "20fr",
        swapped(0.8, 18),
        published="2015",
    ),
    Case(
        "plan-21",
        {FR: "Enquête sur les habitudes de déplacement"},
        "p21.pdf",
        "29fr",
        swapped(0.8, 19),
        published="2021",
    ),
    # Yearly reports of one series: a form with other figures, and half of the words the same.
    Case(
        "marche-18", {FR: "Rapport annuel du marché locatif 2018"}, "m18.pdf", "24fr", administration=HOUSING
    ),
    Case(
        "marche-19",
        {FR: "Rapport annuel du marché locatif 2019"},
        "m19.pdf",
        "24fr",
        other_figures,
        HOUSING,
    ),
    Case(
        "marche-20",
        {FR: "Rapport annuel du marché locatif 2020"},
        "m20.pdf",
        "24fr",
        swapped(0.45, 8),
        HOUSING,
    ),
    Case("markt-20", {NL: "Jaarverslag van de huurmarkt 2020"}, "h20.pdf", "30nl", administration=HOUSING),
    Case("markt-18", {NL: "Jaarverslag van de huurmarkt 2018"}, "h18.pdf", "28nl", administration=HOUSING),
    # One work in two languages.
    Case(
        "tarif",
        {FR: "Tarification kilométrique des voitures"},
        "tf.pdf",
        "02fr",
        administration="bruxelles-fiscalite",
        cost=420000,
        published="2021",
    ),
    Case(
        "heffing",
        {NL: "Kilometerheffing voor auto's"},
        "tn.pdf",
        "02nl",
        administration="bruxelles-fiscalite",
        cost=420000,
        published="2021",
    ),
    Case(
        "genre",
        {FR: "Guide du budget sensible au genre"},
        "gf.docx",
        "22fr",
        swapped(0.02, 9),
        "equal-brussels",
        33600,
        "2020",
    ),
    Case(
        "gender",
        {NL: "Handleiding genderbudgettering"},
        "gn.docx",
        "22nl",
        administration="equal-brussels",
        cost=33600,
        published="2020",
    ),
    Case(
        "emploi",
        {FR: "Évaluation des titres-services"},
        "ef.pdf",
        "10fr",
        administration=ECONOMY,
        published="2019-05",
    ),
    Case(
        "cheques",
        {NL: "Evaluatie van de dienstencheques"},
        "en.pdf",
        "10nl",
        administration=ECONOMY,
        published="2020-01",
    ),
    Case(
        "numerique", {FR: "Baromètre de l'inclusion numérique"}, "nf.html", "14fr", administration="paradigm"
    ),
    Case("digitaal", {NL: "Barometer digitale inclusie"}, "nn.html", "14nl", administration="paradigm"),
    Case(
        "sans-texte",
        {FR: "Qualité de l'air près des écoles"},
        administration=ENVIRONMENT,
        cost=25000,
        published="2014",
    ),
    Case(
        "zonder-tekst",
        {NL: "Luchtkwaliteit bij de scholen"},
        administration=ENVIRONMENT,
        cost=25000,
        published="2014",
    ),
    # A record made twice, once without a file.
    Case(
        "crues",
        {FR: "Étude des crues de la Woluwe"},
        "crues.pdf",
        "18fr",
        swapped(0.9, 10),
        ENVIRONMENT,
        50000,
        "2012",
    ),
    Case("crues-2012", {FR: "Etude des crues de la Woluwe"}, administration=ENVIRONMENT, published="2012"),
    # Near misses: alike in form, subject, price or date, but different works.
    Case(
        "diag-ixelles",
        {FR: "Diagnostic local de sécurité : Ixelles"},
        "di.pdf",
        "24fr",
        swapped(0.75, 11),
        published="2018",
    ),
    Case(
        "diag-etterbeek",
        {FR: "Diagnostic local de sécurité : Etterbeek"},
        "de.pdf",
        "26fr",
        swapped(0.75, 12),
        published="2018",
    ),
    Case(
        "phase-1",
        {FR: "Étude de faisabilité du tram, phase 1"},
        "f1.pdf",
        "29fr",
        swapped(0.8, 13),
        cost=30000,
        published="2016",
    ),
    Case(
        "phase-2",
        {FR: "Étude de faisabilité du tram, phase 2"},
        "f2.pdf",
        "03fr",
        swapped(0.8, 14),
        cost=30000,
        published="2016",
    ),
    Case("rapport-env", {FR: "Rapport annuel 2017"}, "re.pdf", "06fr", swapped(0.85, 15), ENVIRONMENT),
    Case("rapport-eco", {FR: "Rapport annuel 2018"}, "rc.pdf", "12fr", swapped(0.85, 16), ECONOMY),
    Case(
        "verts",
        {FR: "L'accès aux espaces verts"},
        "v.pdf",
        "26fr",
        administration=ENVIRONMENT,
        cost=60000,
        published="2023",
    ),
    Case(
        "heat",
        {EN: "Heat islands, parks and street trees"},
        "h.html",
        "25en",
        administration=ENVIRONMENT,
        cost=60000,
        published="2023",
    ),
    Case("parkeren", {NL: "Parkeren in handelskernen"}, "pn.docx", "04nl", cost=48750, published="2022"),
    Case("parking", {FR: "Le stationnement des clients"}, "pf.docx", "29fr", cost=48750, published="2022"),
    Case(
        "sante",
        {NL: "Gezondheid van huishoudhulpen"},
        "s.docx",
        "11nl",
        administration=ECONOMY,
        published="2019-05",
    ),
    Case("resume", {FR: "Le péage urbain en quatre pages"}, "resume.pdf", "01fr", first(14)),
    Case("loyers-court", {FR: "Synthèse sur les loyers"}, "synthese.pdf", "08fr", first(10), HOUSING),
]

PAIRS: dict[frozenset[str], Kind] = {
    frozenset(pair.split()): kind
    for kind, pairs in {
        Kind.SAME_BYTES: ["peage peage-bis", "peage annexe", "peage-bis annexe", "loyers loyers-2"],
        Kind.SAME_TEXT: ["dechets biodechets", "bruit sommeil", "jeunes jeunes-pdf"],
        Kind.NEAR_DUPLICATE: ["stationnement riverains", "eaux inondations", "tourisme hotels"],
        Kind.EDITION: [
            "barometre-19 barometre-21",
            "barometre-21 barometre-22",
            "guide guide-2",
            "handleiding handleiding-2",
            "plan-15 plan-21",
            "marche-18 marche-19",
            "marche-19 marche-20",
            "markt-18 markt-20",
        ],
        Kind.LANGUAGE: [
            "tarif heffing",
            "genre gender",
            "emploi cheques",
            "numerique digitaal",
            "sans-texte zonder-tekst",
        ],
        Kind.SAME_TITLE: ["crues crues-2012"],
    }.items()
    for pair in pairs
}

NEAR_MISSES = [
    frozenset(pair.split())
    for pair in [
        "marche-18 marche-20",
        "barometre-19 barometre-22",
        "marche-18 markt-20",
        "marche-20 markt-18",
        "marche-18 markt-18",
        "marche-20 markt-20",
        "diag-ixelles diag-etterbeek",
        "phase-1 phase-2",
        "rapport-env rapport-eco",
        "verts heat",
        "parkeren parking",
        "parkeren stationnement",
        "sante emploi",
        "sante cheques",
        "peage resume",
        "peage-bis resume",
        "loyers loyers-court",
        "loyers-2 loyers-court",
        "guide genre",
        "guide gender",
        "guide-2 genre",
        "barometre-19 tarif",
        "barometre-21 heffing",
        "barometre-19 numerique",
        "crues inondations",
        "crues eaux",
        "tarif peage",
        "heffing peage",
        "handleiding gender",
        "verts diag-etterbeek",
        "plan-15 verts",
        "plan-21 parking",
        "jeunes rapport-eco",
        "bruit rapport-env",
        "loyers marche-18",
        "loyers-2 marche-19",
        "numerique barometre-22",
        "sans-texte heat",
        "zonder-tekst verts",
        "eaux crues-2012",
    ]
]


def library(encoder: Encoder, cases: Sequence[Case] = CASES) -> Sequence[Record]:
    """Return the studies of a made-up library, ready to be compared."""
    return [_record(case, encoder) for case in cases]


def _record(case: Case, encoder: Encoder) -> Record:
    study = Study(
        id=StudyId(case.id),
        titles=case.titles,
        administrations=(AdministrationId(case.administration),) if case.administration else (),
        cost=None if case.cost is None else Cost(Decimal(case.cost)),
        published=None if case.published is None else PublicationDate.parse_iso(case.published),
    )
    if case.file is None:
        return Record(study, [])
    content = case.change(text(case.source))
    language = Language(case.source[2:])
    digest = Sha256(sha256("\n".join(content).encode()).hexdigest())
    file = StudyFile(sha256=digest, name=case.file, size=1, language=language)
    extraction = Extraction(
        file=digest, state=FileState.INDEXED, passages=_passages(content, digest, language), language=language
    )
    whole = Study(
        id=study.id,
        titles=study.titles,
        administrations=study.administrations,
        cost=study.cost,
        published=study.published,
        files=(file,),
    )
    return Record(whole, [(file, signature_of(extraction, encoder))])


def _passages(sentences: Sequence[str], file: Sha256, language: Language) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            id=PassageId(f"{file[:16]}-{number}"),
            file=file,
            number=number,
            text=" ".join(sentences[start : start + 8]),
            language=language,
            pages=None,
        )
        for number, start in enumerate(range(0, len(sentences), 8))
    )
