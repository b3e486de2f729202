"""Where a training stands, so that one that was stopped goes on."""

from dataclasses import dataclass
from pathlib import Path

import torch
from transformers import BertModel

from models.training.keeping import Report, tell_another


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A file with the weights and the step of one training."""

    path: Path
    made_of: str
    """Identity of the training: all that its weights depend on."""

    def resume(self, bert: BertModel, optimizer: torch.optim.Optimizer, report: Report) -> int:
        """Read what was kept of this training, and return the steps done; 0 if nothing was."""
        if not self.path.is_file():
            return 0
        found = torch.load(self.path, weights_only=True)
        if found.get("made_of") != self.made_of:
            tell_another(self.path, report)
            return 0
        bert.load_state_dict(found["bert"])
        optimizer.load_state_dict(found["optimizer"])
        return int(found["step"])

    def save(self, bert: BertModel, optimizer: torch.optim.Optimizer, step: int) -> None:
        """Write the file whole or not at all."""
        part = self.path.with_suffix(".part")
        kept = {"bert": bert.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
        torch.save({**kept, "made_of": self.made_of}, part)
        part.replace(self.path)
