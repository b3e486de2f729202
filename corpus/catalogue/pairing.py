"""What may be duplicates, and what is decided about them."""

from collections.abc import Iterable, Mapping, Sequence

from corpus.catalogue import decisions as log
from corpus.catalogue.curating import Curating
from corpus.catalogue.duplicates_tables import DecisionRow
from corpus.catalogue.editions import editions
from corpus.catalogue.merges import merge, part, present
from corpus.catalogue.proposing import open_candidates, replace_candidates
from corpus.catalogue.writing import NOTHING_EXPECTED, require_as_seen
from corpus.duplicates.candidates import Candidate
from corpus.duplicates.decisions import Act, Decision, Related
from corpus.study import StudyId


class Pairing(Curating):
    """Decisions are taken whatever the view; one stands for two studies at a time.

    Whoever has looked at studies says which revisions are expected to be their latest: of those that were
    changed since, nothing is decided.
    """

    def merge(
        self, kept: StudyId, other: StudyId, *, by: str, expected: Mapping[StudyId, int] = NOTHING_EXPECTED
    ) -> Decision:
        """Make two records of one work one: files and missing facts go to the kept one.

        The other one leaves the catalogue; readers who ask for it are told of the kept one.

        Raises:
            StudyNotFoundError: one of them is not there.
            DecisionRefusedError: a decision about them stands, one is withdrawn or merged, or readers
                would see what was not published, or lose what was.
            StaleRevisionError: one of them was changed since it was seen.
        """
        with self._writing() as session:
            require_as_seen(session, expected)
            return merge(session, kept, other, by=by)

    def link(
        self,
        first: StudyId,
        second: StudyId,
        act: Act,
        *,
        by: str,
        expected: Mapping[StudyId, int] = NOTHING_EXPECTED,
    ) -> Decision:
        """Link two studies as language versions, or the first as the newer edition of the second.

        Raises:
            StudyNotFoundError: one of them is not there.
            DecisionRefusedError: a decision about them stands, or one of them was merged.
            StaleRevisionError: one of them was changed since it was seen.
        """
        with self._writing() as session:
            require_as_seen(session, expected)
            present(session, first, second)
            log.require_undecided(session, first, second)
            row = DecisionRow(act=act.value, first=first, second=second, made_by=by)
            return log.record(session, row)

    def set_apart(
        self, first: StudyId, second: StudyId, *, by: str, expected: Mapping[StudyId, int] = NOTHING_EXPECTED
    ) -> Decision:
        """Keep that two studies are different works; they are not proposed again.

        Raises:
            StudyNotFoundError: one of them is not there.
            DecisionRefusedError: a decision about them stands, or one of them was merged.
            StaleRevisionError: one of them was changed since it was seen.
        """
        return self.link(first, second, Act.APART, by=by, expected=expected)

    def undo(self, number: int, *, by: str, expected: Mapping[StudyId, int] = NOTHING_EXPECTED) -> Decision:
        """Undo a decision. Undoing a merge brings both records back as they were.

        What was changed in the kept record since stays changed.

        Raises:
            DecisionNotFoundError: there is none of this number.
            DecisionRefusedError: it does not stand any more, or what came after it has to be undone first.
            StaleRevisionError: one of its studies was changed since it was seen.
        """
        with self._writing() as session:
            require_as_seen(session, expected)
            row = log.standing_decision(session, number)
            if row.act == Act.MERGE:
                part(session, row, by=by)
            undoing = DecisionRow(
                act=Act.UNDO.value, first=row.first, second=row.second, made_by=by, undoes=number
            )
            return log.record(session, undoing)

    def pair_decisions(self) -> Sequence[Decision]:
        """Return all decisions about duplicates, oldest first, whatever the view."""
        with self._looking() as session:
            return log.decisions(session)

    def propose(self, candidates: Iterable[Candidate]) -> None:
        """Keep the candidates that were found now, in place of those before."""
        with self._writing() as session:
            replace_candidates(session, candidates)

    def candidates(self) -> Sequence[Candidate]:
        """Return the candidates that are to be decided about, the surest first, whatever the view."""
        with self._looking() as session:
            return open_candidates(session)

    def editions(self, study: StudyId) -> Sequence[Related]:
        """Return the other language versions and editions of a study, as they were linked."""
        with self._reading() as session:
            return editions(session, study)
