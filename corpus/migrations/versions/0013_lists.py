import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0010"
branch_labels = None
depends_on = None

KEPT = """
CREATE TRIGGER list_change_{event} BEFORE {event} ON list_change
BEGIN SELECT RAISE(ABORT, 'the history of lists is only added to'); END
"""


def upgrade() -> None:
    op.create_table(
        "list_change",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("list", sa.String(20), nullable=False),
        sa.Column("entry", sa.String(120), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("act", sa.String(10), nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
        sa.UniqueConstraint("list", "entry", "revision", name="uq_list_change"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(KEPT.format(event=event))


def downgrade() -> None:
    op.drop_table("list_change")
