"""The contextual student: a transformer that gives the English teacher's vectors for three languages.

Reimers & Gurevych 2020, "Making monolingual sentence embeddings multilingual using knowledge distillation":
a text and its English version shall have the teacher's vector of the latter. Beside it runs an in-batch
contrast (InfoNCE), which keeps texts apart that the teacher finds alike, and teaches pairs that have no
English version.
"""

import time
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from transformers import BertModel

from models.training.batches import Batch, Lesson
from models.training.checkpoint import Checkpoint
from models.training.keeping import Report
from models.training.recipe import Rates
from models.training.vocabulary import FRAME, Tokens
from models.word_pieces import Frame, WordPieces

DISTIL_WEIGHT, CONTRAST_WEIGHT = 5.0, 0.3
SCALE = 20.0
TOO_ALIKE = 0.95
"""Two different answers of a batch with a higher cosine by the teacher are no negatives of each other."""
WARM_UP = 0.03
"""Share of the steps that the rates rise over."""

_CHECKPOINT_EVERY = 240.0
"""Seconds."""
_READ = 1024
"""Texts whose words are held at once."""


def read(bert: BertModel, rows: Sequence[NDArray[np.integer]], longest: int, frame: Frame = FRAME) -> Tensor:
    """Return the vectors of texts, given as pieces, that are read between the special ones of ``frame``.

    A vector is the unit mean of the last layer over what is no padding; shape (texts, dimensions).
    """
    pieces, mask = map(torch.from_numpy, frame.around(rows, longest))
    with torch.autocast("cpu", torch.bfloat16):
        states = bert(input_ids=pieces, attention_mask=mask).last_hidden_state
    weights = mask.unsqueeze(-1).float()
    return functional.normalize((states.float() * weights).sum(1) / weights.sum(1), dim=1)


def loss_of(bert: BertModel, batch: Batch, tokens: Tokens, targets: "Targets", longest: int) -> Tensor:
    """Return the loss of a batch."""
    first = read(bert, [tokens[number] for number in batch.pairs[:, 0]], longest)
    if batch.lesson is Lesson.DISTIL:
        wanted = targets.of(batch.pairs[:, 1])
        distance = (1 - (first * wanted).sum(1)).mean()
        return DISTIL_WEIGHT * distance + CONTRAST_WEIGHT * _contrast(first, wanted, wanted @ wanted.T)
    second = read(bert, [tokens[number] for number in batch.pairs[:, 1]], longest)
    same = torch.from_numpy(batch.pairs[:, 1][:, None] == batch.pairs[:, 1][None, :]).float()
    return (_contrast(first, second, same) + _contrast(second, first, same)) / 2


def _contrast(first: Tensor, second: Tensor, alike: Tensor) -> Tensor:
    """Return the cross-entropy of finding one's own answer among all of the batch."""
    scores = SCALE * first @ second.T
    hidden = (alike > TOO_ALIKE) & ~torch.eye(len(first), dtype=torch.bool)
    return functional.cross_entropy(scores.masked_fill(hidden, -1e4), torch.arange(len(first)))


class Targets:
    """The teacher's vectors by the number of the English text."""

    def __init__(self, numbers: NDArray[np.int32], vectors: NDArray[np.float16]) -> None:
        """Take the numbers in rising order, and a vector for each."""
        self._numbers, self.vectors = numbers, vectors

    def of(self, numbers: NDArray[np.int32]) -> Tensor:
        """Return the vectors of texts, shape (texts, dimensions)."""
        places = np.searchsorted(self._numbers, numbers)
        return torch.from_numpy(self.vectors[places].astype(np.float32))


def teach(teacher: BertModel, pieces: WordPieces, texts: Sequence[str], longest: int) -> NDArray[np.float16]:
    """Return the teacher's vectors of texts, which it reads as ``pieces``; shape (texts, dimensions)."""
    parts = (pieces.read(texts[start : start + _READ]) for start in range(0, len(texts), _READ))
    rows, frame = [row for part in parts for row in part], pieces.frame
    order = np.argsort([len(row) for row in rows], kind="stable")
    vectors = np.empty((len(rows), teacher.config.hidden_size), dtype=np.float16)
    with torch.no_grad():
        for start in range(0, len(order), 256):
            places = order[start : start + 256]
            found = read(teacher, [rows[place] for place in places], longest, frame)
            vectors[places] = found.numpy().astype(np.float16)
    return vectors


def train(
    bert: BertModel,
    plan: Sequence[Batch],
    tokens: Tokens,
    targets: Targets,
    *,
    rates: Rates,
    longest: int,
    checkpoint: Checkpoint,
    report: Report,
) -> None:
    """Train on every batch once, going on from ``checkpoint`` where it is of this training."""
    optimizer = _optimizer(bert, rates)
    done = checkpoint.resume(bert, optimizer, report)
    bert.train()
    last, began, seen, total = time.monotonic(), time.monotonic(), 0, 0.0
    for step in range(done, len(plan)):
        for group in optimizer.param_groups:
            group["lr"] = group["greatest"] * _slope(step / len(plan))
        loss = loss_of(bert, plan[step], tokens, targets, longest)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(bert.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        seen, total = seen + len(plan[step].pairs), total + loss.item()
        if (step + 1) % 50 == 0:
            speed = seen / (time.monotonic() - began)
            report(f"step {step + 1} of {len(plan)}: loss {total / 50:.3f}, {speed:.0f} pairs/s")
            total = 0.0
        if time.monotonic() - last > _CHECKPOINT_EVERY:
            checkpoint.save(bert, optimizer, step + 1)
            last = time.monotonic()
    checkpoint.save(bert, optimizer, len(plan))


def _optimizer(bert: BertModel, rates: Rates) -> torch.optim.Optimizer:
    table = bert.embeddings.word_embeddings.weight
    body = [one for one in bert.parameters() if one is not table]
    groups = [
        {"params": body, "greatest": rates.body, "weight_decay": 0.01},
        {"params": [table], "greatest": rates.pieces, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=0.0, fused=True)


def _slope(done: float) -> float:
    """Return the share of the greatest rate: a short rise, then a fall to a twentieth."""
    return done / WARM_UP if done < WARM_UP else 1 - 0.95 * (done - WARM_UP) / (1 - WARM_UP)
