"""BM25 weights of terms, and the numbers that stand for terms in a sparse vector."""

from collections.abc import Mapping
from zlib import crc32

from models.language import Language

K1 = 1.2
B = 0.75


def term_number(term: str, language: Language | None) -> int:
    """Return the number of a term of one language, below 2**32, the same in every process and version.

    Terms of different languages have different numbers, so that an inverse document frequency counts within
    a language. Among 100,000 terms about one in 43,000 shares its number with another, which costs nothing
    that a reader could notice.
    """
    return crc32(f"{language or 'und'}:{term}".encode())


def bm25_weights(counts: Mapping[str, int], length: int, *, average_length: float) -> dict[str, float]:
    """Return the Okapi BM25 term weights of one passage, without the idf factor.

    Lengths are in analysed tokens; the average is above zero. k1 = 1.2, b = 0.75 (Robertson & Zaragoza 2009,
    eq. 3.15).
    """
    norm = K1 * (1 - B + B * length / average_length)
    return {term: count * (K1 + 1) / (count + norm) for term, count in counts.items()}
