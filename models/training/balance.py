"""Which channels of a BERT are great for every text, so that 8 bits would leave little for the others.

The factors are those of Xiao et al. 2023 ("SmoothQuant", equation 4) with an exponent of one half.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import BertModel

from models.word_pieces import WordPieces

_LEAST = 1e-5


def balance(
    bert: BertModel, pieces: WordPieces, sample: Sequence[str], longest: int
) -> dict[str, NDArray[np.float32]]:
    """Return by "N.attention" and "N.intermediate" what to divide each channel by that layer N reads there.

    Their geometric mean is 1; shape (hidden,).
    """
    parts = _parts(bert)
    greatest = {name: np.zeros(bert.config.hidden_size, dtype=np.float32) for name in parts}
    hooks = [linear[0].register_forward_pre_hook(_keep(greatest, name)) for name, linear in parts.items()]
    try:
        _read(bert, pieces, sample, longest)
    finally:
        for hook in hooks:
            hook.remove()
    return {name: _factors(greatest[name], linear) for name, linear in parts.items()}


def _parts(bert: BertModel) -> Mapping[str, Sequence[nn.Linear]]:
    """Return the matrices that read the same input, by its name."""
    found: dict[str, Sequence[nn.Linear]] = {}
    for number, layer in enumerate(bert.encoder.layer):
        attention = layer.attention.self
        found[f"{number}.attention"] = (attention.query, attention.key, attention.value)
        found[f"{number}.intermediate"] = (layer.intermediate.dense,)
    return found


def _keep(
    greatest: dict[str, NDArray[np.float32]], name: str
) -> Callable[[nn.Module, tuple[torch.Tensor]], None]:
    def keep(_: nn.Module, inputs: tuple[torch.Tensor]) -> None:
        found = inputs[0].abs().amax((0, 1)).numpy()
        greatest[name] = np.maximum(greatest[name], found)

    return keep


def _read(bert: BertModel, pieces: WordPieces, sample: Sequence[str], longest: int) -> None:
    frame = pieces.frame
    with torch.no_grad():
        for row in pieces.read(sample):
            bert.eval()(input_ids=torch.from_numpy(frame.around([row], longest)[0]))


def _factors(greatest: NDArray[np.float32], linear: Sequence[nn.Linear]) -> NDArray[np.float32]:
    weights = np.max([np.abs(one.weight.detach().numpy()).max(axis=0) for one in linear], axis=0)
    factors = np.sqrt(np.maximum(greatest, _LEAST) / np.maximum(weights, _LEAST))
    return np.asarray(factors / np.exp(np.log(factors).mean()), dtype=np.float32)
