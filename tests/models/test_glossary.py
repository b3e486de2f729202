"""The glossary of public policy."""

import re
from collections import Counter
from pathlib import Path

import pytest

from models.errors import GlossaryError
from models.glossary import by_phrase, glossary, phrase, read_glossary
from models.glossary import written as as_table
from models.language import Language

FR, NL, EN = Language.FR, Language.NL, Language.EN


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "glossary.tsv"
    path.write_text(text, encoding="utf-8")
    return path


TOLL = (
    "id\tdomain\tfr\tnl\ten\nurban-toll\tmobility\tpéage urbain | péage de cordon\tstadstol\troad pricing\n"
)


def test_a_concept_is_found_by_any_synonym_however_it_is_inflected(tmp_path: Path) -> None:
    known = by_phrase(read_glossary(written(tmp_path, TOLL)), FR)
    words = phrase("les péages urbains de Bruxelles", FR)
    count, (concept,) = known.find(words, 0)
    assert count == 2
    assert concept.synonyms[NL] == ("stadstol",)
    assert known.find(phrase("péage de cordon", FR), 0)[0] == 2
    assert known.find(phrase("péage", FR), 0) == (0, ())
    assert known.find(words, 2) == (0, ())


def test_the_longest_phrase_wins(tmp_path: Path) -> None:
    text = f"{TOLL}toll\tmobility\tpéage\ttol\ttoll\n"
    known = by_phrase(read_glossary(written(tmp_path, text)), FR)
    assert known.find(phrase("péage urbain", FR), 0)[0] == 2
    assert known.find(phrase("péage autoroutier", FR), 0)[0] == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no column"),
        ("id\tdomain\tfr\tnl\na\tmobility\ta\tb\n", "no column en"),
        ("domain\tfr\tnl\ten\nmobility\ta\tb\tc\n", "no column id"),
        (f"{TOLL}rent\tloyer\thuur\n", "line 3 has 3 cells"),
    ],
)
def test_a_glossary_that_cannot_be_read_is_told_by_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(GlossaryError, match=reason):
        read_glossary(written(tmp_path, text))


def test_a_missing_glossary_is_told(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError):
        read_glossary(tmp_path / "nowhere.tsv")


def test_the_shipped_glossary_holds_four_hundred_concepts_in_three_languages() -> None:
    concepts = read_glossary()
    assert len(concepts) >= 400
    for concept in concepts:
        assert concept.domain
        for language in Language:
            synonyms = concept.synonyms[language]
            assert synonyms
            assert len(set(synonyms)) == len(synonyms)
    for heads in (
        Counter(concept.synonyms[FR][0] for concept in concepts),
        Counter(one.id for one in concepts),
    ):
        assert max(heads.values()) == 1
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", concept.id) for concept in concepts)


def test_what_is_written_is_read_again_as_it_was(tmp_path: Path) -> None:
    concepts = read_glossary()
    path = tmp_path / "again.tsv"
    path.write_text(as_table(concepts), encoding="utf-8")
    assert read_glossary(path) == concepts


@pytest.mark.parametrize(
    ("said", "language", "target", "expected"),
    [
        ("péage urbain", FR, NL, "stadstol"),
        ("titres-services", FR, NL, "dienstencheque"),
        ("dienstencheques", NL, EN, "service voucher"),
        ("road pricing", EN, NL, "rekeningrijden"),
        ("luchtkwaliteit", NL, FR, "qualité de l'air"),
        ("CPAS", FR, NL, "OCMW"),
        ("MIVB", NL, FR, "STIB"),
    ],
)
def test_what_parallel_texts_lack_is_in_the_shipped_glossary(
    said: str, language: Language, target: Language, expected: str
) -> None:
    _, concepts = glossary(language).find(phrase(said, language), 0)
    assert any(expected in synonym for concept in concepts for synonym in concept.synonyms[target])
