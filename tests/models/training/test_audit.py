from pathlib import Path

from models.training.audit import Audit, evaluation_texts
from tests.models.training.making import write_lines

LONG = "la commune a décidé de créer une zone à faibles émissions dans le centre de la ville"


def test_a_text_that_is_measured_on_overlaps_whatever_its_case_and_accents() -> None:
    assert Audit(["Qualité de l'air"]).overlaps("QUALITE DE L'AIR")


def test_a_short_text_overlaps_only_as_a_whole() -> None:
    assert not Audit(["Qualité de l'air"]).overlaps("La qualité de l'air")


def test_a_long_text_overlaps_when_much_of_it_was_seen() -> None:
    assert Audit([LONG]).overlaps(f"En 2019, {LONG}.")


def test_a_long_text_with_a_few_words_in_common_does_not_overlap() -> None:
    other = "de la ville et des quartiers que le plan régional veut relier par des pistes cyclables sûres"
    assert not Audit([LONG]).overlaps(f"zone à faibles émissions dans le centre de la ville {other} {other}")


def test_nothing_overlaps_with_nothing() -> None:
    assert not Audit([]).overlaps(LONG)


def test_topics_and_the_documents_that_answer_them_are_held_out(tmp_path: Path) -> None:
    folder = tmp_path / "eval" / "questions"
    write_lines(folder / "queries.fr.jsonl.gz", ['{"id": "q", "text": "Combien d\'arbres ?"}'])
    documents = ['{"id": "d", "title": "", "text": "Mille arbres."}', '{"id": "e", "text": "Dix bus."}']
    write_lines(folder / "corpus.fr.jsonl.gz", documents)
    (folder / "qrels.tsv").write_text("q\td\t1\n")
    assert sorted(evaluation_texts(tmp_path)) == ["Combien d'arbres ?", "Mille arbres."]


def test_training_parts_of_an_evaluation_set_are_not_held_out(tmp_path: Path) -> None:
    write_lines(tmp_path / "eval" / "pairs" / "pairs.train.tsv.gz", ["Un chien court.\tEen hond rent."])
    write_lines(tmp_path / "eval" / "pairs" / "pairs.test.tsv.gz", ["Un chat dort.\tEen kat slaapt."])
    assert [*evaluation_texts(tmp_path)] == ["Un chat dort.", "Een kat slaapt."]
