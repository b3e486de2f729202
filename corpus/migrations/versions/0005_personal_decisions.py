import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEPT = """
CREATE TRIGGER personal_decision_{event} BEFORE {event} ON personal_decision
BEGIN SELECT RAISE(ABORT, 'decisions about personal data are only added to'); END
"""


def upgrade() -> None:
    op.create_table(
        "personal_decision",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("holder", sa.String(130), nullable=False),
        sa.Column("value_key", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("masked", sa.Text, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("passage", sa.Integer),
        sa.Column("place_start", sa.Integer, nullable=False),
        sa.Column("place_end", sa.Integer, nullable=False),
        sa.Column("decided", sa.DateTime, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
    )
    op.create_index("ix_personal_decision_holder", "personal_decision", ["holder"])
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(KEPT.format(event=event))


def downgrade() -> None:
    op.drop_table("personal_decision")
