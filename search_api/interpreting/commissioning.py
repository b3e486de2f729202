"""Where a name must stand in a sentence to be that of whoever commissioned the studies."""

from collections.abc import Callable, Mapping, Sequence

from search_api.interpreting.apart import Span, among_keywords, in_brackets, set_apart
from search_api.interpreting.names import Named, is_over, starts
from search_api.interpreting.sentence import Need, Sentence
from search_api.interpreting.vocabulary import vocabulary

Filters = Mapping[int, int]


def commissioner(sentence: Sentence, named: Named, filters: Filters) -> Span | None:
    """Return the tokens that say that the administration commissioned the studies, and what they need.

    ``filters`` are the other words that may be a filter: by the token after each, where it begins.
    """
    if found := _after_studies(sentence, named, filters) or _published(sentence, named):
        return found
    readers: Sequence[Callable[[Sentence, Named], Span | None]] = (
        _after_label, _after_commissioned, _before_studies, in_brackets, set_apart, among_keywords,
    )  # fmt: skip
    return next((found for reader in readers if (found := reader(sentence, named))), None)


def _after_label(sentence: Sentence, named: Named) -> Span | None:
    """Read "commanditaire : STIB"."""
    label = sentence.folded[named.first - 1 : named.first] if named.first else ()
    if sentence.gap(named.first).strip() == ":" and label in vocabulary()["commissioner"].sequences:
        return named.first - 1, named.last, Need.NOTHING
    return None


def _after_commissioned(sentence: Sentence, named: Named) -> Span | None:
    """Read "commandées par la STIB", "in opdracht van de MIVB"."""
    for place in starts(sentence, named.first):
        if (first := sentence.before("commissioned", place)) is not None:
            return first, named.last, Need.REQUEST
    return None


def _after_studies(sentence: Sentence, named: Named, filters: Filters) -> Span | None:
    """Read "études de la STIB", "studies by Actiris", "audits de Vivaqua sur …"."""
    for place in starts(sentence, named.first):
        for role in ("by", "of", "of_english"):
            link = sentence.before(role, place)
            if link is not None and _fits(sentence, named, role, link, filters):
                return link, named.last, Need.REQUEST
    return None


def _fits(sentence: Sentence, named: Named, role: str, link: int, filters: Filters) -> bool:
    """Tell whether studies *by* the administration are meant, not studies *of* it."""
    noun = _noun(sentence, link, filters)
    on_something = sentence.phrase("subject", named.last) is not None
    if sentence.before("study", noun) is not None:
        if role == "of_english" or (role == "of" and _may_be_asked_about(sentence, named)):
            return on_something
        clear = named.has_capitals or not named.is_plain
        return clear or on_something or is_over(sentence, named.last)
    return sentence.before("kinds", noun) is not None and on_something


def _noun(sentence: Sentence, place: int, filters: Filters) -> int:
    """Return where "études" ends, before adjectives and other filters ("rapports de 2020 d'Actiris")."""
    place = sentence.skip_back(("adjective",), place)
    while place in filters:
        place = sentence.skip_back(("adjective",), filters[place])
    return place


def _may_be_asked_about(sentence: Sentence, named: Named) -> bool:
    """Tell whether "étude de …" may be one about a place, or about what a short acronym stands for."""
    place = any(naming.name.is_place for naming in named.names)
    return place or (named.is_weak and sentence.before("article", named.first) is None)


def _published(sentence: Sentence, named: Named) -> Span | None:
    """Read "(quelles études) la STIB a-t-elle publiées", "(which studies) did Actiris commission"."""
    first = min(starts(sentence, named.first))
    if (verb := sentence.before("did", first)) is not None:
        first = verb
    if (made := sentence.before("was_made", first)) is not None:
        first, last = made, named.last
    else:
        last = sentence.phrase("publish", named.last) or 0
    after_studies = sentence.before("study", sentence.skip_back(("adjective",), first)) is not None
    return (first, last, Need.REQUEST) if last and after_studies else None


def _before_studies(sentence: Sentence, named: Named) -> Span | None:
    """Read "STIB studies on", "MIVB-studies over"."""
    begins = sentence.skip_back(("lead",), named.first) == 0 or sentence.ends(named.first)
    if begins and named.has_capitals and not named.is_weak and _are_studies(sentence, named.last):
        return named.first, named.last, Need.REQUEST
    return None


def _are_studies(sentence: Sentence, place: int) -> bool:
    place += sentence.folded[place : place + 1] == ("s",)
    return sentence.phrase("study", place) is not None and sentence.goes_on(place - 1, place)
