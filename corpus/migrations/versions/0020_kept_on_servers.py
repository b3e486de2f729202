from alembic import op

revision = "0020"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("personal_decision", "duplicate_decision", "person_event", "list_change")

REFUSE = """
CREATE FUNCTION savoir_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'this table is only added to'; END $$
"""
KEPT = """
CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION savoir_refuse()
"""
HISTORY_KEPT = """
CREATE TRIGGER study_change_kept BEFORE DELETE OR TRUNCATE ON study_change
FOR EACH STATEMENT EXECUTE FUNCTION savoir_refuse()
"""
# What may change is what the trigger of SQLite lets change.
REFUSE_UNLESS_REDACTED = """
CREATE FUNCTION savoir_refuse_unless_redacted() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NEW.number = OLD.number AND NEW.study_id = OLD.study_id AND NEW.revision = OLD.revision
    AND NEW.made = OLD.made AND NEW.made_by = OLD.made_by AND NEW.field = OLD.field
    AND OLD.field NOT IN ('state', 'merged_into', 'absorbed', 'redacted')
    AND (NEW."before" IS NULL) = (OLD."before" IS NULL) AND (NEW."after" IS NULL) = (OLD."after" IS NULL)
    AND EXISTS (
      SELECT 1 FROM personal_decision
      WHERE number = NEW.redaction AND verdict = 'redacted' AND holder = 'study:' || OLD.study_id
    )
  THEN RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the history of studies is only added to';
END $$
"""
HISTORY_REDACTED = """
CREATE TRIGGER study_change_redacted BEFORE UPDATE ON study_change
FOR EACH ROW EXECUTE FUNCTION savoir_refuse_unless_redacted()
"""


def upgrade() -> None:
    # SQLite got its own triggers with each of these tables.
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE)
        for table in TABLES:
            op.execute(KEPT.format(table=table))
        for statement in (HISTORY_KEPT, REFUSE_UNLESS_REDACTED, HISTORY_REDACTED):
            op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER study_change_redacted ON study_change")
        op.execute("DROP FUNCTION savoir_refuse_unless_redacted")
        for table in (*TABLES, "study_change"):
            op.execute(f"DROP TRIGGER {table}_kept ON {table}")
        op.execute("DROP FUNCTION savoir_refuse")
