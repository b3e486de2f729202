import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None

KEPT = """
CREATE TRIGGER study_change_UPDATE BEFORE UPDATE ON study_change {unless}
BEGIN SELECT RAISE(ABORT, 'the history of studies is only added to'); END
"""
UNLESS_REDACTED = """
WHEN NOT (
  NEW.number = OLD.number AND NEW.study_id = OLD.study_id AND NEW.revision = OLD.revision
  AND NEW.made = OLD.made AND NEW.made_by = OLD.made_by AND NEW.field = OLD.field
  AND OLD.field NOT IN ('state', 'merged_into', 'absorbed', 'redacted')
  AND (NEW."before" IS NULL) = (OLD."before" IS NULL) AND (NEW."after" IS NULL) = (OLD."after" IS NULL)
  AND EXISTS (
    SELECT 1 FROM personal_decision
    WHERE number = NEW.redaction AND verdict = 'redacted' AND holder = 'study:' || OLD.study_id
  )
)
"""


def upgrade() -> None:
    op.add_column("study_change", sa.Column("redaction", sa.Integer))
    _replace(UNLESS_REDACTED)


def downgrade() -> None:
    _replace("")
    op.drop_column("study_change", "redaction")


def _replace(unless: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER study_change_UPDATE")
        op.execute(KEPT.format(unless=unless))
