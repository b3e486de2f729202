import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", sa.DateTime),
    )
    op.create_table(
        "person_session",
        sa.Column("proof", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(60), sa.ForeignKey("person.name"), nullable=False, index=True),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
    )
    op.create_table(
        "person_token",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("proof", sa.String(64), nullable=False, unique=True),
        sa.Column("person", sa.String(60), sa.ForeignKey("person.name"), nullable=False, index=True),
        sa.Column("label", sa.String(100), nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("expires", sa.DateTime),
        sa.Column("used", sa.DateTime),
        sa.Column("revoked", sa.DateTime),
    )


def downgrade() -> None:
    for table in ("person_token", "person_session", "person"):
        op.drop_table(table)
