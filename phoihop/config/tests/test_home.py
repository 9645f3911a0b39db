"""One folder holds everything, and its key is nobody else's."""

import stat

from phoihop.config import home


def test_the_home_is_made_where_it_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("PHOIHOP_HOME", str(tmp_path / "nha"))
    assert home.home() == tmp_path / "nha"
    assert stat.S_IMODE((tmp_path / "nha").stat().st_mode) == 0o700


def test_without_a_word_it_is_var_here(tmp_path, monkeypatch):
    monkeypatch.delenv("PHOIHOP_HOME")
    monkeypatch.chdir(tmp_path)
    assert home.home() == tmp_path / "var"


def test_the_key_is_made_once_and_kept_from_others(tmp_path):
    key = home.secret_key(tmp_path)
    assert len(key) > 50
    assert home.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
