"""Settings of fusion as data: written, read, shipped, and what a calibration does."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import FusionSettingsError
from index.fusion import fuse
from index.fusion_settings import (
    FusionSettings,
    ScoreMap,
    read_fusion_settings,
    shipped_fusion_settings,
)
from index.question import Mode
from index.retrieval import ArmHits
from models.language import Language
from tests.index.test_fusion import WEIGHTS, candidates, hits

FR, NL, EN = Language.FR, Language.NL, Language.EN
SETTINGS = FusionSettings(weights=WEIGHTS, calibration={(FR, NL): ScoreMap(0.1, 0.5)})


def test_settings_that_are_written_read_back(tmp_path: Path) -> None:
    path = tmp_path / "fusion.json"
    path.write_text(SETTINGS.to_json(chosen_on="nothing"), encoding="utf-8")
    assert read_fusion_settings(path) == SETTINGS


def test_the_version_changes_with_every_value_and_not_with_where_it_came_from(tmp_path: Path) -> None:
    path = tmp_path / "fusion.json"
    path.write_text(SETTINGS.to_json(chosen_on="nothing"), encoding="utf-8")
    assert read_fusion_settings(path).version == SETTINGS.version
    others = [
        replace(SETTINGS, weights=replace(WEIGHTS, title=0.31)),
        replace(SETTINGS, calibration={}),
        replace(SETTINGS, calibration={(FR, NL): ScoreMap(0.1, 0.51)}),
        replace(SETTINGS, calibration={(NL, FR): ScoreMap(0.1, 0.5)}),
    ]
    assert len({SETTINGS.version, *(other.version for other in others)}) == 5


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": 9}, "format is 9"),
        ({"weights": {}}, "missing"),
        ({"weights": {"meaning": 1.5}}, "unexpected|missing|between"),
        ({"calibration": {"fr-xx": {"offset": 0, "slope": 1}}}, "xx"),
        ({"calibration": {"fr-nl": {"offset": 0, "slope": 0}}}, "does not rise"),
        ({"calibration": []}, "items"),
    ],
)
def test_settings_that_make_no_sense_are_refused(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    path = tmp_path / "fusion.json"
    path.write_text(json.dumps(json.loads(SETTINGS.to_json()) | change), encoding="utf-8")
    with pytest.raises(FusionSettingsError, match=f"(?s){reason}.*savoir train fusion"):
        read_fusion_settings(path)


def test_a_weight_beyond_one_is_refused() -> None:
    with pytest.raises(ValueError, match=r"title is 1\.2"):
        replace(WEIGHTS, title=1.2)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FusionSettingsError, match=r"gone\.json"):
        read_fusion_settings(tmp_path / "gone.json")


def test_every_shipped_encoder_has_its_own_settings_and_others_have_some() -> None:
    static, contextual = (shipped_fusion_settings(f"{name}:0123") for name in ("static", "contextual"))
    assert static.version != contextual.version
    assert shipped_fusion_settings("somebody/elses-model") == contextual


def test_a_calibration_moves_the_passages_of_another_language_alone() -> None:
    found = replace(
        candidates(fr=ArmHits(meaning=hits(("a/1", 0.8))), nl=ArmHits(meaning=hits(("b/1", 0.8)))),
        asked_in=FR,
    )
    plain, mended = (
        {ranked.study: ranked.passages[0].score for ranked in fuse(found, mode=Mode.SEMANTIC, settings=one)}
        for one in (replace(SETTINGS, calibration={}), SETTINGS)
    )
    assert plain == {"a": pytest.approx(1.0), "b": pytest.approx(1.0)}
    assert mended == {"a": pytest.approx(1.0), "b": pytest.approx(0.6)}


def test_a_calibrated_score_stays_between_nothing_and_a_full_match() -> None:
    assert [ScoreMap(-0.5, 2.0)(score) for score in (0.0, 0.5, 1.0)] == [0.0, 0.5, 1.0]
    assert SETTINGS.calibrated(None, NL, 0.4) == SETTINGS.calibrated(FR, None, 0.4) == 0.4
