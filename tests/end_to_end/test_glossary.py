"""The glossary taken into a spreadsheet and back."""

from pathlib import Path

from tests.end_to_end.program import Here

QUESTION = "Pourquoi est-ce que la zorglubine est là où elle est ?"


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def append(path: Path, *rows: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def test_a_row_that_a_spreadsheet_adds_is_what_the_next_search_translates_by(
    savoir: Here, tmp_path: Path
) -> None:
    table = tmp_path / "glossary.tsv"
    assert savoir("glossary", "export", table).code == 0
    assert rows(table)[0] == ["id", "domain", "fr", "nl", "en"]
    assert savoir.found(QUESTION, "--mode", "keyword") == []
    append(table, "\ttest\tzorglubine | zorglub\tluchtkwaliteit\tair quality thing")
    done = savoir("glossary", "import", table, "--by", "anna")
    assert (done.code, done.out.strip()) == (0, "1 added, 0 changed")
    assert savoir.found(QUESTION, "--mode", "keyword") != []
    again = savoir("glossary", "import", table)
    assert (again.code, "'air-quality-thing' has" in again.err) == (67, True)
    savoir("glossary", "export", table)
    assert savoir("glossary", "import", table).out.strip() == "0 added, 0 changed"


def test_a_table_with_a_fault_is_refused_as_a_whole_and_each_fault_is_named(
    savoir: Here, tmp_path: Path
) -> None:
    table = tmp_path / "glossary.tsv"
    savoir("glossary", "export", table)
    append(table, "good\ttest\ta1\tb1\tc1", "bad\ttest\t\tb2\tc2", "\t\ta3\tb3\tc3", "No Id\tx\ta4\tb4\tc4")
    refused = savoir("glossary", "import", table)
    assert refused.code == 69
    for told in ("bad: terms.fr", "domain: this parameter is required", "No Id: id"):
        assert told in refused.err, refused.err
    savoir("glossary", "export", tmp_path / "after.tsv")
    assert "good" not in [row[0] for row in rows(tmp_path / "after.tsv")]


def test_what_is_no_table_or_cannot_be_written_is_told(savoir: Here, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("péage;tol\n", encoding="utf-8")
    refused = savoir("glossary", "import", tmp_path / "list.txt")
    assert (refused.code, "tabs between the columns" in refused.err) == (26, True)
    assert savoir("glossary", "import", tmp_path / "nowhere.tsv").code == 26
    assert savoir("glossary", "export", tmp_path / "nowhere" / "x.tsv").code == 2
