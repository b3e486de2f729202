"""The section of the encoder alone."""

from collections.abc import Sequence

from eval.encoding.published import MODELS
from eval.encoding.results import EncoderEvaluation, Estimate, MiningResult, Result, SimilarityResult
from eval.report.blocks import Block, Entry, Paragraph, Section, Table, entries
from eval.report.numbers import figure, rounded, span
from eval.report.provenance import machine_words
from eval.report.wording import INTERVALS


def encoder_section(encoder: EncoderEvaluation) -> Section:
    """Show what an encoder is worth, beside published scores."""
    blocks: list[Block] = [
        Paragraph(
            f"The encoder `{encoder.encoder}` ({encoder.dimensions} dimensions) without an index, keywords "
            "or fusion."
        )
    ]
    if encoder.bitext:
        blocks += [Paragraph(_MINING), _mining_table(encoder.bitext)]
    if encoder.sts:
        blocks += [Paragraph(_SIMILARITY), _similarity_table(encoder.sts)]
    if models := _models(encoder.results):
        blocks.append(Paragraph(_published(models)))
    blocks.append(Paragraph(_speed(encoder)))
    return Section(id="encoder", title="The encoder alone", blocks=tuple(blocks))


_MINING = (
    "Bitext mining: of all sentences in the other language, is the nearest one the translation? Accuracy is "
    "the share for which it is; F1, which others publish, counts less where several sentences find the same "
    "one."
)
_SIMILARITY = (
    "Sentence similarity: Spearman's rank correlation between the cosine of two sentences and how close in "
    "meaning people say they are."
)


def _mining_table(results: Sequence[MiningResult]) -> Table:
    models = _models(results)
    return Table(
        caption=f"Translations found{_beside(models, 'F1')}",
        columns=("set", "direction", "sentences", "accuracy", "F1", *models.values()),
        rows=tuple(
            (
                *entries(result.name, f"{result.source} → {result.target}", _sentences(result)),
                *map(_estimate, (result.accuracy, result.f1)),
                *_scores(result, models),
            )
            for result in results
        ),
        heads=2,
        notes=INTERVALS,
    )


def _sentences(result: MiningResult) -> str:
    repeated = f" ({result.repeated:,} repeated)" if result.repeated else ""
    return f"{result.sentences:,}{repeated}"


def _similarity_table(results: Sequence[SimilarityResult]) -> Table:
    models = _models(results)
    return Table(
        caption=f"Closeness in meaning{_beside(models, 'Spearman')}",
        columns=("set", "language", "pairs", "Spearman", *models.values()),
        rows=tuple(
            (
                *entries(result.name, result.language, f"{result.pairs:,}"),
                _estimate(result.spearman),
                *_scores(result, models),
            )
            for result in results
        ),
        heads=2,
        notes=INTERVALS,
    )


def _models(results: Sequence[Result]) -> dict[str, str]:
    """Return the short names of the encoders that somebody published scores of, by their names."""
    known = {published.model for result in results for published in result.published}
    return {model: short for model, short in MODELS.items() if model in known}


def _scores(result: Result, models: dict[str, str]) -> tuple[Entry, ...]:
    scores = {published.model: figure(published.score) for published in result.published}
    return entries(*(scores.get(model, "–") for model in models))


def _estimate(estimate: Estimate) -> Entry:
    return Entry(figure(estimate.value), span(estimate.interval))


def _beside(models: dict[str, str], measure: str) -> str:
    return f"; the columns after {measure} are what is published of other encoders" if models else ""


def _published(models: dict[str, str]) -> str:
    names = ", ".join(f"{short} is `{model}`" for model, short in models.items())
    return f"Published scores are those of MTEB on the same sets; a dash where there is none. {names}."


def _speed(encoder: EncoderEvaluation) -> str:
    speed = encoder.speed
    return (
        f"Speed: {rounded(speed.passages_per_second)} passages of {speed.words_per_passage} words a second; "
        f"a question takes {rounded(speed.query.p50)} ms (95th percentile {rounded(speed.query.p95)} ms); "
        f"{machine_words(speed.machine)}."
    )
