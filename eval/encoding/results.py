"""What an encoder is worth, set by set."""

import json
from dataclasses import asdict, dataclass
from typing import ClassVar

from eval.encoding.published import Published
from eval.encoding.speed import Speed
from eval.statistics import Interval
from models.language import Language


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and how sure it is."""

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class MiningResult:
    """How many sentences of one language found their translation in another."""

    name: str
    source: Language
    target: Language
    sentences: int
    repeated: int
    """Targets whose text was there before: their sources can only find the first, which counts as wrong."""
    accuracy: Estimate
    f1: Estimate
    """As MTEB has it."""
    published: tuple[Published, ...]
    """Scores of others to put beside ``comparable``."""

    MEASURE: ClassVar[str] = "F1"
    """What others publish of such a set."""

    @property
    def comparable(self) -> Estimate:
        """What stands beside the scores of others."""
        return self.f1

    @property
    def languages(self) -> str:
        """From which language into which, as ``fr-nl``."""
        return f"{self.source}-{self.target}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarityResult:
    """How well the cosine of two sentences follows the closeness in meaning that people see."""

    name: str
    language: Language
    pairs: int
    spearman: Estimate
    published: tuple[Published, ...]
    """Scores of others to put beside ``comparable``."""

    MEASURE: ClassVar[str] = "Spearman"
    """What others publish of such a set."""

    @property
    def comparable(self) -> Estimate:
        """What stands beside the scores of others."""
        return self.spearman

    @property
    def languages(self) -> str:
        """The language, as ``fr``."""
        return self.language


Result = MiningResult | SimilarityResult


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderEvaluation:
    """All that was measured of one encoder."""

    encoder: str
    """The name of its weights."""
    dimensions: int
    bitext: tuple[MiningResult, ...]
    sts: tuple[SimilarityResult, ...]
    speed: Speed

    @property
    def results(self) -> tuple[Result, ...]:
        """The results of every set."""
        return (*self.bitext, *self.sts)

    def to_json(self) -> str:
        """Return an object with the fields of the classes above; an interval is ``[low, high]``."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)
