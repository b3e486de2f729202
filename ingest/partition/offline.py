"""Makes unstructured work without a network: no language model is fetched, nothing is reported home."""

import os
from functools import cache
from typing import Any

from ingest.errors import UnstructuredChangedError
from ingest.partition.faults import PARSER_FAULTS

_LOADER = "_load_spacy_model"


@cache
def prepare_unstructured() -> None:
    """Replace the model that unstructured would download by a blank one that only finds sentences.

    The name is private, so the minor version of unstructured is pinned.

    Raises:
        UnstructuredChangedError: the name is gone.
    """
    os.environ.update(DO_NOT_TRACK="1", SCARF_NO_ANALYTICS="true", UNSTRUCTURED_DISABLE_NOTICE="1")
    import spacy
    from unstructured.nlp import tokenize

    if not hasattr(tokenize, _LOADER):
        raise UnstructuredChangedError(f"unstructured.nlp.tokenize.{_LOADER}")

    def blank_model() -> Any:
        model = spacy.blank("xx")
        model.add_pipe("sentencizer")
        return model

    setattr(tokenize, _LOADER, blank_model)


def unstructured_faults(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """Return what unstructured's readers raise on damaged files, and ``others`` with it."""
    from unstructured.errors import UnprocessableEntityError

    return (*PARSER_FAULTS, UnprocessableEntityError, *others)
