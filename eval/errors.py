"""What can be wrong with an evaluation."""

from collections.abc import Sequence
from pathlib import Path


class EvalError(Exception):
    """Anything wrong with what is to be measured."""


class EvaluationDataError(EvalError):
    """A file of topics, judgements, rankings or sentences that cannot be used as it stands."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        place = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{place}: {reason}")
        self.path, self.line, self.reason = path, line, reason


class MeasureError(EvalError):
    """A measure that does not exist, or not as it is written."""

    def __init__(self, written: str, reason: str) -> None:
        super().__init__(
            f"the measure {written!r} cannot be taken ({reason}); write for example nDCG@10, R@100, RR@10, "
            "AP, P@5, Success@10, RBP(rel=1) or Judged@10"
        )
        self.written = written


class FilterBrokenError(EvalError):
    """A result that its topic's filters leave out: a fault of the search, not a low score."""

    def __init__(self, topic: str, documents: Sequence[str]) -> None:
        super().__init__(
            f"topic {topic}: the filters leave out {', '.join(documents)}, but the search found them"
        )
        self.topic, self.documents = topic, documents


class TopicError(EvalError):
    """A topic whose filters cannot be read."""

    def __init__(self, topic: str, reason: str) -> None:
        super().__init__(f"topic {topic}: its filters cannot be used ({reason}); correct the file of topics")
        self.topic, self.reason = topic, reason
