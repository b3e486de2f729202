"""Whole answers, as the OpenAPI document shows them. The study is invented."""

from typing import Any

STUDY: dict[str, Any] = {
    "id": "peage-urbain-menages",
    "titles": {"fr": "Péage urbain et budget des ménages", "nl": "Stadstol en huishoudbudget"},
    "administrations": [
        {
            "id": "bruxelles-mobilite",
            "names": {"fr": "Bruxelles Mobilité", "nl": "Brussel Mobiliteit", "en": "Brussels Mobility"},
        }
    ],
    "published": {"first": "2021-03-01", "last": "2021-03-31", "precision": "month", "text": "2021-03"},
    "cost": {"amount": "185000.00", "currency": "EUR", "vat": "excluded"},
    "languages": ["fr", "nl"],
    "files": [
        {
            "n": 1,
            "name": "peage-urbain_fr.pdf",
            "language": "fr",
            "url": "/api/v1/studies/peage-urbain-menages/files/1",
            "size": 184320,
        }
    ],
}

STUDY_DETAIL: dict[str, Any] = {
    **STUDY,
    "abstracts": {"fr": "Ce que coûterait un péage urbain aux ménages, selon leur revenu."},
    "contractor": "Bureau d'études Exemple",
    "document_type": "impact-assessment",
    "keywords": {"fr": ["péage urbain", "ménages"]},
    "files": [{**STUDY["files"][0], "state": "indexed", "reason": None, "pages": 42, "pages_with_text": 42}],
}

SEARCH: dict[str, Any] = {
    "query": {
        "text": "effet d'un péage urbain sur les ménages",
        "language": "fr",
        "mode": "hybrid",
        "filters": {
            "administration": ["bruxelles-mobilite"],
            "date_from": "2018-01-01",
            "date_to": "2022-06-30",
            "cost_min": "50000.00",
            "cost_max": None,
            "include_unknown_cost": False,
            "language": [],
            "document_type": [],
        },
    },
    "total": 1,
    "took_ms": 12.4,
    "results": [
        {
            "rank": 1,
            "score": 0.912345,
            "study": STUDY,
            "passages": [
                {
                    "text": "Un péage urbain coûterait aux ménages 4 % de leur revenu au plus.",
                    "highlights": [[3, 8], [9, 15], [30, 37]],
                    "number": 31,
                    "page": 12,
                    "page_end": 13,
                    "language": "fr",
                    "file": {
                        "n": 1,
                        "name": "peage-urbain_fr.pdf",
                        "url": "/api/v1/studies/peage-urbain-menages/files/1#page=12",
                    },
                    "score": 0.934211,
                }
            ],
        }
    ],
    "facets": {
        "administration": [{"value": "bruxelles-mobilite", "label": "Bruxelles Mobilité", "count": 1}],
        "year": [{"value": "2021", "label": "2021", "count": 1}],
        "cost": [],
        "language": [
            {"value": "fr", "label": "français", "count": 1},
            {"value": "nl", "label": "néerlandais", "count": 1},
        ],
        "document_type": [{"value": "impact-assessment", "label": "évaluation des incidences", "count": 1}],
    },
}

INTERPRETED: dict[str, Any] = {
    **SEARCH,
    "query": {
        **SEARCH["query"],
        "text": "études de la STIB sur le péage urbain depuis 2019",
        "filters": {
            **SEARCH["query"]["filters"],
            "administration": ["stib-mivb"],
            "date_from": "2019-01-01",
            "date_to": None,
            "cost_min": None,
        },
        "interpreted": {
            "question": "le péage urbain",
            "recognised": [
                {
                    "kind": "administration",
                    "text": "de la STIB",
                    "start": 7,
                    "end": 17,
                    "parameters": {"administration": ["stib-mivb"]},
                    "overruled": [],
                },
                {
                    "kind": "period",
                    "text": "depuis 2019",
                    "start": 38,
                    "end": 49,
                    "parameters": {"date_from": ["2019"]},
                    "overruled": [],
                },
            ],
        },
    },
    "total": 0,
    "results": [],
}
