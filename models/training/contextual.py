"""Train the contextual encoder's student, and write the encoder.

Everything under the work directory that takes long to make is kept, for the next run of the same training.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import BertModel

from models.training.batches import Batch, Lesson, plan
from models.training.checkpoint import Checkpoint
from models.training.export import export_contextual
from models.training.initial import first_table
from models.training.keeping import Report, contents, identity, kept
from models.training.prepare import open_prepared
from models.training.prepared import Prepared
from models.training.recipe import STAGES, Stage
from models.training.student import Targets, teach, train
from models.training.teacher import files, read_pieces
from models.training.vocabulary import Tokens, pieces_of

_BALANCED_ON = 200
"""Texts that tell which channels are great."""
_BEGINNING = 600
"""Characters of such a text."""


def train_contextual(
    work: Path,
    teacher: Path,
    *,
    seed: int,
    report: Report,
    stages: Sequence[Stage] = STAGES,
) -> Path:
    """Train the student of ``teacher`` on the texts under ``work``, going on where it was stopped.

    What another training kept there (of other texts, pieces, teacher, seed or settings) is made anew.

    Returns the directory with its weights; the tokenizer and the pieces must be there.
    """
    torch.manual_seed(seed)
    training = _opened(work, teacher, seed, report)
    tokens, made_of = training.tokens, training.made_of
    bert = training.student()
    report("student ready")
    for stage in stages:
        batches = plan(
            training.prepared, tokens, stage.shares, pieces=stage.pieces, longest=stage.longest, seed=seed
        )
        targets = training.targets(stage, batches)
        report(f"{stage.name}: {len(batches)} batches")
        made_of = identity(made_of, stage.rates, stage.longest, *_told(batches))
        train(
            bert, batches, tokens, targets, rates=stage.rates, longest=stage.longest,
            checkpoint=Checkpoint(work / f"{stage.name}.pt", made_of), report=report,
        )  # fmt: skip
    directory = work / "student"
    bert.save_pretrained(directory, safe_serialization=True)
    return directory


def load_teacher(directory: Path) -> BertModel:
    """Return a transformer that shall be read or copied, without drop-out: distillation needs none."""
    return BertModel.from_pretrained(
        directory, add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Training:
    """What all stages of a training share."""

    work: Path
    teacher: Path
    seed: int
    report: Report
    prepared: Prepared
    tokens: Tokens
    taught: str
    """Identity of the texts and of the teacher."""
    made_of: str
    """Identity of all that a student starts from."""

    def student(self) -> BertModel:
        """Return the teacher with a table of its own for the pieces of three languages."""
        bert = load_teacher(self.teacher)

        def make() -> NDArray[np.float32]:
            old = bert.embeddings.word_embeddings.weight.detach().numpy()
            pieces = pieces_of(self.work / "tokenizer.json")
            return first_table(
                self.prepared, self.tokens, pieces, read_pieces(self.teacher), old, seed=self.seed
            )

        table = torch.from_numpy(kept(self.work / "first_table.npz", self.made_of, make, self.report))
        bert.embeddings.word_embeddings = nn.Embedding.from_pretrained(table, freeze=False)
        bert.config.vocab_size = len(table)
        return bert

    def targets(self, stage: Stage, batches: Sequence[Batch]) -> Targets:
        """Return the teacher's vectors of all English versions, computed once."""
        asked = [batch.pairs[:, 1] for batch in batches if batch.lesson is Lesson.DISTIL]
        numbers = np.unique(np.concatenate(asked)) if asked else np.empty(0, np.int32)

        def make() -> NDArray[np.float16]:
            texts = [self.prepared.text(number) for number in numbers]
            return teach(load_teacher(self.teacher), read_pieces(self.teacher), texts, stage.longest)

        made_of = identity(self.taught, stage.longest, numbers.tobytes())
        return Targets(numbers, kept(self.work / f"{stage.name}.targets.npz", made_of, make, self.report))


def _opened(work: Path, teacher: Path, seed: int, report: Report) -> _Training:
    prepared, tokens = open_prepared(work), Tokens(work / "tokens")
    taught = contents([*prepared.directory.iterdir(), *files(teacher)])
    read = contents([work / "tokenizer.json", *(work / "tokens").iterdir()])
    return _Training(
        work=work, teacher=teacher, seed=seed, report=report, prepared=prepared, tokens=tokens,
        taught=taught, made_of=identity(taught, read, seed),
    )  # fmt: skip


def _told(batches: Sequence[Batch]) -> Iterator[object]:
    """Yield what tells a plan from others."""
    for batch in batches:
        yield batch.lesson
        yield batch.pairs.tobytes()


def export(
    work: Path, directory: Path, *, static: Path | None, share: float, longest: int, seed: int
) -> None:
    """Write the trained student under ``work`` as an encoder; see ``export_contextual``."""
    prepared = open_prepared(work)
    drawn = np.random.default_rng(seed).choice(len(prepared), min(_BALANCED_ON, len(prepared)), replace=False)
    export_contextual(
        load_teacher(work / "student"),
        directory,
        tokenizer=work / "tokenizer.json",
        static=static,
        share=share,
        longest=longest,
        sample=[prepared.text(int(number))[:_BEGINNING] for number in drawn],
    )
