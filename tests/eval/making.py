"""Small runs, judgements and collections."""

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from eval.qrels import Qrels
from eval.run import DocumentId, Run, Scored, TopicId


def run_of(rankings: Mapping[str, Mapping[str, float]], tag: str = "made") -> Run:
    return Run(
        tag=tag,
        rankings={
            TopicId(topic): tuple(Scored(DocumentId(document), score) for document, score in scores.items())
            for topic, scores in rankings.items()
        },
    )


def qrels_of(grades: Mapping[str, Mapping[str, int]]) -> Qrels:
    return {
        TopicId(topic): {DocumentId(document): grade for document, grade in documents.items()}
        for topic, documents in grades.items()
    }


def write_objects(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")


PARALLEL = {
    "water": (
        "La qualité de l'eau potable des écoles a été mesurée dans toutes les communes de la Région.",
        "De kwaliteit van het drinkwater in de scholen werd gemeten in alle gemeenten van het Gewest.",
    ),
    "housing": (
        "Les loyers des logements sociaux augmentent plus vite que le revenu des ménages locataires.",
        "De huurprijzen van sociale woningen stijgen sneller dan het inkomen van de huurders.",
    ),
    "noise": (
        "Le bruit des avions trouble le sommeil des riverains de l'aéroport pendant la nuit.",
        "Het lawaai van de vliegtuigen verstoort de slaap van de omwonenden van de luchthaven.",
    ),
}
ASKED = {
    "water": ("eau potable des écoles", "drinkwater in de scholen"),
    "housing": ("loyers des logements sociaux", "huurprijzen van sociale woningen"),
    "noise": ("le bruit des avions", "het lawaai van de vliegtuigen"),
}


def parallel_collection(directory: Path) -> Path:
    """Three documents in French and Dutch, a question in each language for each."""
    for place, language in enumerate(("fr", "nl")):
        documents = ({"id": name, "title": "", "text": texts[place]} for name, texts in PARALLEL.items())
        write_objects(directory / f"corpus.{language}.jsonl.gz", documents)
        queries = ({"id": f"q-{name}", "text": texts[place]} for name, texts in ASKED.items())
        write_objects(directory / f"queries.{language}.jsonl", queries)
    judged = "".join(f"q-{name}\t{name}\t1\n" for name in PARALLEL)
    (directory / "qrels.tsv").write_text(f"query-id\tcorpus-id\tscore\n{judged}")
    return directory
