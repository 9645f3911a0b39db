"""`phoihop demo`: plays in an empty home and says what it made. (That it leaves real data alone: demo/tests.)"""

import json

import pytest

pytestmark = pytest.mark.slow


def test_it_plays_and_says_what_it_made(tmp_path, house):
    made = house.elsewhere(tmp_path / "demo").run("demo", "--no-serve", "--json")
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    assert set(told) == {"home", "url", "accounts", "signed_pdfs", "packs", "articles", "trust"}
    assert told["home"] == str(tmp_path / "demo")
    assert {"login", "role", "agency"} == set(told["accounts"][0])
    assert len(told["accounts"]) > 10
