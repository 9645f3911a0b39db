"""`phoihop outline`: as a person and as a script would call it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from phoihop.commands import main
from phoihop.engines.reading import MAX_BYTES
from phoihop.engines.reading import __file__ as reading

TEXT = """BAN TUYÊN GIÁO - ỦY BAN NHÂN DÂN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 05/CTr-PH
Ngã Bảy, ngày 31 tháng 12 năm 2021
CHƯƠNG TRÌNH PHỐI HỢP
giai đoạn 2021 - 2025
Căn cứ Quyết định số 238-QĐ/TW;
I. MỤC ĐÍCH
1. Một việc:
a) nhỏ;
III. TỔ CHỨC THỰC HIỆN
Các bên thực hiện.
"""


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "chương trình.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_tree_is_shown_with_warnings_first(paper, capsys):
    assert main(["outline", str(paper)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("! Trước “III.” thiếu số")
    assert "Số, ký hiệu: 05/CTr-PH" in shown
    assert "Ngày: 31/12/2021" in shown
    assert "Cơ quan ban hành: BAN TUYÊN GIÁO; ỦY BAN NHÂN DÂN" in shown
    assert shown[-4:] == [
        "I. MỤC ĐÍCH",
        "  1. Một việc:",
        "    a) nhỏ;",
        "III. TỔ CHỨC THỰC HIỆN · Các bên thực hiện.",
    ]


def test_a_text_without_warnings_or_head_is_shown_plainly(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("Điều 1. Một\nXong việc.", encoding="utf-8")
    assert main(["outline", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Tên văn bản: (không thấy)",
        "Dạng: theo điều, 1 nút",
        "",
        "Điều 1. Một · Xong việc.",
    ]


def test_the_json_has_the_shape_that_scripts_rely_on(paper, capsys):
    assert main(["outline", str(paper), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["form", "title", "number", "issued_on", "issuers", "legal_bases", "nodes", "warnings"]
    assert answer["issued_on"] == "2021-12-31"
    assert answer["legal_bases"] == ["Căn cứ Quyết định số 238-QĐ/TW;"]
    assert answer["nodes"][0] == {
        "eid": "muc-i",
        "kind": "section",
        "number": "I",
        "heading": "MỤC ĐÍCH",
        "text": "",
        "children": [
            {
                "eid": "muc-i.khoan-1",
                "kind": "clause",
                "number": "1",
                "heading": "",
                "text": "Một việc:",
                "children": [
                    {
                        "eid": "muc-i.khoan-1.diem-a",
                        "kind": "point",
                        "number": "a",
                        "heading": "",
                        "text": "nhỏ;",
                        "children": [],
                    }
                ],
            }
        ],
    }


def test_a_file_that_cannot_be_read_is_one_sentence_and_status_2(tmp_path, capsys):
    for path in (tmp_path / "khong-co.docx", tmp_path):
        assert main(["outline", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(";")[0] for line in said.err.splitlines()] == [
        "Không mở được tệp khong-co.docx",
        f"Không mở được tệp {tmp_path.name}",
    ]


def test_a_huge_file_is_refused_by_its_size_alone(tmp_path, capsys):
    path = tmp_path / "lon.docx"
    with path.open("wb") as sparse:
        sparse.truncate(MAX_BYTES + 1)
    assert main(["outline", str(path)]) == 2
    assert "MB" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
def test_what_never_ends_is_read_up_to_the_limit(capsys):
    assert main(["outline", "/dev/zero"]) == 2
    assert "không có nội dung" in capsys.readouterr().err


def test_progress_is_shown_only_to_a_person(paper, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["outline", str(paper), "--json"]) == 0
    json.loads(capsys.readouterr().out)


@pytest.mark.slow
def test_it_loads_no_django_and_works_without_a_locale(paper):
    script = (
        "import sys; from phoihop.commands import main; status = main(sys.argv[1:]);"
        "assert not {'django', 'docx', 'rich', 'pypdfium2'} & set(sys.modules); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "outline", str(paper), "--json"],
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        cwd=Path(reading).parents[3],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout.decode("utf-8"))["nodes"][0]["heading"] == "MỤC ĐÍCH"


@pytest.mark.slow
def test_a_long_refusal_stays_under_its_memory(tmp_path):
    """The largest file that is read at all, and a bomb, in a process of their own: 300 MB is never reached."""
    from phoihop.engines.reading.tests.test_refusals import zipped

    bomb = zipped({"[Content_Types].xml": b"wordprocessingml", "word/document.xml": bytes(200 * 2**20)})
    script = (
        "import re, sys; from phoihop.commands import main; status = main(['outline', sys.argv[1]]);"
        # Not getrusage: that counts what the process was before it became this program, which is the whole test run.
        "peak = int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024;"
        "assert peak < 300, peak; sys.exit(status)"
    )
    for name, data in (("bomb.docx", bomb), ("large.bin", os.urandom(MAX_BYTES - 1))):
        (tmp_path / name).write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", script, tmp_path / name],
            cwd=Path(reading).parents[3],
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1), done.stderr.decode()
