"""What speaks for a candidate, in the words of a language."""

from corpus.administrations import Registry
from corpus.duplicates.candidates import Candidate, Evidence, Sign
from corpus.study import AdministrationId
from models.language import Language
from search_api.messages import say


def sentences(candidate: Candidate, registry: Registry, language: Language) -> list[str]:
    """Return one sentence for each thing that speaks for a candidate."""
    return [_sentence(one, registry, language) for one in candidate.evidence]


def _sentence(evidence: Evidence, registry: Registry, language: Language) -> str:
    facts = dict(evidence.facts)
    if evidence.sign is Sign.SAME_ADMINISTRATION:
        facts["administration"] = registry.label(AdministrationId(facts["administration"]), language)
    if evidence.sign in (Sign.LANGUAGES, Sign.TITLE_BUT_EDITION):
        facts |= {name: _named(facts[name], evidence.sign, language) for name in ("first", "second")}
    return say(f"duplicates.{evidence.sign}", language, **facts)


def _named(value: str, sign: Sign, language: Language) -> str:
    if sign is Sign.LANGUAGES:
        return ", ".join(say(f"language.{code}", language) for code in value.split("/") if code)
    return f"“{value}”" if value else say("duplicates.nothing", language)
