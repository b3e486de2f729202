import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEPT = """
CREATE TRIGGER study_change_{event} BEFORE {event} ON study_change
BEGIN SELECT RAISE(ABORT, 'the history of studies is only added to'); END
"""


def upgrade() -> None:
    # What was in the catalogue before was there for readers.
    op.add_column("study", sa.Column("state", sa.String(10), nullable=False, server_default="published"))
    op.add_column("study", sa.Column("state_since", sa.DateTime))
    op.add_column("study", sa.Column("state_reason", sa.Text))
    op.create_index("ix_study_state", "study", ["state"])
    op.create_table(
        "study_change",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("study_id", sa.String(120), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("field", sa.String(30), nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
        sa.UniqueConstraint("study_id", "revision", "field", name="uq_study_change"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(KEPT.format(event=event))


def downgrade() -> None:
    op.drop_table("study_change")
    op.drop_index("ix_study_state", "study")
    for column in ("state_reason", "state_since", "state"):
        op.drop_column("study", column)
