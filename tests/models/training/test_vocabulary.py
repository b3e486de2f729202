from pathlib import Path

import numpy as np
import pytest

from models.training.batches import Batch, Lesson, Share, of_sources, plan
from models.training.prepare import open_prepared, prepare
from models.training.prepared import Kind, Prepared
from models.training.vocabulary import FRAME, Tokens, cache_tokens, learn, pieces_of
from models.word_pieces import WordPieces
from tests.models.training.making import write_data

SENTENCES = Share(lesson=Lesson.DISTIL, of=of_sources("manuals", languages="fr-en"), count=40)
QUESTIONS = Share(
    lesson=Lesson.CONTRAST, of=of_sources("guides", kinds=(Kind.QUESTIONS,)), count=20, together=2
)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("training")
    write_data(folder / "data")
    prepare(folder / "data", folder)
    prepared = open_prepared(folder)
    teacher = ["[PAD]", "[unused0]", "tree", "##s", "木"]
    learn(prepared, teacher, seed=1).save(str(folder / "tokenizer.json"))
    cache_tokens(prepared, folder / "tokenizer.json", folder / "tokens")
    return folder


@pytest.fixture
def prepared(work: Path) -> Prepared:
    return open_prepared(work)


@pytest.fixture
def tokens(work: Path) -> Tokens:
    return Tokens(work / "tokens")


def planned(prepared: Prepared, tokens: Tokens, *shares: Share, seed: int = 1) -> list[Batch]:
    return plan(prepared, tokens, shares, pieces=100, longest=32, seed=seed)


def test_the_teachers_pieces_of_latin_script_are_kept_and_no_others(work: Path) -> None:
    pieces = pieces_of(work / "tokenizer.json")
    assert {"tree", "##s"} <= set(pieces)
    assert not {"木", "[unused0]"} & set(pieces)


def test_a_learned_tokenizer_numbers_the_special_pieces_as_the_training_does(work: Path) -> None:
    assert WordPieces(work / "tokenizer.json").frame == FRAME


def test_words_of_the_texts_are_learned(work: Path) -> None:
    assert {"dienstencheques", "belasting"} & set(pieces_of(work / "tokenizer.json"))


def test_the_cached_pieces_are_those_of_the_tokenizer(work: Path, prepared: Prepared, tokens: Tokens) -> None:
    reader = WordPieces(work / "tokenizer.json")
    for number in range(0, len(prepared), 50):
        assert tokens[number].tolist() == reader.read([prepared.text(number)])[0].tolist()


def test_the_same_seed_makes_the_same_plan(prepared: Prepared, tokens: Tokens) -> None:
    first, second = (planned(prepared, tokens, SENTENCES, QUESTIONS) for _ in range(2))
    assert all(np.array_equal(one.pairs, other.pairs) for one, other in zip(first, second, strict=True))


def test_another_seed_makes_another_plan(prepared: Prepared, tokens: Tokens) -> None:
    first, second = (planned(prepared, tokens, SENTENCES, seed=seed) for seed in (1, 2))
    assert [one.pairs.tolist() for one in first] != [other.pairs.tolist() for other in second]


def test_a_share_gets_as_many_pairs_as_it_asks_for(prepared: Prepared, tokens: Tokens) -> None:
    assert sum(len(batch.pairs) for batch in planned(prepared, tokens, SENTENCES)) == 40


def test_a_share_of_a_source_that_is_not_there_is_empty(prepared: Prepared, tokens: Tokens) -> None:
    missing = Share(lesson=Lesson.DISTIL, of=of_sources("nowhere"), count=40)
    assert planned(prepared, tokens, missing) == []


def test_a_batch_holds_no_more_pieces_than_asked(prepared: Prepared, tokens: Tokens) -> None:
    for batch in planned(prepared, tokens, SENTENCES):
        assert sum(len(tokens[number]) + 2 for number in batch.pairs[:, 0]) <= 100 + 34


def test_english_texts_may_be_their_own_translation(prepared: Prepared, tokens: Tokens) -> None:
    told = of_sources("manuals", languages="fr-en")
    own = Share(lesson=Lesson.DISTIL, of=told, count=5, english=True)
    assert all((batch.pairs[:, 0] == batch.pairs[:, 1]).all() for batch in planned(prepared, tokens, own))
