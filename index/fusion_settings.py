"""What decides how arms and languages are joined: data with a version, chosen on development questions."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from index.errors import FusionSettingsError
from models.language import Language
from models.load import WEIGHTS

SHIPPED = WEIGHTS / "fusion"
"""A file for each shipped encoder, named after it."""

_FORMAT = 3
_ANY_ENCODER = "contextual"
"""The shipped settings that serve an encoder of somebody else's: of a transformer, as most are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionWeights:
    """How much each arm counts; every value is between 0 and 1."""

    meaning: float
    """Share of the meaning arm inside the language of the question; the rest is the words'."""
    foreign_meaning: float
    """The same in another language, where words are translated and miss more."""
    title: float
    """Share of the title arm in the score of a study; the rest is its best passage's."""
    full_match: float
    """Share of the ceiling at which the words of a question count as fully matched: a passage holds each word
    once, where the ceiling has each as often as any passage holds it."""
    foreign: float
    """The least that the best cosine of a language is expected to reach of the best of all languages:
    a language whose best passage is further away has nothing to say on the question."""
    translated: float
    """Share of the ceiling of the question's own language that the ceiling of another one has at least: where
    no passage holds more than a part of a translation ("wagen" of "vrachtwagen"), that is no full match."""
    reading: float
    """What the score of a foreign passage counts among the passages of one study that are shown: a reader
    prefers those of their own language, unless the answer is in the other."""
    parallel: float
    """What a passage that says in another language what a found one says counts of that one's score."""
    nearness: float
    """What a passage gains, beside the score of its arms, whose words of the question all stand beside each
    other."""

    def __post_init__(self) -> None:
        for one in fields(self):
            if not 0 <= getattr(self, one.name) <= 1:
                raise ValueError(f"{one.name} is {getattr(self, one.name)}, not between 0 and 1")


@dataclass(frozen=True, slots=True)
class ScoreMap:
    """A rising line from the scores of passages in one language to what they are worth in another one's."""

    offset: float
    slope: float

    def __post_init__(self) -> None:
        if self.slope <= 0:
            raise ValueError(f"a slope of {self.slope} does not rise")

    def __call__(self, score: float) -> float:
        """Return the score that a passage in the question's language would have, between 0 and 1."""
        return min(max(self.offset + self.slope * score, 0.0), 1.0)


_UNCHANGED = ScoreMap(0.0, 1.0)

Calibration = Mapping[tuple[Language, Language], ScoreMap]
"""By the language of the question and that of the passage; those of one language need none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionSettings:
    """Weights and calibration, and the version that says which they are."""

    weights: FusionWeights
    calibration: Calibration = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Return a name that changes with every value: the beginning of a SHA-256."""
        return hashlib.sha256(json.dumps(self._told(), sort_keys=True).encode()).hexdigest()[:12]

    def calibrated(self, asked_in: Language | None, written_in: Language | None, score: float) -> float:
        """Return a passage's score on the scale of the question's language."""
        if asked_in is None or written_in is None:
            return score
        return self.calibration.get((asked_in, written_in), _UNCHANGED)(score)

    def to_json(self, **provenance: object) -> str:
        """Return the text that ``read_fusion_settings`` reads back; it passes over the provenance."""
        return json.dumps({"format": _FORMAT, **self._told(), **provenance}, indent=2) + "\n"

    def _told(self) -> dict[str, object]:
        maps = {f"{asked}-{written}": asdict(one) for (asked, written), one in self.calibration.items()}
        return {"weights": asdict(self.weights), "calibration": dict(sorted(maps.items()))}


def read_fusion_settings(path: Path) -> FusionSettings:
    """Read settings from a file.

    Raises:
        FusionSettingsError: it cannot be read, or holds something else.
    """
    try:
        return _settings(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FusionSettingsError(path, str(error)) from error


def shipped_fusion_settings(encoder: str) -> FusionSettings:
    """Return the settings that were chosen with an encoder, or with the shipped one that is most like it.

    Args:
        encoder: the name of its weights, "kind:…".

    Raises:
        FusionSettingsError: the file cannot be read.
    """
    path = SHIPPED / f"{encoder.partition(':')[0]}.json"
    return read_fusion_settings(path if path.is_file() else SHIPPED / f"{_ANY_ENCODER}.json")


def _settings(raw: Any) -> FusionSettings:
    if raw["format"] != _FORMAT:
        raise ValueError(f"its format is {raw['format']}; this version reads {_FORMAT}")
    weights = FusionWeights(**{name: float(value) for name, value in raw["weights"].items()})
    maps = {
        _pair(name): ScoreMap(float(one["offset"]), float(one["slope"]))
        for name, one in raw["calibration"].items()
    }
    return FusionSettings(weights=weights, calibration=maps)


def _pair(name: str) -> tuple[Language, Language]:
    asked, _, written = name.partition("-")
    return Language(asked), Language(written)
