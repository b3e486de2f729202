"""Rows that tell the same study, and the ids of studies that bring none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from corpus.ids import study_id
from corpus.inventory.report import InventoryRow, Place, Problem, Severity, shorten
from corpus.inventory.rows import Draft
from corpus.reasons import Reason, reason
from corpus.study import Cost, PublicationDate, Study, StudyId
from corpus.text import words
from models.language import Language

V = TypeVar("V")

_SINGLE = ("contractor", "published", "cost", "document_type", "administrations")
"""What a study has once: of two rows that differ, the first counts."""


@dataclass(slots=True)
class _Merged:
    """A study so far, and the rows that told it."""

    draft: Draft
    places: list[Place]


@dataclass(slots=True)
class _Merging:
    studies: list[_Merged] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    by_id: dict[StudyId, _Merged] = field(default_factory=dict)
    by_title: dict[tuple[object, ...], _Merged] = field(default_factory=dict)

    def take(self, draft: Draft) -> None:
        known = self.by_id.get(draft.given_id) if draft.given_id else None
        if known and not _same_titles(known.draft, draft):
            same = reason("row.same-id", row=str(known.places[0].row))
            self._add(draft, "id", str(draft.given_id), same, Severity.ROW_REJECTED)
            return
        known = known or self._with_same_title(draft)
        if known is None:
            known = _Merged(draft, [draft.place])
            self.studies.append(known)
        else:
            self._merge(known, draft)
        self._remember(known)

    def _with_same_title(self, draft: Draft) -> _Merged | None:
        for key in _title_keys(draft):
            known = self.by_title.get(key)
            if known is None or not _same_titles(known.draft, draft):
                continue
            if known.draft.given_id and draft.given_id:
                same = reason("row.same-title", row=str(known.places[0].row))
                self._add(draft, "id", draft.given_id, same)
                continue
            return known
        return None

    def _merge(self, known: _Merged, draft: Draft) -> None:
        first, row = known.draft, str(known.places[0].row)
        same = replace(draft, place=first.place) == first
        self._add(draft, None, None, reason("row.repeats" if same else "row.same-study", row=row))
        for name, value in _contradictions(first, draft):
            self._add(draft, name, value, reason("row.contradicts", row=row), Severity.VALUE_DROPPED)
        known.draft = _joined(first, draft)
        known.places.append(draft.place)

    def _remember(self, known: _Merged) -> None:
        if known.draft.given_id:
            self.by_id[known.draft.given_id] = known
        for key in _title_keys(known.draft):
            self.by_title.setdefault(key, known)

    def _add(
        self,
        draft: Draft,
        column: str | None,
        value: str | None,
        why: Reason,
        severity: Severity = Severity.NOTE,
    ) -> None:
        place = draft.place
        self.problems.append(
            Problem(
                source=place.source,
                row=place.row,
                column=column,
                value=shorten(value) if value else None,
                reason=why,
                severity=severity,
            )
        )


def merge(drafts: Iterable[Draft]) -> tuple[tuple[InventoryRow, ...], tuple[Problem, ...]]:
    """Return one row for each study, with an id for each, and what was odd about it.

    Rows are one study where they have the same id, or the same titles in the languages that both give (at
    least one), the same date and the same administrations. Each value is that of the first row that has it.
    Of two rows with one id and different titles the second is rejected, so that no study takes the files of
    another.
    """
    merging = _Merging()
    for draft in drafts:
        merging.take(draft)
    return tuple(_with_ids(merging.studies)), tuple(merging.problems)


def _same_titles(first: Draft, second: Draft) -> bool:
    """Tell whether no title contradicts: in the languages that both give, one at least is the same."""
    shared = first.titles.keys() & second.titles.keys()
    same = [words(first.titles[language]) == words(second.titles[language]) for language in shared]
    return any(same) or not same


def _title_keys(draft: Draft) -> Iterator[tuple[object, ...]]:
    bodies = frozenset(one.id for one in draft.administrations)
    for language, title in draft.titles.items():
        yield language, " ".join(words(title)), draft.published, bodies


def _joined(first: Draft, second: Draft) -> Draft:
    single = {name: getattr(first, name) or getattr(second, name) for name in _SINGLE}
    return replace(
        first,
        given_id=first.given_id or second.given_id,
        titles={**second.titles, **first.titles},
        abstracts={**second.abstracts, **first.abstracts},
        keywords=_all_words(first.keywords, second.keywords),
        files=tuple(dict.fromkeys((*first.files, *second.files))),
        **single,
    )


def _all_words(
    first: Mapping[Language, tuple[str, ...]], second: Mapping[Language, tuple[str, ...]]
) -> dict[Language, tuple[str, ...]]:
    languages = dict.fromkeys((*first, *second))
    return {
        language: tuple(dict.fromkeys((*first.get(language, ()), *second.get(language, ()))))
        for language in languages
    }


def _contradictions(first: Draft, second: Draft) -> Iterator[tuple[str, str]]:
    """Yield what the second row tells otherwise: what it is, and how it is written there."""
    for name in _SINGLE:
        mine, other = getattr(first, name), getattr(second, name)
        if mine and other and _comparable(mine) != _comparable(other):
            yield name.replace("_", " "), _shown(other)
    for name, ours, others in (
        ("title", first.titles, second.titles),
        ("abstract", first.abstracts, second.abstracts),
    ):
        for language in ours.keys() & others.keys():
            if words(ours[language]) != words(others[language]):
                yield f"{name}, {language}", others[language]


def _comparable(value: object) -> object:
    if isinstance(value, tuple):
        return {one.id for one in value}
    return words(value) if isinstance(value, str) else value


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(one.written for one in value)
    if isinstance(value, Cost):
        return f"{value.amount} (VAT {value.vat})"
    return value.isoformat() if isinstance(value, PublicationDate) else str(value)


def _with_ids(studies: Sequence[_Merged]) -> Iterator[InventoryRow]:
    """Give ids in the order of the rows: the same inventory always gives the same ids."""
    taken = {str(known.draft.given_id) for known in studies if known.draft.given_id}
    for known in studies:
        draft = known.draft
        chosen = draft.given_id or _new_id(draft, taken)
        taken.add(chosen)
        yield InventoryRow(
            study=_study(chosen, draft),
            files=draft.files,
            places=tuple(known.places),
            gives_id=draft.given_id is not None,
        )


def _new_id(draft: Draft, taken: set[str]) -> StudyId:
    title = next((draft.titles[language] for language in Language if language in draft.titles), None)
    name = title or draft.files[0].name.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    return study_id(name, draft.published.first.year if draft.published else None, taken)


def _study(chosen: StudyId, draft: Draft) -> Study:
    return Study(
        id=chosen,
        titles=draft.titles,
        abstracts=draft.abstracts,
        administrations=tuple(one.id for one in draft.administrations),
        administrations_as_written=tuple(one.written for one in draft.administrations),
        contractor=draft.contractor,
        published=draft.published,
        cost=draft.cost,
        document_type=draft.document_type,
        keywords=draft.keywords,
    )
