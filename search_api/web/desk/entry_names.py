"""What the lists, their entries and what became of them are called."""

from corpus.administrations import AdministrationKind
from corpus.lists.entries import Act, Origin
from search_api.messages import say
from search_api.web.wording import Wording


def origin_name(origin: Origin, words: Wording) -> str:
    """Return whose word an entry is."""
    return {
        Origin.SHIPPED: words.text("As it ships"),
        Origin.CORRECTED: words.text("Corrected here"),
        Origin.ADDED: words.text("Added here"),
        Origin.REMOVED: words.text("Taken out"),
    }[origin]


def act_name(act: Act, words: Wording) -> str:
    """Return what somebody did to an entry."""
    return {
        Act.ADDED: words.text("added it"),
        Act.CHANGED: words.text("changed it"),
        Act.REMOVED: words.text("took it out"),
        Act.RESTORED: words.text("restored it"),
    }[act]


def kind_name(kind: AdministrationKind, words: Wording) -> str:
    """Return what a sort of body is called."""
    return {
        AdministrationKind.REGION: words.text("Region"),
        AdministrationKind.DEPARTMENT: words.text("Department of the regional public service"),
        AdministrationKind.AGENCY: words.text("Agency or public body"),
        AdministrationKind.ADVISORY: words.text("Advisory council"),
        AdministrationKind.INTERCOMMUNAL: words.text("Intermunicipal company"),
        AdministrationKind.COMMUNITY: words.text("Community commission"),
        AdministrationKind.ASSOCIATION: words.text("Association"),
        AdministrationKind.MUNICIPALITY: words.text("Municipality"),
    }[kind]


def entry_part_name(part: str, words: Wording) -> str:
    """Return what a part of an entry is called, with the language that it is in."""
    name, _, code = part.partition(".")
    called = {
        "kind": words.text("Sort of body"),
        "names": words.text("Name"),
        "acronyms": words.text("Acronyms"),
        "aliases": words.text("Other spellings"),
        "former": words.text("Former names"),
        "company": words.text("Company number"),
        "domain": words.text("Field of policy"),
        "terms": words.text("Terms"),
    }[name]
    return f"{called} ({say(f'language.{code}', words.language)})" if code else called
