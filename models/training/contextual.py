"""Train the contextual encoder: which texts its student reads, and how.

Two stages, the first on sentences and terms (distillation from the teacher, and contrast where there is no
English version), the second on questions with the passages that answer them, with a part of the first so
that it is not forgotten.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import BertModel

from models.training.batches import Batch, Lesson, Share, of_sources, plan
from models.training.export import export_contextual
from models.training.initial import first_table
from models.training.prepare import open_prepared
from models.training.prepared import Kind, Prepared
from models.training.student import Rates, Targets, teach, train
from models.training.vocabulary import Tokens, pieces_of
from models.word_pieces import WordPieces

_SMALL = (
    "belgif_vocab", "eforms", "eforms_codelists", "mozilla_legal", "mozilla_www", "paperless", "sdg", "udhr",
)  # fmt: skip
_BALANCED_ON = 200
"""Texts that tell which channels are great."""
_BEGINNING = 600
"""Characters of such a text."""
_SENTENCES, _TERMS, _QUESTIONS = (Kind.SENTENCES,), (Kind.TERMS,), (Kind.QUESTIONS,)


def _distil(count: int, *names: str, kinds: Sequence[Kind], languages: str, english: bool = False) -> Share:
    told = of_sources(*names, kinds=kinds, languages=languages)
    return Share(lesson=Lesson.DISTIL, of=told, count=count, english=english)


def _contrast(
    count: int, *names: str, kinds: Sequence[Kind] = _SENTENCES, languages: str = "", together: int = 1
) -> Share:
    told = of_sources(*names, kinds=kinds, languages=languages)
    return Share(lesson=Lesson.CONTRAST, of=told, count=count, together=together)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the training."""

    name: str
    shares: Sequence[Share]
    rates: Rates
    longest: int
    """Pieces read of a text, with the special ones."""
    pieces: int
    """Of a batch."""


SENTENCES = Stage(
    name="sentences",
    shares=(
        _distil(155_000, "tatoeba_fra_eng", kinds=_SENTENCES, languages="fr-en"),
        _distil(19_000, "stsb_sick_train", kinds=_SENTENCES, languages="fr-en"),
        _distil(28_000, "stsb_sick_train", kinds=_SENTENCES, languages="nl-en"),
        _distil(35_000, "justice_canada", kinds=_SENTENCES, languages="fr-en"),
        _distil(12_000, "justice_canada", kinds=_TERMS, languages="fr-en"),
        _distil(45_000, "ms_d365", "ms_m365", kinds=_SENTENCES, languages="fr-en"),
        _distil(115_000, "ms_d365", "ms_m365", kinds=_SENTENCES, languages="nl-en"),
        _distil(10_000, "ms_d365", "ms_m365", kinds=_TERMS, languages="fr-en"),
        _distil(24_000, "ms_d365", "ms_m365", kinds=_TERMS, languages="nl-en"),
        _distil(28_000, *_SMALL, kinds=(*_SENTENCES, *_TERMS), languages="fr-en"),
        _distil(28_000, *_SMALL, kinds=(*_SENTENCES, *_TERMS), languages="nl-en"),
        _distil(8_000, "glossary", kinds=_TERMS, languages="fr-en"),
        _distil(8_000, "glossary", kinds=_TERMS, languages="nl-en"),
        _distil(25_000, kinds=(*_SENTENCES, *_TERMS), languages="fr-en", english=True),
        _contrast(34_000, "be_parliament", languages="fr-nl"),
        _contrast(22_000, "be_laws", "belgif_vocab", "stsb_sick_train", "bbsard_train_questions"),
    ),
    rates=Rates(body=8e-5, pieces=2e-3),
    longest=64,
    pieces=5_000,
)
QUESTIONS = Stage(
    name="questions",
    shares=(
        _contrast(12_000, "ms_docs", kinds=_QUESTIONS, languages="nl-nl", together=4),
        _contrast(8_000, "ms_docs", kinds=_QUESTIONS, languages="fr-fr", together=4),
        _contrast(4_000, "ms_docs", kinds=_QUESTIONS, languages="en-en", together=4),
        _contrast(7_000, "justice_canada", kinds=_QUESTIONS, languages="fr-fr", together=4),
        _contrast(4_000, "justice_canada", kinds=_QUESTIONS, languages="en-en", together=4),
        _contrast(13_000, "be_parliament", kinds=_QUESTIONS),
        _contrast(1_200, "fr_admin_faq", kinds=_QUESTIONS),
        _contrast(3_000, "long_passages", kinds=(Kind.DOCUMENTS,)),
        _distil(20_000, "tatoeba_fra_eng", "stsb_sick_train", kinds=_SENTENCES, languages="fr-en"),
        _distil(
            30_000, "ms_d365", "ms_m365", "stsb_sick_train", *_SMALL, kinds=_SENTENCES, languages="nl-en"
        ),
        _contrast(20_000, "be_parliament", "be_laws", "belgif_vocab", languages="fr-nl"),
    ),
    rates=Rates(body=4e-5, pieces=5e-4),
    longest=128,
    pieces=8_000,
)


def train_contextual(
    work: Path,
    teacher: Path,
    *,
    seed: int,
    report: Callable[[str], None],
    stages: Sequence[Stage] = (SENTENCES, QUESTIONS),
) -> Path:
    """Train the student of ``teacher`` on the texts under ``work``, going on where it was stopped.

    Returns the directory with its weights; the tokenizer and the pieces must be there.
    """
    torch.manual_seed(seed)
    prepared, tokens = open_prepared(work), Tokens(work / "tokens")
    bert = _student(work, prepared, tokens, teacher, seed)
    report("student ready")
    for stage in stages:
        batches = plan(prepared, tokens, stage.shares, pieces=stage.pieces, longest=stage.longest, seed=seed)
        targets = _targets(work / f"{stage.name}.targets.npz", prepared, teacher, batches, stage.longest)
        report(f"{stage.name}: {len(batches)} batches")
        train(
            bert, batches, tokens, targets,
            rates=stage.rates, longest=stage.longest, checkpoint=work / f"{stage.name}.pt", report=report,
        )  # fmt: skip
    directory = work / "student"
    bert.save_pretrained(directory, safe_serialization=True)
    return directory


def load_teacher(directory: Path) -> BertModel:
    """Return a transformer that shall be read or copied, without drop-out: distillation needs none."""
    return BertModel.from_pretrained(
        directory, add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )


def _student(work: Path, prepared: Prepared, tokens: Tokens, teacher: Path, seed: int) -> BertModel:
    """Return the teacher with a table of its own for the pieces of three languages."""
    bert = load_teacher(teacher)
    first = work / "first_table.npy"
    if not first.is_file():
        old = bert.embeddings.word_embeddings.weight.detach().numpy()
        read = WordPieces(teacher / "tokenizer.json")
        np.save(
            first, first_table(prepared, tokens, pieces_of(work / "tokenizer.json"), read, old, seed=seed)
        )
    table = torch.from_numpy(np.load(first))
    bert.embeddings.word_embeddings = nn.Embedding.from_pretrained(table, freeze=False)
    bert.config.vocab_size = len(table)
    return bert


def _targets(
    cache: Path, prepared: Prepared, teacher: Path, batches: Sequence[Batch], longest: int
) -> Targets:
    """Return the teacher's vectors of all English versions, computed once."""
    asked = [batch.pairs[:, 1] for batch in batches if batch.lesson is Lesson.DISTIL]
    numbers = np.unique(np.concatenate(asked)) if asked else np.empty(0, np.int32)
    if not cache.is_file():
        texts = [prepared.text(number) for number in numbers]
        vectors = teach(load_teacher(teacher), WordPieces(teacher / "tokenizer.json"), texts, longest)
        np.savez(cache, vectors=vectors)
    return Targets(numbers, np.load(cache)["vectors"])


def export(
    work: Path, directory: Path, *, static: Path | None, share: float, longest: int, seed: int
) -> None:
    """Write the trained student under ``work`` as an encoder; see ``export_contextual``."""
    prepared = open_prepared(work)
    drawn = np.random.default_rng(seed).choice(len(prepared), _BALANCED_ON, replace=False)
    export_contextual(
        load_teacher(work / "student"),
        directory,
        tokenizer=work / "tokenizer.json",
        static=static,
        share=share,
        longest=longest,
        sample=[prepared.text(int(number))[:_BEGINNING] for number in drawn],
    )
