"""From what was found and what the catalogue says to the answers that readers get."""

import time
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.study import Study, StudyId
from index.port import StoredPassage
from index.question import Question
from index.search import CitedPassage, FoundStudy, SearchRequest
from models.language import Language
from search_api import answers
from search_api.answers import SearchAnswer as SearchAnswer
from search_api.answers import StudyList as StudyList
from search_api.describing import Records, file_url, present_summary
from search_api.describing import present_studies as present_studies
from search_api.describing import present_study as present_study
from search_api.faceting import present_facets
from search_api.interpreting.presenting import present_interpretation
from search_api.ordering import Order, search_in_order
from search_api.passage_answers import (
    CitedFileAnswer,
    ExplanationAnswer,
    PassageAnswer,
    TranslationAnswer,
)
from search_api.spelling import Vocabulary, did_you_mean

if TYPE_CHECKING:
    from corpus.administrations import Registry
    from search_api.interpreting.applying import InWords
    from search_api.services import Services


def present_search(
    services: "Services",
    request: SearchRequest,
    *,
    order: Order = Order.RELEVANCE,
    explain: bool = False,
    reader: Language | None = None,
    in_words: "InWords | None" = None,
    known: Vocabulary | None = None,
) -> SearchAnswer:
    """Search and return the answer.

    Args:
        services: what answers.
        request: what is asked.
        order: what comes first.
        explain: say of each passage what it was found by.
        reader: the language of labels; ``None``: that of the question, else English.
        in_words: what the question said in words, if that was asked for.
        known: words to propose for those that occur nowhere; ``None``: propose nothing.
    """
    start = time.perf_counter()
    result = search_in_order(services, request, order)
    question = result.question
    studies, records = _known(services, [found.study for found in result.studies])
    labels, registry = reader or request.language or Language.EN, services.registry
    return SearchAnswer(
        query=query_answer(request, in_words, did_you_mean(services, question, known) if known else None),
        total=result.total,
        # A study may have left the catalogue a moment ago, while the index still finds it.
        results=[
            _result(found, studies[found.study], records, registry, question if explain else None)
            for found in result.studies
            if found.study in studies
        ],
        facets=present_facets(result.facets, services, labels),
        took_ms=round((time.perf_counter() - start) * 1000, 1),
    )


def present_similar(services: "Services", study: StudyId, *, limit: int) -> answers.SimilarAnswer:
    """Return the studies like a given one.

    Raises:
        StudyNotFoundError: there is no such study.
    """
    services.catalogue.study(study)
    similar = services.live.similar(study, limit=limit)
    studies, records = _known(services, [other.study for other in similar])
    registry = services.registry
    return answers.SimilarAnswer(
        study=study,
        results=[
            answers.SimilarStudyAnswer(
                score=_share(other.score),
                study=present_summary(studies[other.study], registry, records),
            )
            for other in similar
            if other.study in studies
        ],
    )


def _known(services: "Services", ids: Sequence[StudyId]) -> tuple[Mapping[StudyId, Study], Records]:
    studies = services.catalogue.studies_by_id(ids)
    hashes = [file.sha256 for study in studies.values() for file in study.files]
    return studies, services.catalogue.files_by_hash(hashes)


def query_answer(
    request: SearchRequest, in_words: "InWords | None" = None, meant: str | None = None
) -> answers.QueryAnswer:
    """Return a question as it was understood."""
    filters = request.filters
    return answers.QueryAnswer(
        text=in_words.text if in_words else request.text,
        language=request.language,
        mode=request.mode,
        did_you_mean=meant,
        filters=answers.FiltersAnswer(
            administration=sorted(filters.administrations),
            date_from=filters.date_from,
            date_to=filters.date_to,
            cost_min=_euros(filters.cost_min),
            cost_max=_euros(filters.cost_max),
            include_unknown_cost=filters.include_unknown_cost,
            language=sorted(filters.languages),
            document_type=sorted(filters.document_types),
        ),
        interpreted=present_interpretation(in_words.interpretation, in_words.overruled) if in_words else None,
    )


def _result(
    found: FoundStudy, study: Study, records: Records, registry: "Registry", explained: Question | None
) -> answers.ResultAnswer:
    return answers.ResultAnswer(
        rank=found.rank,
        score=round(found.score, 6),
        study=present_summary(study, registry, records),
        passages=[_passage(cited, found, study, explained) for cited in found.passages],
    )


def _passage(
    cited: CitedPassage, found: FoundStudy, study: Study, explained: Question | None
) -> PassageAnswer:
    stored, pages = cited.passage, cited.passage.pages
    return PassageAnswer(
        text=stored.text,
        highlights=[list(span) for span in cited.highlights],
        number=stored.number,
        page=pages.first if pages else None,
        page_end=pages.last if pages else None,
        language=stored.language,
        file=_cited_file(study, stored),
        score=round(cited.scored.score, 6),
        explanation=_explanation(cited, found, explained) if explained else None,
    )


def _cited_file(study: Study, stored: StoredPassage) -> CitedFileAnswer | None:
    for n, file in enumerate(study.files, start=1):
        if file.sha256 == stored.file:
            place = f"#page={stored.pages.first}" if stored.pages else ""
            return CitedFileAnswer(n=n, name=file.name, url=f"{file_url(study.id, n)}{place}")
    return None


def _explanation(cited: CitedPassage, found: FoundStudy, question: Question) -> ExplanationAnswer:
    text = cited.passage.text
    return ExplanationAnswer(
        meaning=_share(cited.scored.meaning),
        words=_share(cited.scored.words),
        title=_share(found.title),
        nearness=_share(cited.scored.nearness),
        parallel=_share(cited.scored.parallel),
        terms=list(dict.fromkeys(text[start:end].lower() for start, end in cited.highlights)),
        translations=_translations(cited, question),
    )


def _translations(cited: CitedPassage, question: Question) -> list[TranslationAnswer]:
    text, language = cited.passage.text, cited.passage.language
    if question.language in (None, language):
        return []
    found = {
        word.text: [text[one.start : one.end].lower() for one in cited.matches if one.term in word.terms]
        for word in question.words.get(language, ())
    }
    return [
        TranslationAnswer(word=word, found=list(dict.fromkeys(forms)))
        for word, forms in found.items()
        if forms
    ]


def _share(score: float) -> float:
    """Return a score between 0 and 1: arithmetic may have left it a hair outside."""
    return round(min(max(score, 0.0), 1.0), 6)


def _euros(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
