"""A folder of training data, small and made up."""

import gzip
import json
import lzma
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

SENTENCES = [
    (f"the {adjective} {noun} is number {number}", f"le {nom} {adjectif} a le numéro {number}",
     f"de {bijvoeglijk} {woord} heeft nummer {number}")
    for number, ((adjective, adjectif, bijvoeglijk), (noun, nom, woord)) in enumerate(
        (one, other)
        for one in (("big", "grand", "grote"), ("small", "petit", "kleine"), ("new", "nouveau", "nieuwe"),
                    ("old", "vieux", "oude"), ("green", "vert", "groene"))
        for other in (("tree", "arbre", "boom"), ("bus", "bus", "bus"), ("school", "école", "school"),
                      ("bridge", "pont", "brug"), ("garden", "jardin", "tuin"), ("tax", "impôt", "belasting"))
    )
]  # fmt: skip
"""English, French, Dutch."""


def write_parallel(data: Path, name: str, rows: Iterable[Sequence[str]]) -> None:
    path = data / "parallel" / name.partition(".")[0] / f"{name}.tsv.xz"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["en\tfr\tnl", *("\t".join(row) for row in rows)]
    path.write_bytes(lzma.compress("\n".join(lines).encode()))


def write_pairs(data: Path, name: str, rows: Iterable[Mapping[str, str]]) -> None:
    path = data / "pairs" / f"{name}.jsonl.xz"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress("\n".join(map(json.dumps, rows)).encode()))


def write_lines(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("\n".join(lines).encode()))


def write_data(data: Path) -> None:
    """Write sentences in three languages, questions with answers, and nothing to measure on."""
    write_parallel(data, "manuals", SENTENCES)
    write_parallel(data, "manuals.terms", [("tree", "arbre", "boom"), ("tax", "impôt", "")])
    for column, language in enumerate(("en", "fr", "nl")):
        asked = [{"query": " ".join(row[column].split()[1:3]), "text": row[column]} for row in SENTENCES]
        write_pairs(data, f"guides/headings.{language}", asked)


def write_teacher_files(
    directory: Path, tokenizer: Path, *, positions: int = 512, active: str = "gelu"
) -> None:
    """Write what tells a BERT, with weights that nothing can be read with."""
    directory.mkdir(exist_ok=True)
    config = {"model_type": "bert", "hidden_act": active, "max_position_embeddings": positions}
    (directory / "config.json").write_text(json.dumps(config))
    save_file({"embeddings": np.zeros((2, 2), dtype=np.float32)}, directory / "model.safetensors")
    shutil.copyfile(tokenizer, directory / "tokenizer.json")
