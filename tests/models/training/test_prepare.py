import re
from pathlib import Path

import pytest

from models.errors import TrainingInputError
from models.language import Language
from models.load import WEIGHTS
from models.training.prepare import LICENCES, Audited, open_prepared, prepare
from models.training.prepared import Kind, Prepared
from tests.models.training.making import SENTENCES, write_data, write_lines, write_pairs, write_parallel


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_data(tmp_path / "data")
    return tmp_path / "data"


def of(audited: tuple[Audited, ...], source: str, kind: Kind, languages: str) -> Audited:
    (found,) = [one for one in audited if (one.source, one.kind, one.languages) == (source, kind, languages)]
    return found


def texts(
    prepared: Prepared, source: str, kind: Kind, first: Language, second: Language
) -> set[tuple[str, ...]]:
    return {
        tuple(prepared.text(number) for number in pair)
        for group in prepared.groups
        if (group.source, group.kind, group.first, group.second) == (source, kind, first, second)
        for pair in prepared.of(group)
    }


def test_every_pair_of_languages_of_a_parallel_text_is_kept(data: Path, tmp_path: Path) -> None:
    prepare(data, tmp_path)
    found = texts(open_prepared(tmp_path), "manuals", Kind.SENTENCES, Language.NL, Language.EN)
    assert found == {(row[2], row[0]) for row in SENTENCES}


def test_a_row_with_an_empty_cell_is_no_pair_of_that_language(data: Path, tmp_path: Path) -> None:
    audited = prepare(data, tmp_path)
    assert of(audited, "manuals", Kind.TERMS, "fr-nl").kept == 1
    assert of(audited, "manuals", Kind.TERMS, "fr-en").kept == 2


def test_rows_that_overlap_an_evaluation_set_are_dropped_and_counted(data: Path, tmp_path: Path) -> None:
    write_lines(data / "eval" / "set" / "set.test.tsv.gz", [SENTENCES[3][1]])
    audited = prepare(data, tmp_path)
    assert of(audited, "manuals", Kind.SENTENCES, "fr-en").overlapping == 1
    assert of(audited, "manuals", Kind.SENTENCES, "nl-en").overlapping == 0
    prepared = open_prepared(tmp_path)
    assert SENTENCES[3][1] not in {prepared.text(number) for number in range(len(prepared))}


def test_repeated_rows_are_kept_once_and_counted(data: Path, tmp_path: Path) -> None:
    write_parallel(data, "twice", [("a cat", "un chat", "een kat")] * 3)
    audited = of(prepare(data, tmp_path), "twice", Kind.SENTENCES, "fr-en")
    assert (audited.kept, audited.repeated) == (1, 2)


def test_a_text_is_stored_once_however_many_pairs_hold_it(data: Path, tmp_path: Path) -> None:
    prepare(data, tmp_path)
    prepared = open_prepared(tmp_path)
    keys = [(prepared.languages[number], prepared.text(number)) for number in range(len(prepared))]
    assert len(keys) == len(set(keys))


def test_the_licence_of_every_source_is_told(data: Path, tmp_path: Path) -> None:
    write_pairs(data, "fr_admin_faq/faq.fr", [{"query": "Qui ?", "text": "Le maire.", "title": "Mairie"}])
    audited = prepare(data, tmp_path)
    assert of(audited, "fr_admin_faq", Kind.QUESTIONS, "fr-fr").licence == "as in the source"
    assert of(audited, "guides", Kind.QUESTIONS, "fr-fr").licence == "unknown"


def test_the_card_of_the_weights_lists_the_same_licence_of_every_source() -> None:
    listed: dict[str, str] = {}
    for line in (WEIGHTS / "README.md").read_text(encoding="utf-8").splitlines():
        *cells, licence, _ = [cell.strip() for cell in line.split("|")] if line.startswith("|") else ("", "")
        listed |= dict.fromkeys(re.findall(r"`(\w+)`", "".join(cells[:2])), licence)
    assert listed == LICENCES


def test_a_passage_stands_under_its_title(data: Path, tmp_path: Path) -> None:
    write_pairs(data, "faq/faq.fr", [{"query": "Qui ?", "text": "Le maire.", "title": "Mairie"}])
    prepare(data, tmp_path)
    found = texts(open_prepared(tmp_path), "faq", Kind.QUESTIONS, Language.FR, Language.FR)
    assert found == {("Qui ?", "Mairie. Le maire.")}


def test_the_glossary_is_learned_in_every_pair_of_languages(data: Path, tmp_path: Path) -> None:
    prepare(data, tmp_path)
    found = texts(open_prepared(tmp_path), "glossary", Kind.TERMS, Language.FR, Language.NL)
    assert ("titres-services", "dienstencheques") in found


def test_texts_that_were_not_prepared_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(TrainingInputError, match="savoir train prepare"):
        open_prepared(tmp_path)
