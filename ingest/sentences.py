"""Sentences of French, Dutch and English text."""

import re

_END = re.compile(r"""[.!?…]+(?:\s?»|["'”’)\]])*\s+(?=["'«“‘(\[–—-]?\s?[^\W_a-zà-ÿ])""")
_INITIALS = re.compile(r"(?:-?[^\W\d_]\.)+")
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[ivx]+)(?:\.\d+)*\.")

# Abbreviations after which a sentence goes on; "etc.", "enz." and "e.a." may end one.
_LISTED = """
    m mm mme mmes mlle mr mrs dr drs prof ir ing me mgr st ste ets
    p pp art artt al litt nr nrs no n° blz fig tab tabl vol chap hfst ch éd ed eds réf ref tél tel
    bv bvb bijv vb ex cf cfr vgl zgn resp ca circa env approx max min incl excl excepté gem moy av bd chée
    wet kb mb loi par ann bijl vs jr sr inc ltd cie
"""
_ABBREVIATIONS = frozenset(_LISTED.split())
_MAY_END = frozenset(("e.a.", "a.i.", "n.v.", "s.a.", "v.z.w."))


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; joined by a space they are the text again.

    A sentence ends at a full stop, question or exclamation mark before a capital or a digit, unless an
    abbreviation, an initial or a list number stands there.
    """
    flat = " ".join(text.split())
    found: list[str] = []
    start = 0
    for end in _END.finditer(flat):
        if _is_end(flat[start : end.end()].rstrip()):
            found.append(flat[start : end.end()].rstrip())
            start = end.end()
    rest = flat[start:]
    return [*found, rest] if rest else found


def _is_end(sentence: str) -> bool:
    token = sentence.rsplit(" ", 1)[-1]
    last = token.lstrip("([\"'«“‘").casefold()
    if not last.endswith("."):
        return True
    if sentence == token and _NUMBERING.fullmatch(last):
        return False
    after_elision = re.split("['’]", last[:-1])[-1]
    return after_elision not in _ABBREVIATIONS and (last in _MAY_END or not _INITIALS.fullmatch(last))
