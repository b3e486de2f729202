"""What a report calls things."""

from eval.methods import PRODUCT, Method

INTERVALS = "95% intervals"
"""What stands in small type beside most figures."""

NAMES = {
    Method.HYBRID: "hybrid",
    Method.KEYWORD: "keyword",
    Method.SEMANTIC: "semantic",
    Method.BM25: "BM25",
    Method.DENSE: "dense",
    Method.CONVEX: "convex",
    Method.RRF: "RRF",
}

METHOD_TERMS = {
    Method.HYBRID: "Savoir's default search: keywords and meaning, fused language by language.",
    Method.KEYWORD: "Savoir's search by words alone.",
    Method.SEMANTIC: "Savoir's search by meaning alone.",
    Method.BM25: "Plain BM25 over whole documents, with the same stems; no index of Savoir's.",
    Method.DENSE: "The cosine between the encoder's vectors of the question and of the whole document.",
    Method.CONVEX: "The mean of BM25 and dense, each scaled from its least to its greatest for the question.",
    Method.RRF: "Reciprocal rank fusion of BM25 and dense, k = 60.",
}

_MEASURE_TERMS = {
    "nDCG": "how near the top the answers stand, better ones counting for more; 1 is the best possible order",
    "R": "the share of the answers that are found",
    "RR": "one over the rank of the first answer, 0 without one",
    "AP": "the precision at the rank of each answer, averaged over the answers",
    "P": "the share of what is found that is an answer",
    "Success": "1 if any answer is found, else 0",
    "RBP": "rank-biased precision: each rank counts a little less than the one before",
    "Judged": "the share of what is found that somebody judged",
}


def kind(method: Method) -> str:
    """Return whose method it is."""
    return "Savoir" if method in PRODUCT else "textbook"


def measure_term(measure: str) -> str:
    """Return in words what a measure tells of one topic, "nDCG@10" for example."""
    name, _, depth = measure.partition("@")
    words = _MEASURE_TERMS.get(name.partition("(")[0], "as `ir_measures` defines it")
    return f"{words} (first {depth} results)." if depth else f"{words}."
