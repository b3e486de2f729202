"""The page of a report in a real browser."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from eval.report.write import write_report
from tests.eval.report import made_up

CHROMIUM = shutil.which("chromium")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


def browse(page: Path, profile: Path, *options: str) -> str:
    assert CHROMIUM
    command = [CHROMIUM, *OPTIONS, f"--user-data-dir={profile}", *options, page.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not on the path")
def test_a_browser_shows_the_page_with_its_drawings(tmp_path: Path) -> None:
    page, *_ = write_report(made_up.report(), tmp_path / "report")
    picture = tmp_path / "page.png"
    shown = browse(
        page, tmp_path / "profile", "--window-size=1000,3000", f"--screenshot={picture}", "--dump-dom"
    )
    assert shown.count('role="img"') == 4
    assert "below BM25 with 1.000" in shown
    with Image.open(picture) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int).reshape(-1, 3)
    white = (pixels == 255).all(axis=1).mean()
    assert 0.5 < white < 0.97, "a light page where nobody asks for a dark one, with something on it"
    assert (pixels[:, 2] - pixels[:, 0] > 60).sum() > 2000, "a heat map is blue"
