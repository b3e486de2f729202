"""What readers judged in the pages, as topics and judgements to measure with."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median_low

from corpus.catalogue.judging import JudgedQuestion, Judgement
from eval.errors import EvaluationDataError
from eval.files import write_whole
from eval.qrels import Qrels, write_qrels
from eval.run import DocumentId, TopicId

_DIGITS = 10
"""Of the digest in the id of a topic: enough for a million questions."""


def topic_id(question: JudgedQuestion) -> TopicId:
    """Return the id of a question: always the same for the same words in the same language."""
    digest = hashlib.sha256(f"{question.language}\n{question.text}".encode()).hexdigest()
    return TopicId(f"{question.language}-{digest[:_DIGITS]}")


def judged_qrels(judgements: Iterable[Judgement]) -> Qrels:
    """Return one grade of each study; where judges differ the median, of two in the middle the lower one."""
    grades: defaultdict[TopicId, defaultdict[DocumentId, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in judgements:
        grades[topic_id(one.question)][DocumentId(one.study)].append(one.grade)
    return {
        topic: {document: median_low(given) for document, given in sorted(documents.items())}
        for topic, documents in sorted(grades.items())
    }


def write_judgements(judgements: Sequence[Judgement], path: Path) -> tuple[Path, Path]:
    """Write the judgements in TREC's format, and beside them the topics, and who judged what and when.

    Returns:
        The file of topics and that of judges.

    Raises:
        EvaluationDataError: nothing was judged, or a file cannot be written.
    """
    if not judgements:
        raise EvaluationDataError(path, None, "nothing was judged yet, so there is nothing to write")
    topics = path.with_name(f"{path.stem}.topics.jsonl")
    judges = path.with_name(f"{path.stem}.judges.tsv")
    write_qrels(judged_qrels(judgements), path)
    write_whole(topics, _topics(judgements))
    write_whole(judges, _judges(judgements))
    return topics, judges


def _topics(judgements: Iterable[Judgement]) -> Iterator[str]:
    questions = {topic_id(one.question): one.question for one in judgements}
    for topic, question in sorted(questions.items()):
        row = {"id": topic, "language": question.language, "text": question.text}
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _judges(judgements: Iterable[Judgement]) -> Iterator[str]:
    yield "topic\tdocument\tgrade\tjudge\tjudged\n"
    for one in judgements:
        cells = topic_id(one.question), one.study, one.grade, one.judge, one.judged.isoformat()
        yield "\t".join(map(str, cells)) + "\n"
