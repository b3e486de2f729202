import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "harvest_source",
        sa.Column("source", sa.String(500), primary_key=True),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("token", sa.Text),
        sa.Column("begun", sa.DateTime),
        sa.Column("completed", sa.DateTime),
    )
    op.create_table(
        "harvest_record",
        sa.Column("source", sa.String(500), primary_key=True),
        sa.Column("identifier", sa.String(500), primary_key=True),
        sa.Column("study_id", sa.String(120), nullable=False),
        sa.Column("stamp", sa.Text),
        sa.Column("told", sa.JSON, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
    )
    op.create_index("ix_harvest_record_study_id", "harvest_record", ["study_id"])


def downgrade() -> None:
    op.drop_table("harvest_record")
    op.drop_table("harvest_source")
