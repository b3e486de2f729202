"""Words without what spellings differ in."""

import unicodedata


def folded(word: str) -> str:
    """Return the word in lower case and without accents."""
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", word.casefold())
        if not unicodedata.combining(character)
    )
