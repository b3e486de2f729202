from alembic import op

revision = "0020"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("study_change", "personal_decision", "duplicate_decision", "person_event")

REFUSE = """
CREATE FUNCTION savoir_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'this table is only added to'; END $$
"""
KEPT = """
CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION savoir_refuse()
"""


def upgrade() -> None:
    # SQLite got its own triggers with each of these tables.
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE)
        for table in TABLES:
            op.execute(KEPT.format(table=table))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"DROP TRIGGER {table}_kept ON {table}")
        op.execute("DROP FUNCTION savoir_refuse")
