"""Studies that an import tells of and that are there already."""

from dataclasses import fields, replace
from typing import Any

from corpus.catalogue.documents import differences, document
from corpus.catalogue.todo import Met
from corpus.jobs import Proposal, Question, TodoKind
from corpus.life import Standing, StudyState
from corpus.reasons import reason
from corpus.study import Study

UPDATE = "update"
"""The choice that takes over what an import tells."""

_UPDATE = (Proposal(UPDATE, "take over what the import tells"),)
_BY_LANGUAGE = ("titles", "abstracts", "keywords")


def merged(told: Study, known: Study) -> Study:
    """Return a known study with what an import tells of it; what it does not speak of stays."""
    both: dict[str, Any] = {name: {**getattr(known, name), **getattr(told, name)} for name in _BY_LANGUAGE}
    single = [one.name for one in fields(Study) if one.name not in ("id", *_BY_LANGUAGE)]
    return replace(known, **both, **{name: getattr(told, name) or getattr(known, name) for name in single})


def meet(told: Study, known: Study, standing: Standing) -> Met:
    """Return what becomes of a study that an import finds there: a draft takes over what is told.

    What is in review or published, or was withdrawn, stays as it is until a librarian decides.
    """
    become = merged(told, known)
    if standing.state is StudyState.DRAFT:
        return Met(become)
    if become == known and standing.state is not StudyState.WITHDRAWN:
        return Met(known)
    return Met(known, _question(become, known, standing))


def _question(become: Study, known: Study, standing: Standing) -> Question:
    told = document(become, standing)
    other = [field for field, _, _ in differences(document(known, standing), told)]
    withdrawn = standing.state is StudyState.WITHDRAWN
    fields = ", ".join(other).replace("_", " ")
    state = "withdrawn" if withdrawn else "known"
    why = reason(f"todo.{state}-otherwise", fields=fields) if other else reason("todo.withdrawn-again")
    return Question(
        kind=TodoKind.WITHDRAWN_STUDY if withdrawn else TodoKind.KNOWN_STUDY,
        reason=why,
        study=known.id,
        proposals=_UPDATE if other and standing.state is not StudyState.MERGED else (),
        facts={"study": dict(told), "fields": other},
    )
