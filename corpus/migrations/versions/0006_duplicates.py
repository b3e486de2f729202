import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEPT = """
CREATE TRIGGER duplicate_decision_{event} BEFORE {event} ON duplicate_decision
BEGIN SELECT RAISE(ABORT, 'decisions about duplicates are only added to'); END
"""


def upgrade() -> None:
    op.add_column("study", sa.Column("merged_into", sa.String(120)))
    op.create_index("ix_study_merged_into", "study", ["merged_into"])
    op.create_table(
        "duplicate_candidate",
        sa.Column("first", sa.String(120), primary_key=True),
        sa.Column("second", sa.String(120), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
    )
    op.create_table(
        "duplicate_decision",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("first", sa.String(120), nullable=False),
        sa.Column("second", sa.String(120), nullable=False),
        sa.Column("undoes", sa.Integer, unique=True),
        sa.Column("first_revision", sa.Integer),
        sa.Column("second_revision", sa.Integer),
        sa.Column("second_since", sa.DateTime),
    )
    for column in ("first", "second"):
        op.create_index(f"ix_duplicate_decision_{column}", "duplicate_decision", [column])
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(KEPT.format(event=event))


def downgrade() -> None:
    op.drop_table("duplicate_decision")
    op.drop_table("duplicate_candidate")
    op.drop_index("ix_study_merged_into", "study")
    op.drop_column("study", "merged_into")
