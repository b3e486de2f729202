"""Which language the studies are written in: "en néerlandais", "in het Frans", "Nederlandstalige studies"."""

from collections.abc import Iterator

from corpus.inventory.languages import language_of
from models.language import Language
from search_api.interpreting.interpretation import FilterKind
from search_api.interpreting.sentence import Candidate, Need, Sentence
from search_api.interpreting.vocabulary import vocabulary

_SPOKEN = {
    Language.FR: "francais francaise frans french",
    Language.NL: "neerlandais neerlandaise nederlands dutch",
    Language.EN: "anglais anglaise engels english",
}
_LANGUAGES = {word: language for language, words in _SPOKEN.items() for word in words.split()}
_WINDOW = 4
"""Words before a language that may say what else is spoken in it ("cours", "onderwijs")."""


def find_languages(sentence: Sentence) -> Iterator[Candidate]:
    """Yield the words that may say which language the studies are written in."""
    for place in range(len(sentence)):
        if found := _in_language(sentence, place) or _speaking(sentence, place):
            yield found


def _in_language(sentence: Sentence, place: int) -> Candidate | None:
    after = sentence.opening("language_in", place)
    if not after or not (found := _languages(sentence, after)):
        return None
    last, languages = found
    written = sentence.before("written", place)
    first = place if written is None else written
    if sentence.before("study", first) is None and _is_of_something_else(sentence, first):
        return None
    return _candidate(first, last, languages)


def _languages(sentence: Sentence, place: int) -> tuple[int, tuple[Language, ...]] | None:
    """Read one language or several: "en français ou en néerlandais"."""
    if place >= len(sentence) or not (first := _LANGUAGES.get(sentence.folded[place])):
        return None
    found, last = [first], place + 1
    while link := sentence.opening("language_or", last):
        after = sentence.skip(("language_in", "article"), link)
        if after >= len(sentence) or not (other := _LANGUAGES.get(sentence.folded[after])):
            break
        found.append(other)
        last = after + 1
    return last, tuple(dict.fromkeys(found))


def _speaking(sentence: Sentence, place: int) -> Candidate | None:
    """Read "études néerlandophones", "Franstalige studies", "Dutch-language reports"."""
    word = sentence.folded[place]
    language, last = None, place + 1
    if word.rstrip("es").endswith(("talig", "phon")):
        language = language_of(word) or language_of(word[:-1])
    elif sentence.folded[last : last + 1] == ("language",):
        language, last = _LANGUAGES.get(word), place + 2
    beside = sentence.before("study", place) is not None or _leads_to_works(sentence, last)
    return _candidate(place, last, (language,)) if language and beside else None


def _leads_to_works(sentence: Sentence, place: int) -> bool:
    works = any(sentence.phrase(role, place) for role in ("study", "several_kinds"))
    return works and not sentence.ends(place)


def _candidate(first: int, last: int, languages: tuple[Language, ...]) -> Candidate:
    values = {"language": tuple(language.value for language in languages)}
    return Candidate(FilterKind.LANGUAGE, first, last, values, Need.REQUEST)


def _is_of_something_else(sentence: Sentence, first: int) -> bool:
    spoken = vocabulary()["language_subject"].sequences
    return any((sentence.folded[place],) in spoken for place in sentence.just_before(first, _WINDOW))
