"""Reads what is read at its first use, so that the first readers of a server do not wait for it."""

from fastapi import FastAPI

from corpus.errors import CorpusError
from index.errors import SearchIndexError
from index.search import SearchRequest
from models.language import Language
from search_api.services import Services

_QUESTIONS = {
    Language.FR: "études sur la qualité de l'air depuis 2018",
    Language.NL: "studies over luchtkwaliteit sinds 2018",
    Language.EN: "studies on air quality since 2018",
}


def warm(app: FastAPI) -> None:
    """Answer a question in each language, and read the catalogue once.

    A library that cannot answer yet is none of a start's business: its readers are told.
    """
    services: Services = app.state.services
    try:
        for language, question in _QUESTIONS.items():
            services.live.search(SearchRequest(text=question, language=language))
        app.state.directory.current()
        app.state.numbers.current()
    except (SearchIndexError, CorpusError):
        return
