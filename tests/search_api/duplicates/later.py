"""A second made-up library, written when the rules stood: what they had not been made for."""

from corpus.duplicates.candidates import Kind
from models.language import Language
from tests.search_api.duplicates.labelled import Case, as_pdf, both, other_figures, swapped

FR, NL, EN = Language.FR, Language.NL, Language.EN

CASES = [
    Case(
        "a1",
        {NL: "Sorteren van organisch afval in flatgebouwen"},
        "a.pdf",
        "16nl",
        administration="bruxelles-proprete",
        cost=305000,
        published="2018-01-15",
    ),
    Case(
        "a2",
        {FR: "Trier les déchets organiques en immeuble"},
        "b.pdf",
        "16fr",
        administration="bruxelles-proprete",
        cost=305000,
        published="2018-01-15",
    ),
    Case("b1", {NL: "De huurprijzen in Brussel"}, "c.pdf", "08nl", administration="bruxelles-logement"),
    Case(
        "b2",
        {FR: "Observatoire des loyers 2016"},
        "d.pdf",
        "08fr",
        administration="bruxelles-logement",
        published="2017",
    ),
    Case(
        "c1",
        {FR: "Dix-huit mois de LEZ"},
        "e.pdf",
        "05fr",
        administration="bruxelles-environnement",
        published="2019-11",
    ),
    Case(
        "c2",
        {NL: "Eerste balans van de lage-emissiezone"},
        "f.pdf",
        "05nl",
        administration="bruxelles-environnement",
        published="2020-02",
    ),
    Case(
        "d1", {NL: "Stadslandbouw in de Vijfhoek"}, "g.docx", "27nl", administration="bruxelles-environnement"
    ),
    Case("d2", {NL: "Landbouw in de stad: eindrapport"}, "g.pdf", "27nl", as_pdf, "bruxelles-environnement"),
    Case("e1", {EN: "Language skills of jobseekers"}, "h.pdf", "13en", administration="actiris"),
    Case("e2", {EN: "Jobseekers and languages (draft)"}, "i.pdf", "13en", swapped(0.2, 31), "actiris"),
    Case("f1", {EN: "Monitoring of drinking water 2010"}, "j.pdf", "19en", administration="vivaqua"),
    Case("f2", {EN: "Monitoring of drinking water, 2012 update"}, "k.pdf", "19en", other_figures, "vivaqua"),
    Case("g1", {NL: "Monitor kinderopvang, 3de editie"}, "l.pdf", "30nl", administration="vgc"),
    Case(
        "g2",
        {NL: "Monitor kinderopvang, 4de editie"},
        "m.pdf",
        "30nl",
        both(other_figures, swapped(0.4, 32)),
        "vgc",
    ),
    Case(
        "h1",
        {FR: "Les cahiers de l'Observatoire n° 12"},
        "n.pdf",
        "24fr",
        swapped(0.8, 33),
        "perspective-brussels",
    ),
    Case(
        "h2",
        {FR: "Les cahiers de l'Observatoire n° 13"},
        "o.pdf",
        "12fr",
        swapped(0.8, 34),
        "perspective-brussels",
    ),
    Case(
        "i1",
        {NL: "Geluidshinder van het spoor"},
        "p.txt",
        "07nl",
        administration="bruxelles-environnement",
        cost=70000,
        published="2016",
    ),
    Case(
        "i2",
        {FR: "Bruit des avions et sommeil"},
        "q.pdf",
        "06fr",
        administration="bruxelles-environnement",
        cost=70000,
        published="2016",
    ),
    Case(
        "j1",
        {NL: "Sluikstorten in de wijken"},
        "r.pdf",
        "17nl",
        administration="bruxelles-proprete",
        published="2018",
    ),
    Case(
        "k1",
        {FR: "Rénovation du logement social"},
        None,
        administration="bruxelles-logement",
        published="2023",
        cost=1200000,
    ),
    Case(
        "k2",
        {NL: "Renovatie van sociale woningen"},
        "s.pdf",
        "09nl",
        administration="bruxelles-logement",
        published="2023",
        cost=1200000,
    ),
    Case("l1", {FR: "Rapport d'activités 2019"}, "t.pdf", "26fr", administration="hub-brussels"),
    Case("l2", {NL: "Activiteitenverslag 2019"}, "u.pdf", "04nl", administration="hub-brussels"),
]

PAIRS = {
    frozenset(pair.split()): Kind(kind)
    for pair, kind in {
        "a1 a2": "language",
        "b1 b2": "language",
        "c1 c2": "language",
        "d1 d2": "same-text",
        "e1 e2": "near-duplicate",
        "f1 f2": "edition",
        "g1 g2": "edition",
        "k1 k2": "language",
    }.items()
}
