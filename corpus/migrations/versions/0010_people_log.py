import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

KEPT = """
CREATE TRIGGER person_event_{event} BEFORE {event} ON person_event
BEGIN SELECT RAISE(ABORT, 'the log of accounts is only added to'); END
"""


def upgrade() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", sa.DateTime),
        sa.Column("tried", sa.DateTime, nullable=False, index=True),
    )
    op.create_table(
        "person_link",
        sa.Column("person", sa.String(60), sa.ForeignKey("person.name"), primary_key=True),
        sa.Column("proof", sa.String(64), nullable=False, unique=True),
        sa.Column("expires", sa.DateTime, nullable=False),
    )
    op.create_table(
        "person_event",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("person", sa.String(60), nullable=False, index=True),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(KEPT.format(event=event))
    op.add_column("person", sa.Column("subject", sa.Text))
    op.create_index("ix_person_subject", "person", ["subject"], unique=True)
    op.drop_column("person", "failures")
    op.drop_column("person", "locked_until")


def downgrade() -> None:
    op.add_column("person", sa.Column("failures", sa.Integer, nullable=False, server_default="0"))
    op.add_column("person", sa.Column("locked_until", sa.DateTime))
    op.drop_index("ix_person_subject", "person")
    op.drop_column("person", "subject")
    for table in ("person_event", "person_link", "sign_in_attempt"):
        op.drop_table(table)
