"""`phoihop import`, as a script would call it."""

import pytest

from phoihop.agree.drafting import queries
from phoihop.agree.drafting.models import Import, Text
from phoihop.agree.programmes.tests.factories import a_framework
from phoihop.commands import installation, main
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.models import Account, Tenure
from tests.cast import lan, minh, someone

pytestmark = pytest.mark.django_db

PAPER = """QUY CHẾ PHỐI HỢP
Điều 1. Trao đổi thông tin
Các bên kịp thời thông tin cho nhau.
Điều 2. Giao ban
Các bên họp giao ban mỗi quý một lần.
"""


@pytest.fixture(autouse=True)
def _in_process(monkeypatch, settings, tmp_path):
    """Tests build tables without migrations, speak English, and keep files apart."""
    monkeypatch.setattr(installation, "ready", lambda: None)
    monkeypatch.setattr(installation, "trouble_with_database", lambda: "")
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def paper(tmp_path):
    file = tmp_path / "quy-che.txt"
    file.write_text(PAPER, encoding="utf-8")
    return str(file)


@pytest.fixture
def doubtful(tmp_path):
    """Without Điều 2."""
    file = tmp_path / "thieu-dieu.txt"
    file.write_text(PAPER.replace("Điều 2", "Điều 3"), encoding="utf-8")
    return str(file)


def login(actor):
    return Account.objects.get(pk=actor.account_id).email


def test_a_document_becomes_the_draft(paper, capsys):
    framework = a_framework(by=lan())
    assert main(["import", paper, "--framework", str(framework.pk)]) == 0
    assert capsys.readouterr().out == f"Đã nhập 2 điều khoản từ “quy-che.txt” vào “{framework.title}”.\n"
    assert [branch.label for branch in queries.tree(Text.objects.get())] == ["Article 1", "Article 2"]


def test_a_doubtful_one_waits_on_its_page(doubtful, capsys, settings):
    settings.PUBLIC_URL = "https://phoihop.example.vn"
    framework = a_framework(by=lan())
    assert main(["import", doubtful, "--framework", str(framework.pk)]) == 0
    said = capsys.readouterr().out
    preview = Import.objects.get()
    assert "Cần xem (dòng 4): Trước “Điều 3.”" in said
    assert f"https://phoihop.example.vn/texts/{preview.text_id}/imports/{preview.pk}/" in said
    assert preview.state == Import.State.PREVIEW
    assert not queries.tree(Text.objects.get())


def test_unless_told_to_go_on(doubtful, capsys):
    framework = a_framework(by=lan())
    assert main(["import", doubtful, "--framework", str(framework.pk), "--yes"]) == 0
    said = capsys.readouterr().out
    assert "Cần xem (dòng 4)" in said
    assert "Đã nhập 2 điều khoản" in said
    assert [branch.label for branch in queries.tree(Text.objects.get())] == ["Article 1", "Article 3"]


def test_in_the_name_of_someone(paper):
    lead = lan()
    other = someone("Vân", agency=lead.agency)
    framework = a_framework(by=lead)
    assert main(["import", paper, "--framework", str(framework.pk), "--as", login(other)]) == 0
    assert Import.objects.get().by_name == "Vân"


def test_over_a_draft_that_is_there(paper):
    framework = a_framework(by=lan())
    for _time in range(2):
        assert main(["import", paper, "--framework", str(framework.pk)]) == 0
    assert len(queries.tree(Text.objects.get())) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--framework", "999"], "Không có khung chương trình số 999"), (["--as", "ai@example.vn"], "Không có tài khoản")],
)
def test_what_is_not_there_is_told(paper, capsys, words, said):
    framework = a_framework(by=lan())
    assert main(["import", paper, "--framework", str(framework.pk), *words]) == 2
    assert said in capsys.readouterr().err


def test_another_agency_may_not(paper, capsys):
    framework = a_framework(by=lan())
    assert main(["import", paper, "--framework", str(framework.pk), "--as", login(minh())]) == 2
    assert "Only the lead agency" in capsys.readouterr().err
    assert not Text.objects.exists()


def test_nobody_may_draft(paper, capsys):
    framework = a_framework(by=lan())
    Tenure.objects.update(roles=[Role.CLERK])
    assert main(["import", paper, "--framework", str(framework.pk)]) == 2
    assert "--as LOGIN" in capsys.readouterr().err


def test_what_cannot_be_read_leaves_nothing(tmp_path, capsys):
    framework = a_framework(by=lan())
    empty = tmp_path / "trong.docx"
    empty.touch()
    for file in (empty, tmp_path / "khong-co.docx"):
        assert main(["import", str(file), "--framework", str(framework.pk)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert not Text.objects.exists()


def test_a_huge_file_is_not_even_opened(tmp_path, capsys):
    framework = a_framework(by=lan())
    huge = tmp_path / "lon.docx"
    with huge.open("wb") as file:
        file.truncate(300 * 2**20)
    assert main(["import", str(huge), "--framework", str(framework.pk)]) == 2
    assert capsys.readouterr().err


def test_an_unusable_database_is_told(paper, capsys, monkeypatch):
    monkeypatch.setattr(installation, "trouble_with_database", lambda: "Cơ sở dữ liệu chưa được cập nhật.")
    assert main(["import", paper, "--framework", "1"]) == installation.UNUSABLE
