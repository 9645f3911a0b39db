"""`phoihop verify`: as a person and as a script would call it."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from phoihop.commands import verify
from phoihop.engines.pdf_signing import __file__ as engine
from phoihop.engines.pdf_signing.tests.hostile import papers, updates
from phoihop.engines.pdf_signing.tests.pki import pki

pytestmark = pytest.mark.slow

CODE = "import argparse, sys; from phoihop.commands import verify; parser = argparse.ArgumentParser();"
CODE += "verify.add_parser(parser.add_subparsers()); args = parser.parse_args(sys.argv[1:]);"


def call(*words):
    parser = argparse.ArgumentParser()
    verify.add_parser(parser.add_subparsers())
    args = parser.parse_args(["verify", *map(str, words)])
    return args.run(args)


@pytest.fixture
def trust(tmp_path):
    folder = tmp_path / "goc"
    folder.mkdir()
    (folder / "goc.crt").write_bytes(pki().roots[0])
    return folder


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "văn bản.pdf"
        path.write_bytes(data)
        return path

    return write


def test_each_verdict_has_its_status(file, trust):
    changed = updates.content_replaced()
    assert call(file(papers.one()), "--trust", trust) == 0
    assert call(file(changed), "--trust", trust) == 1
    assert call(file(papers.filled(papers.one())), "--trust", trust) == 2
    assert call(file(papers.paper()), "--trust", trust) == 3
    assert call(file(b"nothing"), "--trust", trust) == 4


def test_the_verdict_comes_first_then_who_when_and_what_changed(file, trust, capsys):
    assert call(file(papers.two()), "--trust", trust) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[:2] == [
        "HỢP LỆ: mọi chữ ký đều đúng và tệp không bị sửa ngoài những gì người ký cho phép.",
        "Tệp: văn bản.pdf",
    ]
    assert "Chữ ký 1: Lê Thị Mỹ Hạnh · hợp lệ" in shown
    assert "  Tổ chức: Tòa án nhân dân khu vực 9" in shown
    assert "  Bằng chứng: chữ ký và chứng thư (PAdES B-B)" in shown
    assert shown[-3:] == ["Sau khi ký:", "- Ô “so” ở trang 1 được điền “05”.", "- Ô “Dau” được ký sau."]


def test_a_change_is_told_with_its_page(file, trust, capsys):
    assert call(file(updates.content_replaced()), "--trust", trust) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("KHÔNG HỢP LỆ")
    assert "- Trang 1: nội dung đã bị thay." in shown


def test_the_json_has_the_shape_that_scripts_rely_on(file, trust, capsys):
    assert call(file(papers.one()), "--trust", trust, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer)[:3] == ["verdict", "changed_after_signing", "signatures"]
    (signature,) = answer["signatures"]
    assert signature.pop("signed_at").startswith("20")
    assert answer == {
        "verdict": "valid",
        "changed_after_signing": False,
        "signatures": [
            {
                "field": "Hanh",
                "signer": "Lê Thị Mỹ Hạnh",
                "organisation": "Tòa án nhân dân khu vực 9",
                "time_source": "claimed",
                "level": "B-B",
                "covers_whole_file": True,
                "verdict": "valid",
                "reasons": [],
            }
        ],
        "reasons": [],
        "changes": [],
    }


def test_roots_in_pem_in_der_in_a_folder_or_alone(file, tmp_path, capsys):
    import ssl

    pdf = file(papers.one())
    pem = ssl.DER_cert_to_PEM_cert(pki().certificate("other-root")) + ssl.DER_cert_to_PEM_cert(pki().roots[0])
    for name, data in (("goc.pem", pem.encode()), ("goc.cer", pki().roots[0])):
        (tmp_path / name).write_bytes(data)
        assert call(pdf, "--trust", tmp_path / name) == 0
    assert capsys.readouterr().err == ""


def test_a_root_that_cannot_be_read_is_told(file, trust, capsys):
    (trust / "hong.pem").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (trust / "ghi-chu.txt").write_text("not looked at")
    assert call(file(papers.one()), "--trust", trust) == 0
    assert capsys.readouterr().err == "Bỏ qua hong.pem: không phải chứng thư đọc được (PEM hoặc DER).\n"


def test_no_root_trusts_nobody(file, tmp_path, capsys):
    assert call(file(papers.one()), "--trust", tmp_path / "khong-co") == 2
    assert "sau --trust" in capsys.readouterr().err
    (tmp_path / "rong").mkdir()
    assert call(file(papers.one()), "--trust", tmp_path / "rong") == 2
    assert "Không thấy chứng thư gốc nào" in capsys.readouterr().err


def test_without_a_word_the_roots_of_the_installation_are_trusted(file, tmp_path, monkeypatch, capsys):
    home = tmp_path / "nha"
    monkeypatch.setenv("PHOIHOP_HOME", str(home))
    assert call(file(papers.one())) == 2
    assert not home.exists(), "verifying makes nothing"
    (home / "trust").mkdir(parents=True)
    (home / "trust" / "goc.der").write_bytes(pki().roots[0])
    assert call(file(papers.one())) == 0
    assert capsys.readouterr().err == ""


def test_a_file_that_is_not_there(tmp_path, trust, capsys):
    assert call(tmp_path / "khong-co.pdf", "--trust", trust) == 4
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert call(tmp_path, "--trust", trust, "--json") == 4
    assert json.loads(capsys.readouterr().out)["verdict"] == "unreadable"


def test_progress_is_shown_only_to_a_person(file, trust, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert call(file(papers.one()), "--trust", trust, "--json") == 0
    json.loads(capsys.readouterr().out)


def test_it_loads_neither_django_nor_pyhanko_and_works_without_a_locale(file, trust):
    check = "assert not {'django', 'pyhanko', 'aiohttp', 'rich'} & set(sys.modules);"
    program = f"{CODE} status = args.run(args); {check} sys.exit(status)"
    done = subprocess.run(
        [sys.executable, "-c", program, "verify", file(papers.one()), "--trust", trust, "--json"],
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        cwd=Path(engine).parents[3],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout.decode("utf-8"))["signatures"][0]["signer"] == "Lê Thị Mỹ Hạnh"
