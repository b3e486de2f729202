"""Decisions about personal data: kept for ever, and the newest counts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.connected import Connected
from corpus.catalogue.engine import empty_log
from corpus.catalogue.erasing import erase
from corpus.catalogue.files import batches
from corpus.catalogue.personal_tables import PersonalDecisionRow
from corpus.personal import Decision, Erasure, Redactions, Verdict
from corpus.study import Sha256


class Deciding(Connected):
    """What librarians decided; the same in every view, and known by hash or id alone."""

    def decide(self, decisions: Sequence[Decision], erasures: Sequence[Erasure] = ()) -> None:
        """Keep decisions, all of them or none; what was decided before stays, and counts no more.

        What is to be erased leaves the records and their histories in the same transaction, and the
        database file with it: nobody brings it back, but from a backup.
        """
        if not (decisions or erasures):
            return
        with self._writing() as session:
            _keep(session, decisions)
            for erasure in erasures:
                erase(session, erasure, _keep(session, erasure.decisions))
        if erasures:
            empty_log(self._engine)

    def decisions(self, holders: Sequence[str]) -> Mapping[str, Mapping[str, Decision]]:
        """Return the newest decision about each value by holder and key; holders without one are left out."""
        query = select(PersonalDecisionRow).order_by(PersonalDecisionRow.number)
        found: defaultdict[str, dict[str, Decision]] = defaultdict(dict)
        with self._looking() as session:
            for batch in batches(holders):
                for row in session.scalars(query.where(PersonalDecisionRow.holder.in_(batch))):
                    found[row.holder][row.value_key] = _decision(row)
        return found

    def redactions(self) -> Redactions:
        """Return the keys of all that is redacted, by file; files without redactions are left out."""
        row = PersonalDecisionRow
        query = select(row.holder, row.value_key, row.verdict).order_by(row.number)
        newest: defaultdict[str, dict[str, str]] = defaultdict(dict)
        with self._looking() as session:
            for holder, key, verdict in session.execute(query):
                newest[holder][key] = verdict
        kept = {
            Sha256(holder): frozenset(key for key, verdict in keys.items() if verdict == Verdict.REDACTED)
            for holder, keys in newest.items()
        }
        return {holder: keys for holder, keys in kept.items() if keys}

    def redacted_in(self, file: Sha256) -> Mapping[str, Decision]:
        """Return what is redacted in the text of a file, by key."""
        decided = self.decisions([file]).get(file, {})
        return {key: one for key, one in decided.items() if one.verdict is Verdict.REDACTED}


def _keep(session: Session, decisions: Sequence[Decision]) -> int:
    """Write decisions down and return the number of the last one; 0: there is none."""
    rows = [PersonalDecisionRow(**_values(one)) for one in decisions]
    session.add_all(rows)
    session.flush()
    return rows[-1].number if rows else 0


def _values(one: Decision) -> dict[str, Any]:
    return {
        "holder": one.holder,
        "value_key": one.key,
        "kind": one.kind,
        "verdict": one.verdict.value,
        "masked": one.masked,
        "page": one.page,
        "passage": one.passage,
        "place_start": one.start,
        "place_end": one.end,
        "decided": one.made,
        "decided_by": one.by,
    }


def _decision(row: PersonalDecisionRow) -> Decision:
    return Decision(
        holder=row.holder,
        key=row.value_key,
        kind=row.kind,
        verdict=Verdict(row.verdict),
        masked=row.masked,
        page=row.page,
        passage=row.passage,
        start=row.place_start,
        end=row.place_end,
        by=row.decided_by,
        made=row.decided,
    )
