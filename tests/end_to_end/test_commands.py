"""The commands that read a library."""

import subprocess
import sys

import pytest

from index.fusion_settings import SHIPPED, read_fusion_settings
from models.encoder_files import DEFAULT
from tests.end_to_end.program import ROOT, Here

COMMANDS = [
    "ingest",
    "search",
    "studies",
    "studies list",
    "studies show",
    "studies submit",
    "studies send-back",
    "studies publish",
    "studies withdraw",
    "studies restore",
    "studies history",
    "studies compare",
    "studies revert",
    "remove",
    "reindex",
    "status",
    "personal-data",
    "serve",
    "bench",
    "eval",
    "eval run",
    "eval measure",
    "eval compare",
    "eval matrix",
    "eval check",
    "eval encoder",
    "eval report",
]
HEAVY = [
    "numpy",
    "haystack",
    "unstructured",
    "sqlalchemy",
    "qdrant_edge",
    "fastapi",
    "lingua",
    "dateparser",
    "phonenumbers",
]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_explains_itself(empty: Here, command: str) -> None:
    finished = empty(*command.split(), "--help")
    assert finished.code == 0
    assert f"Usage: savoir {command}".strip() in finished.out
    assert not empty.data.exists()


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nsys.argv = ['savoir', '--help']\nfrom search_api.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert finished.stdout.splitlines()[-1] == "[]"


def test_studies_are_listed_as_an_array_of_objects_with_ids(savoir: Here) -> None:
    listed = savoir("studies", "list", "--json").json
    assert [study["id"] for study in listed] == [
        "urban-heat",
        "peage-urbain",
        "lage-emissiezone",
        "observatoire-loyers",
    ]
    assert {file["state"] for study in listed for file in study["files"]} == {"indexed"}


def test_a_list_can_be_cut_into_pages(savoir: Here) -> None:
    listed = savoir("studies", "list", "--limit", "1", "--offset", "1", "--json").json
    assert [study["id"] for study in listed] == ["peage-urbain"]


def test_every_id_is_whole_in_the_printed_list(savoir: Here) -> None:
    ids = [study["id"] for study in savoir("studies", "list", "--json").json]
    printed = savoir("studies", "list").out
    assert [identity for identity in ids if identity not in printed] == []


def test_one_study_is_shown_with_the_state_of_its_files(savoir: Here) -> None:
    shown = savoir("studies", "show", "urban-heat").out
    assert "perspective.brussels" in shown
    assert "heat.docx (indexed" in shown
    assert savoir("studies", "show", "urban-heat", "--json").json["id"] == "urban-heat"


def test_an_answer_has_the_shape_that_scripts_rely_on(savoir: Here) -> None:
    answer = savoir("search", "péage urbain", "--json").json
    assert set(answer) == {"query", "total", "took_ms", "results", "facets"}
    assert set(answer["query"]) == {"text", "language", "mode", "filters"}
    assert set(answer["facets"]) == {"administration", "year", "cost", "language", "document_type"}
    assert {key for facet in answer["facets"].values() for entry in facet for key in entry} == {
        "value",
        "label",
        "count",
    }
    for result in answer["results"]:
        assert set(result) == {"rank", "score", "study", "passages"}
        assert set(result["study"]) == {
            "id",
            "titles",
            "administrations",
            "published",
            "cost",
            "languages",
            "files",
        }
        for passage in result["passages"]:
            keys = {"text", "highlights", "number", "page", "page_end", "language", "file", "score"}
            assert keys <= set(passage) <= keys | {"explanation"}


def test_a_question_finds_its_study_first_in_every_language(savoir: Here) -> None:
    assert savoir.found("Combien coûterait un péage urbain aux ménages ?")[0] == "peage-urbain"
    assert savoir.found("stikstofdioxide in de lage-emissiezone")[0] == "lage-emissiezone"
    assert savoir.found("how do parks cool the streets at night")[0] == "urban-heat"


def test_every_filter_of_the_command_line_is_heard(savoir: Here) -> None:
    assert savoir.found("ville", "--administration", "brussel mobiliteit") == ["peage-urbain"]
    assert savoir.found("ville", "--from", "2019", "--to", "2019-06") == ["lage-emissiezone"]
    assert savoir.found("ville", "--min-cost", "200000") == ["lage-emissiezone"]
    assert savoir.found("ville", "--max-cost", "99999,99") == ["observatoire-loyers"]
    assert set(savoir.found("ville", "--max-cost", "99999", "--include-unknown-cost")) == {
        "observatoire-loyers",
        "urban-heat",
    }
    assert savoir.found("ville", "--language", "nl", "--mode", "semantic") == ["lage-emissiezone"]
    assert savoir.found("ville", "--type", "survey") == ["observatoire-loyers"]
    assert len(savoir.found("ville", "--limit", "2", "--offset", "1")) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--administration", "bruxelles mobilitee"], "Bruxelles Mobilité"),
        (["--from", "2022", "--to", "2019"], "date_from"),
        (["--from", "summer"], "date_from"),
        (["--min-cost", "-1"], "cost_min"),
        (["--min-cost", "9", "--max-cost", "5"], "cost_min"),
        (["--language", "de"], "language"),
        (["--type", "poem"], "document_type"),
        (["--mode", "magic"], "mode"),
        (["--limit", "0"], "limit"),
        (["--limit", "1000"], "limit"),
        (["--offset", "-1"], "offset"),
    ],
)
def test_a_filter_that_cannot_be_answered_ends_in_one_line_of_advice(
    savoir: Here, arguments: list[str], said: str
) -> None:
    finished = savoir("search", "péage", *arguments)
    assert finished.code == 2
    assert said in finished.err
    assert finished.err.count("\n") == 1
    assert finished.out == ""


@pytest.mark.parametrize("question", ["", "   ", "x" * 10_000, "\udc80\udcff"])
def test_a_question_that_cannot_be_asked_is_refused(savoir: Here, question: str) -> None:
    finished = savoir("search", "--", question)
    assert finished.code == 2
    assert "q:" in finished.err


@pytest.mark.parametrize(
    "question", ["de la het the", "🚲🚲", "\x00\x1b[31m\x07 péage", '"a AND (b OR', "[/red] [bold]"]
)
def test_an_odd_question_gets_an_honest_answer(savoir: Here, question: str) -> None:
    assert savoir("search", "--", question).code == 0


def test_an_unknown_study_is_named_and_the_list_recommended(savoir: Here) -> None:
    for command in (["studies", "show", "nothing"], ["remove", "nothing"]):
        finished = savoir(*command)
        assert finished.code == 3
        assert "'nothing'" in finished.err
        assert "studies list" in finished.err


def test_a_setting_that_cannot_be_read_is_named(savoir: Here) -> None:
    finished = savoir("status", SAVOIR_PORT="eighty")
    assert finished.code == 2
    assert "SAVOIR_PORT" in finished.err


def test_the_status_of_a_library_in_order_is_short(savoir: Here) -> None:
    told = savoir("status", "--json").json
    assert told.pop("encoder").startswith(f"{DEFAULT}:")
    assert told.pop("fusion") == read_fusion_settings(SHIPPED / f"{DEFAULT}.json").version
    assert told == {
        "studies": 4,
        "unpublished": {},
        "files": {"indexed": 4},
        "troubled": [],
        "unlisted_administrations": {},
        "index": "v000001",
        "waiting": [],
        "leaving": [],
        "backup": None,
    }


def test_an_explained_search_says_which_words_became_which(savoir: Here) -> None:
    shown = savoir("search", "zone de basses émissions", "--language", "nl", "--limit", "1", "--explain").out
    assert "meaning" in shown
    assert "zone de basses émissions →" in " ".join(shown.split())
