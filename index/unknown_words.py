"""Words of a question that nothing in the index holds."""

from index.port import Arm, ArmQuery, PassageIndex
from index.question import Question, sparse


def unknown_words(index: PassageIndex, question: Question) -> tuple[str, ...]:
    """Return the words of a question, as it has them, that occur nowhere, nor any word that translates them.

    In passages and titles of every language, whatever is filtered: a word that the library knows is not
    misspelt because a filter hides where it stands.
    """
    asked = [
        (word.text, ArmQuery(arm=arm, vector=sparse({language: word.terms}), limit=1))
        for language, words in question.words.items()
        for word in words
        for arm in (Arm.PASSAGE_WORDS, Arm.TITLE_WORDS)
    ]
    best = index.best_scores([query for _, query in asked])
    known = {text for (text, _), score in zip(asked, best, strict=True) if score > 0}
    return tuple(dict.fromkeys(text for text, _ in asked if text not in known))
