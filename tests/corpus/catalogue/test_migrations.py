import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import downgrade
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from corpus.catalogue import migrate
from corpus.catalogue.engine import connect, parse, sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.catalogue.tables import REVISION, Base
from corpus.errors import CatalogueNewerError
from corpus.life import StudyState
from corpus.study import Study, StudyId
from models.language import Language

BROKEN = """
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = "0001", None, None, None

def upgrade() -> None:
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    raise RuntimeError("power cut")
"""


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def test_the_migrations_end_in_the_tables_that_the_code_uses(catalogue: Catalogue, url: str) -> None:
    engine = connect(parse(url))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def scripts() -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config


def test_the_revision_of_the_code_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(scripts()).get_current_head() == REVISION


def test_a_catalogue_of_the_first_version_is_brought_up_to_the_last(path: Path) -> None:
    with Catalogue.open(sqlite_url(path)) as first:
        first.put_study(Study(id=StudyId("a"), titles={}))
    engine, config = connect(parse(sqlite_url(path))), scripts()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        downgrade(config, "0001")
    engine.dispose()
    assert "study_change" not in tables(path)
    with Catalogue.open(sqlite_url(path)) as second:
        assert second.count_states() == {StudyState.PUBLISHED: 1}
        second.put_study(Study(id=StudyId("a"), titles={Language.FR: "Autre"}))
        assert len(second.history(StudyId("a"))) == 2


def test_a_catalogue_opens_again_with_what_was_in_it(path: Path) -> None:
    with Catalogue.open(sqlite_url(path)) as first:
        first.put_study(Study(id=StudyId("a"), titles={}))
    with Catalogue.open(f"sqlite:///{path}") as second:
        assert second.count_studies() == 1


def test_a_catalogue_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    Catalogue.open(sqlite_url(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = tables(path)
    with pytest.raises(CatalogueNewerError, match="revision 9999"):
        Catalogue.open(sqlite_url(path))
    assert tables(path) == before


def test_a_migration_that_was_cut_short_leaves_nothing_and_can_be_done_again(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = tmp_path / "scripts"
    (scripts / "versions").mkdir(parents=True)
    shutil.copy(migrate.SCRIPTS / "env.py", scripts)
    (scripts / "versions" / "0001_broken.py").write_text(BROKEN)
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "SCRIPTS", scripts)
        with pytest.raises(RuntimeError, match="power cut"):
            Catalogue.open(sqlite_url(path))
    assert tables(path) == set()
    with Catalogue.open(sqlite_url(path)) as catalogue:
        assert catalogue.count_studies() == 0
