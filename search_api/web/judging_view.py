"""What a judge sees beside the results."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from corpus.catalogue.judging import GRADES, JudgedQuestion
from corpus.study import StudyId
from models.language import Language
from search_api.services import Services
from search_api.web.state import SearchState
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingView:
    """A question to judge results for, and the grades given so far."""

    judge: str
    question: str
    language: Language
    grades: Mapping[StudyId, int]
    choices: tuple[tuple[int, str], ...]
    action: str
    back: str
    """The parameters of the search to come back to."""


def judging_view(
    judge: str | None, state: SearchState, asked_in: Language | None, services: Services, words: Wording
) -> JudgingView | None:
    """Return what to judge; ``None`` for all other readers, and where nothing is asked."""
    if judge is None or not state.q:
        return None
    question = JudgedQuestion(text=state.q, language=asked_in or words.language)
    return JudgingView(
        judge=judge,
        question=question.text,
        language=question.language,
        grades=services.catalogue.grades(question, judge),
        choices=tuple(zip(GRADES, _labels(words), strict=True)),
        action=f"/{words.language}/judging/judgements",
        back=urlencode(state.pairs()),
    )


def _labels(words: Wording) -> tuple[str, ...]:
    return (
        words.text("Not at all"),
        words.text("It touches on it"),
        words.text("In part"),
        words.text("Fully"),
    )
