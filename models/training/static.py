"""Train the static encoder: one vector per word piece, a text is the mean of its pieces' vectors.

Multiple-negatives ranking (Henderson et al. 2017): each text of a batch shall find its own partner among all
of the batch, in both directions, at several lengths of the vector (Kusupati et al. 2022, "Matryoshka
representation learning"). A batch is of one group, so that its negatives are no easier than a reader's.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from models.training.prepare import open_prepared
from models.training.prepared import Group, Kind, Prepared
from models.training.vocabulary import Tokens, pieces_of

DIMENSIONS = 256
LENGTHS = (256, 128)
"""Of the vector's beginnings that are trained as vectors of their own."""
EPOCHS = 2
BATCH = 2048
SCALE = 20.0
RATE = 0.01
REPEATED = {Kind.QUESTIONS: 3, Kind.DOCUMENTS: 3, Kind.TERMS: 1, Kind.SENTENCES: 1}
"""How often the pairs of a kind are read in an epoch."""
REPEATED_SOURCES = {"be_parliament": 3, "glossary": 3, "be_laws": 2, "belgif_vocab": 2, "stsb_sick_train": 2}
"""How often those of a source are read besides: what is near to public studies, or rare."""

_SMALLEST = 64
"""Pairs of a batch below which nothing is learned from telling them apart."""

Pairs = NDArray[np.int32]


class Bags:
    """Cuts texts out of the cached pieces as ``EmbeddingBag`` wants them."""

    def __init__(self, tokens: Tokens) -> None:
        """Take the pieces of all texts."""
        self._tokens = tokens

    def of(self, numbers: NDArray[np.int32]) -> tuple[Tensor, Tensor]:
        """Return all pieces of texts in a row, and where each text begins."""
        rows = [self._tokens[number] for number in numbers]
        lengths = np.array([len(row) for row in rows])
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        return torch.from_numpy(np.concatenate(rows).astype(np.int64)), torch.from_numpy(starts)


def train_static(work: Path, *, seed: int, report: Callable[[str], None]) -> NDArray[np.float32]:
    """Train on the texts under ``work``; return the table, shape (pieces, dimensions)."""
    torch.manual_seed(seed)
    prepared, bags = open_prepared(work), Bags(Tokens(work / "tokens"))
    table = nn.EmbeddingBag(len(pieces_of(work / "tokenizer.json")), DIMENSIONS, mode="mean")
    nn.init.normal_(table.weight, std=0.1)
    batches = list(plan(prepared, seed=seed))
    optimizer = torch.optim.Adam(table.parameters(), lr=RATE, fused=True)
    total = 0.0
    for step, batch in enumerate(batches):
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / len(batches))
        loss = _loss(table(*bags.of(batch[:, 0])), table(*bags.of(batch[:, 1])), batch)
        torch.autograd.backward(loss)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        total += loss.item()
        if (step + 1) % 100 == 0:
            report(f"step {step + 1} of {len(batches)}: loss {total / 100:.3f}")
            total = 0.0
    return np.asarray(table.weight.detach().numpy())


def plan(prepared: Prepared, *, seed: int) -> Iterator[Pairs]:
    """Yield the batches of all epochs."""
    random = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        batches = [batch for group in prepared.groups for batch in _cut(prepared, group, random)]
        for place in random.permutation(len(batches)):
            yield batches[place]


def _cut(prepared: Prepared, group: Group, random: np.random.Generator) -> Iterator[Pairs]:
    pairs = np.asarray(prepared.of(group))
    for _ in range(REPEATED[group.kind] * REPEATED_SOURCES.get(group.source, 1)):
        shuffled = pairs[random.permutation(len(pairs))]
        for start in range(0, len(pairs), BATCH):
            if len(batch := shuffled[start : start + BATCH]) >= _SMALLEST:
                yield batch


def _loss(first: Tensor, second: Tensor, pairs: Pairs) -> Tensor:
    """Return the mean loss over all lengths of vectors and both directions."""
    numbers = torch.from_numpy(pairs)
    same = (numbers[:, 1][:, None] == numbers[:, 1]) | (numbers[:, 0][:, None] == numbers[:, 0])
    same.fill_diagonal_(False)
    own = torch.arange(len(pairs))
    losses = []
    for length in LENGTHS:
        one, other = (functional.normalize(vectors[:, :length], dim=1) for vectors in (first, second))
        scores = (SCALE * one @ other.T).masked_fill(same, -1e4)
        losses += [functional.cross_entropy(scores, own), functional.cross_entropy(scores.T, own)]
    return torch.stack(losses).mean()
