import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "judgement",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("study_id", sa.String(120), nullable=False),
        sa.Column("judge", sa.String(60), nullable=False),
        sa.Column("grade", sa.Integer, nullable=False),
        sa.Column("judged", sa.DateTime, nullable=False),
    )
    op.create_index("ix_judgement_judge", "judgement", ["judge"])


def downgrade() -> None:
    op.drop_table("judgement")
