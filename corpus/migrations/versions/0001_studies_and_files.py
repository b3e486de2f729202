import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "study",
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("contractor", sa.Text),
        sa.Column("published_first", sa.Date),
        sa.Column("published_last", sa.Date),
        sa.Column("published_precision", sa.String(5)),
        sa.Column("cost_cents", sa.BigInteger),
        sa.Column("cost_vat", sa.String(8)),
        sa.Column("document_type", sa.String(30)),
    )
    op.create_index("ix_study_published_first", "study", ["published_first"])
    op.create_table(
        "study_text",
        _study_id(),
        sa.Column("language", sa.String(2), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("abstract", sa.Text),
        sa.Column("keywords", sa.JSON),
    )
    op.create_table(
        "study_administration",
        _study_id(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("administration_id", sa.Text),
        sa.Column("as_written", sa.Text),
    )
    op.create_index(
        "ix_study_administration_administration_id", "study_administration", ["administration_id"]
    )
    op.create_table(
        "study_file",
        _study_id(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String(2)),
    )
    op.create_index("ix_study_file_sha256", "study_file", ["sha256"])
    op.create_table(
        "file",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("pages_found", sa.Integer),
        sa.Column("pages_with_text", sa.Integer),
        sa.Column("language", sa.String(2)),
        sa.Column("reason", sa.Text),
        sa.Column("extractor", sa.Text),
        sa.Column("seen", sa.DateTime, nullable=False),
        sa.Column("updated", sa.DateTime, nullable=False),
    )
    op.create_index("ix_file_state", "file", ["state"])


def downgrade() -> None:
    for table in ("file", "study_file", "study_administration", "study_text", "study"):
        op.drop_table(table)


def _study_id() -> sa.Column[str]:
    return sa.Column(
        "study_id", sa.String(120), sa.ForeignKey("study.id", ondelete="CASCADE"), primary_key=True
    )
