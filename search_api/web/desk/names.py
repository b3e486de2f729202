"""What states, steps and fields are called."""

from corpus.catalogue.records import MissingFact
from corpus.life import Step, StudyState
from corpus.study import Vat
from search_api.messages import say
from search_api.web.wording import Wording


def state_name(state: StudyState, words: Wording) -> str:
    """Return what a state is called."""
    return {
        StudyState.DRAFT: words.text("Draft"),
        StudyState.IN_REVIEW: words.text("In review"),
        StudyState.PUBLISHED: words.text("Public"),
        StudyState.WITHDRAWN: words.text("Withdrawn"),
        StudyState.MERGED: words.text("Merged"),
    }[state]


def step_name(step: Step, words: Wording) -> str:
    """Return what a step is called, as on its button."""
    return {
        Step.SUBMIT: words.text("Submit for review"),
        Step.SEND_BACK: words.text("Send back to draft"),
        Step.PUBLISH: words.text("Publish"),
        Step.WITHDRAW: words.text("Withdraw"),
        Step.RESTORE: words.text("Publish again"),
        Step.REMOVE: words.text("Remove"),
    }[step]


def missing_name(fact: MissingFact, words: Wording) -> str:
    """Return what is missing."""
    return {
        MissingFact.TITLE: words.text("No title"),
        MissingFact.ADMINISTRATION: words.text("No administration"),
        MissingFact.AUTHOR: words.text("No author"),
        MissingFact.DATE: words.text("No date"),
        MissingFact.COST: words.text("No cost"),
        MissingFact.TYPE: words.text("No type"),
        MissingFact.FILE: words.text("No file"),
    }[fact]


def part_name(part: str, words: Wording) -> str:
    """Return what a part of a study is called, with the language that it is in."""
    name, _, code = part.partition(".")
    called = {
        "titles": words.text("Title"),
        "abstracts": words.text("Abstract"),
        "keywords": words.text("Keywords"),
        "administrations": words.text("Administrations"),
        "contractor": words.text("Author"),
        "published": words.text("Date of publication"),
        "cost": words.text("Cost"),
        "document_type": words.text("Type"),
        "files": words.text("Files"),
    }[name]
    return f"{called} ({say(f'language.{code}', words.language)})" if code else called


def vat_name(vat: Vat, words: Wording) -> str:
    """Return what is said of value-added tax."""
    return {
        Vat.EXCLUDED: words.text("VAT excluded"),
        Vat.INCLUDED: words.text("VAT included"),
        Vat.UNKNOWN: words.text("VAT unknown"),
    }[vat]
