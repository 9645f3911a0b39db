"""A picture in the documentation is taken by a journey, shown somewhere, and there when it is shown."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def shown():
    return {
        (page.parent / place).resolve()
        for page in PAGES
        for place in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    }


def test_every_picture_shown_is_there_and_no_other():
    assert sorted(shown()) == sorted(IMAGES.iterdir())


@pytest.mark.parametrize("picture", sorted(path.stem for path in IMAGES.iterdir()))
def test_a_journey_takes_it(picture):
    assert any(f'"{picture}"' in file.read_text(encoding="utf-8") for file in (ROOT / "tests/journeys").glob("*.py"))
