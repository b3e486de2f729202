"""Test collections: what is read, and what is told of those that cannot be."""

from pathlib import Path

import pytest

from eval.collection import open_collection, read_documents
from eval.errors import EvaluationDataError
from eval.running import asked_topics, judgements
from models.language import Language
from tests.eval.making import ASKED, parallel_collection, write_objects

FR, NL, EN = Language.FR, Language.NL, Language.EN
SAMPLE = Path(__file__).parents[3] / "corpus" / "sample"


def test_a_parallel_collection_is_read_with_or_without_gzip_and_a_header(tmp_path: Path) -> None:
    collection = open_collection(parallel_collection(tmp_path))
    assert set(collection.corpora) == set(collection.topics) == {FR, NL}
    assert {topic.id: topic.text for topic in collection.topics[NL]} == {
        f"q-{name}": texts[1] for name, texts in ASKED.items()
    }
    assert [document.id for document in read_documents(collection.corpora[FR], FR)] == list(ASKED)
    assert not collection.is_library


def test_parallel_topics_and_documents_are_told_apart_where_several_languages_meet(tmp_path: Path) -> None:
    collection = open_collection(parallel_collection(tmp_path))
    assert [topic.id for topic in asked_topics(collection, [FR])][:1] == ["q-water"]
    assert [topic.id for topic in asked_topics(collection)][:1] == ["fr/q-water"]
    assert judgements(collection, [NL], [FR])["q-water"] == {"water": 1}  # type: ignore[index]
    assert judgements(collection)["nl/q-water"] == {"fr/water": 1, "nl/water": 1}  # type: ignore[index]


def test_the_sample_is_one_library_with_topics_and_filters() -> None:
    collection = open_collection(SAMPLE)
    assert collection.is_library
    assert {language: len(topics) for language, topics in collection.topics.items()} == {
        FR: 30,
        NL: 30,
        EN: 30,
    }
    assert any(topic.filters for topic in asked_topics(collection))
    assert judgements(collection) == collection.qrels


def test_topics_that_nobody_judged_are_not_asked(tmp_path: Path) -> None:
    directory = parallel_collection(tmp_path)
    (directory / "qrels.tsv").write_text("q-water\twater\t1\n")
    assert [topic.id for topic in asked_topics(open_collection(directory), [NL])] == ["q-water"]


def test_judgements_in_several_files_are_joined(tmp_path: Path) -> None:
    directory = parallel_collection(tmp_path)
    (directory / "qrels.tsv").write_text("q-water\twater\t1\n")
    (directory / "qrels.more.tsv").write_text("q-noise\tnoise\t1\n")
    assert set(open_collection(directory).qrels) == {"q-water", "q-noise"}
    (directory / "qrels.again.tsv").write_text("q-noise\tnoise\t0\n")
    with pytest.raises(EvaluationDataError, match="judged in another file"):
        open_collection(directory)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("corpus", "holds no collection"),
        ("queries", "holds no topics"),
        ("qrels", "holds no judgements"),
    ],
)
def test_a_folder_without_a_part_is_told_what_a_collection_is(
    tmp_path: Path, broken: str, reason: str
) -> None:
    for path in parallel_collection(tmp_path).glob(f"{broken}*"):
        path.unlink()
    with pytest.raises(EvaluationDataError, match=f"{reason}; a collection is a folder with corpus"):
        open_collection(tmp_path)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationDataError, match="no such folder"):
        open_collection(tmp_path / "nowhere")


def test_judgements_of_another_collection_are_told(tmp_path: Path) -> None:
    (parallel_collection(tmp_path) / "qrels.tsv").write_text("x1\twater\t1\n")
    with pytest.raises(EvaluationDataError, match="no topic is judged"):
        open_collection(tmp_path)


def test_a_language_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    collection = open_collection(parallel_collection(tmp_path))
    with pytest.raises(EvaluationDataError, match="no topics in en; it has some in fr, nl"):
        asked_topics(collection, [EN])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n', "line 2: .* there before"),
        ('{"id": "a", "text": "x"}\n{"text": "y"}\n', "line 2: it has no 'id'"),
        ('{"id": "a"}\n', "line 1: it has no 'text'"),
        ("[1]\n", "line 1: it is no JSON object"),
        ("{\n", "line 1: it is no JSON"),
        ("\n", "no topics"),
    ],
)
def test_bad_topics_are_told_by_line(tmp_path: Path, line: str, reason: str) -> None:
    (parallel_collection(tmp_path) / "queries.fr.jsonl").write_text(line)
    with pytest.raises(EvaluationDataError, match=reason):
        open_collection(tmp_path)


def test_a_document_that_comes_twice_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "corpus.fr.jsonl"
    write_objects(path, [{"_id": "a", "text": "x"}, {"_id": "a", "text": "y"}])
    with pytest.raises(EvaluationDataError, match=r"line 2: the document 'a' was there before"):
        list(read_documents(path, FR))


@pytest.mark.parametrize("row", [{"language": "de"}, {"language": "fr", "filters": ["2018"]}])
def test_a_topic_of_another_language_or_with_strange_filters_is_told(
    tmp_path: Path, row: dict[str, object]
) -> None:
    write_objects(tmp_path / "topics.jsonl", [{"id": "a", "text": "x", **row}])
    with pytest.raises(EvaluationDataError, match="line 1"):
        open_collection(tmp_path)
