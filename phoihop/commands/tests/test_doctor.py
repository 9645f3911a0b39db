"""`phoihop doctor`: each thing amiss is found, with its remedy, and weighs as it should."""

import datetime as dt
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from phoihop.agree.signing.tests.factories import a_clerk, the_authority
from phoihop.commands import examination, installation, main, serve
from phoihop.engines import typesetting
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.jobs import queries as jobs
from phoihop.foundation.jobs import schedule, working
from phoihop.foundation.ledger import guards
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.numbers import verbs as numbers
from phoihop.foundation.numbers.models import Series
from tests.cast import MONDAY, lan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sound(settings, tmp_path, monkeypatch):
    """A machine where nothing is amiss."""
    tmp_path.chmod(0o700)
    (tmp_path / "static").mkdir()
    settings.HOME = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.PACKAGE = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    settings.DEMO = settings.HTTPS = False
    settings.TRUST_ROOTS, settings.TSA_URL = the_authority().trust_folder, "http://tsa.example"
    monkeypatch.setattr(installation, "ready", lambda: None)
    monkeypatch.setattr(examination, "LEAST_FREE", 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    working.register("w", at=timezone.now())
    return tmp_path


def amiss():
    return {finding.code: finding for finding in examination.examine() if finding.level != "ok"}


def test_a_sound_machine_is_said_to_be_sound(capsys):
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert said.endswith("Mọi thứ đều ổn.\n")
    assert "✓ Có 1 tiến trình việc nền đang chạy." in said


def test_what_is_amiss_has_a_remedy_and_weighs(capsys, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "! Chưa cấu hình máy chủ thư" in said
    assert "→ Đặt PHOIHOP_SMTP_HOST" in said
    assert said.endswith("1 điều cần xem lại.\n")
    settings.STATIC_ROOT = "/nowhere"
    assert main(["doctor", "--json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert found["status"] == "error"
    assert {
        "code": "static",
        "level": "error",
        "says": "Chưa có tệp tĩnh.",
        "remedy": found["findings"][5]["remedy"],
    } == (found["findings"][5])


def test_a_home_that_cannot_be_used_is_one_sentence(monkeypatch, capsys):
    def closed():
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(installation, "ready", closed)
    assert main(["doctor"]) == 2
    assert capsys.readouterr().err.startswith("Không dùng được thư mục PHOIHOP_HOME")


def test_an_open_home_and_an_open_key(sound):
    key = sound / "secret-key"
    key.write_text("x")
    key.chmod(0o640)
    sound.chmod(0o755)
    assert {code: finding.level for code, finding in amiss().items()} == {"home": "warning", "secret-key": "error"}
    key.chmod(0o600)
    assert list(amiss()) == ["home"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_an_old_sqlite(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    assert amiss()["database"].level == "error"


def test_a_database_that_is_away_or_behind(monkeypatch):
    def away():
        raise DatabaseError("connection refused")

    monkeypatch.setattr(jobs, "migrations_missing", away)
    assert amiss()["database"].says == "Không mở được cơ sở dữ liệu: connection refused."
    monkeypatch.setattr(jobs, "migrations_missing", lambda: ["agencies.0099_tomorrow"])
    assert [finding.code for finding in examination.examine() if finding.code in ("worker", "anchor")] == []
    assert amiss()["database"].says == "Cơ sở dữ liệu chưa được cập nhật: còn 1 bước."


def test_tables_of_another_release(monkeypatch):
    def strange():
        raise DatabaseError("no such column")

    monkeypatch.setattr(examination, "RECORD", [strange])
    assert amiss()["tables"].level == "error"


def test_little_room_no_libreoffice_no_catalogues(monkeypatch, sound):
    monkeypatch.setattr(examination, "LEAST_FREE", 2**60)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    catalogue = sound / "app/locale/vi/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    assert list(amiss()) == ["disk", "messages", "libreoffice"]
    catalogue.with_suffix(".mo").touch()
    assert list(amiss()) == ["disk", "libreoffice"]


def test_a_demonstration_is_for_this_machine_alone(settings):
    settings.DEMO = True
    assert not amiss()
    settings.ALLOWED_HOSTS = ["127.0.0.1", "phoihop.example.vn"]
    assert {code: finding.level for code, finding in amiss().items()} == {"demo": "error", "https": "warning"}
    settings.DEMO, settings.HTTPS = False, True
    assert not amiss()
    settings.ALLOWED_HOSTS = ["*"]
    assert amiss()["hosts"].level == "error"


def test_no_worker_and_a_queue_that_stands(monkeypatch):
    working.Worker.objects.all().delete()
    assert amiss()["worker"].level == "warning"
    monkeypatch.setattr(schedule, "_entries", {"test.broken": schedule.Entry("test.broken", lambda: 1 / 0, minutes=1)})
    schedule.run_chore.enqueue("test.broken")
    monkeypatch.setattr(examination, "OLDEST_TASK", dt.timedelta(0))
    assert amiss()["queue"].says == "Có việc nền chờ đã 0 phút."
    working.DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())
    assert "failed" in amiss()


def test_a_ledger_nobody_anchors():
    actor = lan()

    def record(number):
        with transaction.atomic():
            ledger.record("legal_basis.registered", on=actor.agency, by=actor, at=MONDAY, number=number, title="x")

    record("1/QĐ")
    assert amiss()["anchor"].says == "Sổ cái chưa có mốc neo nào."
    ledger.anchor(at=MONDAY)
    assert not amiss()
    record("2/QĐ")
    assert amiss()["anchor"].says == "Sổ cái có mục mới mà hơn hai giờ chưa được neo."
    ledger.anchor(at=timezone.now())
    record("3/QĐ")
    assert not amiss(), "the next anchor is still to come"


def test_a_ledger_whose_guards_are_gone():
    assert "guards" not in amiss()
    guards.remove(connection)
    assert amiss()["guards"].level == "error"
    assert "phoihop serve" in amiss()["guards"].remedy
    serve._migrate()
    assert "guards" not in amiss()


def test_a_damaged_file():
    StoredFile.objects.create(sha256="a" * 64, size=1, media_type="text/plain", kept_at=MONDAY, damaged_at=MONDAY)
    assert amiss()["files"].level == "error"


@pytest.mark.slow
def test_the_command_itself(house):
    """As installed: a worker is missing, mail goes nowhere; nothing is worse than that."""
    done = house.run("doctor", "--json")
    assert done.returncode in (1, 2), done.stderr
    codes = {finding["code"]: finding["level"] for finding in json.loads(done.stdout)["findings"]}
    assert (codes["database"], codes["worker"], codes["mail"]) == ("ok", "warning", "warning")
    assert Path(house.folder).stat().st_mode & 0o777 == 0o700 or codes["home"] == "warning"


def test_nobody_is_trusted_from_the_start(settings, tmp_path):
    settings.TRUST_ROOTS = tmp_path / "trust"
    assert str(tmp_path / "trust") in amiss()["trust"].remedy


def test_a_root_that_cannot_be_read_is_named(settings, tmp_path):
    settings.TRUST_ROOTS = tmp_path
    (tmp_path / "goc.pem").write_text("no certificate")
    told = [one.says for one in examination.examine() if one.code == "trust"]
    assert "goc.pem" in told[0]


def test_without_timestamps_the_signers_clock_is_all_there_is(settings):
    settings.TSA_URL = ""
    assert "PHOIHOP_TSA_URL" in amiss()["timestamps"].remedy


def test_a_face_with_other_widths_is_told(monkeypatch):
    monkeypatch.setattr(typesetting, "font_in_use", lambda: typesetting.LAST_RESORT)
    assert typesetting.LAST_RESORT in amiss()["fonts"].says


def test_a_book_that_misses_numbers_is_told():
    clerk = a_clerk(lan())
    numbers.name_symbol(agency=clerk.agency, text="BXDĐ", from_on=MONDAY.date(), by=clerk, at=MONDAY)
    numbers.open_term(agency=clerk.agency, name="2025-2030", from_on=MONDAY.date(), by=clerk, at=MONDAY)
    given = numbers.reserve_number(agency=clerk.agency, paper_type="CTr", by=clerk, at=MONDAY)
    Series.objects.filter(pk=given.series_id).update(last=3)
    assert "[2, 3]" in amiss()["books"].says
