"""What studies cost: "à plus de 50.000 €", "under 30k", "tussen 10.000 en 20.000 euro"."""

from collections.abc import Iterator
from decimal import Decimal

from search_api.interpreting.amounts import Amount, amount_at
from search_api.interpreting.interpretation import FilterKind
from search_api.interpreting.sentence import DASHES, Candidate, Need, Sentence
from search_api.interpreting.vocabulary import vocabulary

LEAST = Decimal(1_000)
"""Euros; a smaller amount is that of something else, unless the words say that a study costs it."""

_OF = frozenset({"de", "d", "van", "of"})
_WINDOW = 5
"""Words before an amount that may say what else costs it ("loyers", "subsidies")."""


def find_costs(sentence: Sentence) -> Iterator[Candidate]:
    """Yield the words that may say what studies cost."""
    for place in range(len(sentence)):
        if found := _range(sentence, place) or _bound(sentence, place):
            yield found


def _bound(sentence: Sentence, place: int) -> Candidate | None:
    for role, parameter in (("at_least", "cost_min"), ("at_most", "cost_max")):
        after = sentence.opening(role, place)
        if after and (amount := amount_at(sentence, after)):
            return _candidate(sentence, place, amount, {parameter: amount.euros()})
    return None


def _range(sentence: Sentence, place: int) -> Candidate | None:
    """Read "entre 10 et 20.000 €", "van 10.000 tot 20.000 euro"."""
    for opening, link in (("between", "between_and"), ("from_first", "to_last")):
        after = sentence.opening(opening, place)
        if after and (least := amount_at(sentence, after)):
            following = sentence.opening(link, least.last) or _after_dash(sentence, least.last)
            if following and (most := amount_at(sentence, following)):
                low, high = _shared(least, most)
                ordered = low is not None and high is not None and low < high
                bounds = {"cost_min": low, "cost_max": high}
                return _candidate(sentence, place, most, bounds) if ordered else None
    return None


def _after_dash(sentence: Sentence, place: int) -> int | None:
    return place if sentence.gap(place).strip() in DASHES else None


def _shared(least: Amount, most: Amount) -> tuple[Decimal | None, Decimal | None]:
    """Return both ends of a range; the first has the unit of the second ("entre 10 et 20.000 €")."""
    high = most.euros()
    low = least.euros(most.scale)
    thousands = not least.scale and not most.scale and low and high
    if thousands and low and high and low < high / 1_000:
        return low * 1_000, high
    return low, high


def _candidate(
    sentence: Sentence, place: int, amount: Amount, bounds: dict[str, Decimal | None]
) -> Candidate | None:
    first = sentence.skip_back(("cost", "cost_lead"), place)
    last = sentence.phrase("cost_after", amount.last) or amount.last
    said = _says_cost(sentence, first, place, last > amount.last)
    euros = [bound for bound in bounds.values() if bound is not None]
    if len(euros) < len(bounds) or not (said or (amount.is_money and min(euros) >= LEAST)):
        return None
    elsewhere = _is_of_something_else(sentence, first) or (not said and _belongs_to_noun(sentence, first))
    if elsewhere or _counts_something(sentence, last):
        return None
    values = {name: (_text(euro),) for name, euro in zip(bounds, euros, strict=True)}
    return Candidate(FilterKind.COST, first, last, values, _need(sentence, first, place))


def _need(sentence: Sentence, first: int, place: int) -> Need:
    """Return what a bound needs; keywords may hold one that is a sign ("> 50.000 €") or stands apart."""
    sign = not sentence.tokens[place].is_word
    return Need.KEYWORDS if sign or (first and sentence.ends(first)) else Need.REQUEST


def _says_cost(sentence: Sentence, first: int, place: int, after: bool) -> bool:
    """Tell whether the words say that it is a cost ("coûtant", "goedkoper dan")."""
    named = any(sentence.phrase("cost", at) for at in range(first, place))
    return after or named or sentence.phrase("dear", place) is not None


def _is_of_something_else(sentence: Sentence, first: int) -> bool:
    """Tell whether the words just before speak of money of another kind ("loyers de plus de 1.000 €")."""
    for place in sentence.just_before(first, _WINDOW):
        if sentence.before("study", place + 1) is not None:
            return False
        if (sentence.folded[place],) in vocabulary()["money"].sequences:
            return True
    return False


def _belongs_to_noun(sentence: Sentence, first: int) -> bool:
    """Tell whether "de" may tie the amount to what is asked about ("les ventes de plus de 500.000 €")."""
    noun = sentence.skip_back(("adjective",), first)
    if sentence.folded[first] not in _OF or noun == 0 or sentence.ends(first):
        return False
    works = any(sentence.before(role, noun) is not None for role in ("study", "several_kinds"))
    return not works and not sentence.tokens[first - 1].is_number


def _counts_something(sentence: Sentence, last: int) -> bool:
    """Tell whether the amount goes on as one of something ("1 million d'euros de subsides")."""
    following = sentence.folded[last : last + 1]
    return not sentence.ends(last) and following in (("d",), ("aan",), ("in",)) and len(sentence) > last + 1


def _text(euros: Decimal) -> str:
    return f"{euros:f}" if euros != euros.to_integral_value() else f"{euros.to_integral_value():f}"
