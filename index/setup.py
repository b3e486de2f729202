"""The setup that answers readers: one place where the parts of a search are chosen."""

from index.fusion_settings import FusionSettings
from index.port import PassageIndex
from index.search import SearchSetup
from index.translating import GlossaryOf, translated_words
from models.encoder import Encoder
from models.glossary import glossary
from models.lexical import analyse, find_terms


def search_setup(
    index: PassageIndex, encoder: Encoder, fusion: FusionSettings, known: GlossaryOf = glossary
) -> SearchSetup:
    """Return what answers questions over an index, by meaning and by words in all three languages."""
    return SearchSetup(
        index=index, encoder=encoder, find=find_terms, lexical=translated_words(analyse, known), fusion=fusion
    )
