"""A file is kept once, under its hash, with who handed it in; what is refused leaves nothing behind."""

import hashlib
import io
import os
import socket
import threading
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import transaction

from phoihop.foundation.files import kinds, queries, secrecy, sniffing, storing, verbs
from phoihop.foundation.files.models import Handing, StoredFile
from phoihop.foundation.files.refusals import Refused
from phoihop.foundation.files.tests import papers
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.ledger.verbs import forget
from tests.cast import LATER, MONDAY, lan, minh

pytestmark = pytest.mark.django_db
TEXT = "Điều 1. Phạm vi điều chỉnh\n".encode()


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    return tmp_path


def lying(root):
    """Every file there is, wherever it lies."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def keep(data=TEXT, name="du-thao.txt", by=None, at=MONDAY, already_read=True, **also):
    """Without the reader's own process, which takes a third of a second, except where a test is about it."""
    return verbs.keep(data=data, name=name, by=by or lan(), at=at, already_read=already_read, **also)


def test_bytes_are_kept_under_their_hash(root):
    actor = lan()
    file = keep(by=actor)
    sha256 = hashlib.sha256(TEXT).hexdigest()
    assert (file.pk, file.size, file.media_type, file.kept_at) == (sha256, len(TEXT), kinds.TXT, MONDAY)
    assert lying(root) == [f"{sha256[:2]}/{sha256[2:4]}/{sha256}"]
    with queries.open_file(file) as content:
        assert content.read() == TEXT
    handing = Handing.objects.get()
    assert (handing.name, handing.by, handing.agency_id) == ("du-thao.txt", actor.ref, actor.agency_id)
    assert ledger.history(handing)[0].sentence == f"Lan handed in the file “du-thao.txt” (fingerprint {sha256[:12]}…)."


def test_the_same_bytes_twice_are_one_file_handed_in_twice(root):
    first, second = keep(), keep(data=io.BytesIO(TEXT), name="Bản khác.txt", by=minh(), at=LATER)
    assert first == second
    assert len(lying(root)) == 1
    assert [handing.name for handing in Handing.objects.order_by("at")] == ["du-thao.txt", "Bản khác.txt"]


def test_a_document_a_scan_and_a_picture_are_known_by_content():
    assert keep(papers.a_docx(), "a.docx", already_read=False).media_type == kinds.DOCX
    assert keep(papers.a_pdf(), "Công văn.PDF", already_read=False).media_type == kinds.PDF
    png = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
    assert keep(png, "a.png", kinds=kinds.PICTURES).media_type == kinds.PNG
    assert keep(png, "a.png", kinds=None).media_type == kinds.PNG


def test_a_scan_is_kept_with_a_word_of_caution():
    assert "A scan without text" in queries.caution(keep(papers.a_pdf(), "Công văn.pdf", already_read=False))
    assert queries.caution(keep()) == ""


def test_the_name_of_a_file_can_be_forgotten_and_its_agency_alone_sees_the_entry():
    actor = lan()
    keep(by=actor, name="Kỷ luật ông Ba.txt")
    handing = Handing.objects.get()
    assert handing.ledger_chain == f"within:{actor.agency_id}"
    forget(account_ref=actor.ref)
    assert ledger.history(handing)[0].sentence.startswith("[erased] handed in the file “[erased]”")
    assert "Kỷ luật" not in str(ledger.hashed(ledger.chain(handing.ledger_chain)))


BOMB = {"[Content_Types].xml": "x", "word/document.xml": b"\0" * 3_000_000}

REFUSED = {
    "empty": (b" \n", "a.txt"),
    "executable": (b"MZ\x90\0" + b"\0" * 80, "bao-cao.docx"),
    "a script": (b"#!/bin/sh\nrm -r /\n", "a.txt", "executable"),
    "a jar": (papers.a_zip(**{"META-INF/MANIFEST.MF": "x"}), "a.docx", "executable"),
    "an installer": (papers.a_compound("\u4840\u3f7f"), "a.doc", "executable"),
    "not-allowed": (b"GIF89a" + b"\0" * 30, "a.gif"),
    "a page": (b"<!DOCTYPE html><script>alert(1)</script>", "a.txt", "not-allowed"),
    "a plain zip": (papers.a_zip(**{"a.txt": "x"}), "a.zip", "not-allowed"),
    "an unknown office file": (papers.a_zip(**{"[Content_Types].xml": "x"}), "a.docx", "not-allowed"),
    "an epub": (papers.a_zip(mimetype="application/epub+zip"), "a.odt", "not-allowed"),
    "bytes nobody knows": (b"\x01\x02\x03\x04" * 20, "a.txt", "not-allowed"),
    "wrong-ending": (papers.a_docx(), "a.pdf"),
    "no ending": (papers.a_docx(), "a", "wrong-ending"),
    "damaged": (papers.a_docx()[:500], "a.docx"),
    "a broken compound": (papers.COMPOUND, "a.doc", "damaged"),
    "a broken pdf": (b"%PDF-1.7\n" + b"x" * 400, "a.pdf", "damaged"),
    "zip-bomb": (papers.a_zip(**BOMB), "a.docx"),
    "password": (papers.a_locked_zip(), "a.docx"),
    "a locked compound": (papers.a_compound("EncryptedPackage"), "a.docx", "password"),
    "macros": (papers.with_part(papers.a_docx(), "word/vbaProject.bin"), "a.docx"),
    "macros of Excel 4": (papers.a_zip(**{"xl/macrosheets/sheet1.xml": "x"}), "a.xlsx", "macros"),
    "macros of LibreOffice": (papers.a_zip(mimetype=kinds.ODT, **{"Basic/x.xml": "x"}), "a.odt", "macros"),
    "old macros": (papers.a_compound("WordDocument", "_VBA_PROJECT"), "a.doc", "macros"),
    "secret": (papers.a_docx("TỐI MẬT", "Số 01-BC/TU", "Điều 1. Phạm vi"), "a.docx"),
    "a secret text": ("MẬT\n\nBÁO CÁO\nĐiều 1. Phạm vi\n".encode(), "a.txt", "secret"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_leaves_nothing_behind(case, root, monkeypatch):
    data, name, *code = REFUSED[case]
    monkeypatch.setattr(sniffing, "UNPACKED_LIMIT", 2_000_000)
    with pytest.raises(Refused) as refusal:
        keep(data, name, already_read=case not in ("secret", "a secret text", "a broken pdf"))
    assert refusal.value.code == (code[0] if code else case)
    assert str(refusal.value)
    assert lying(root) == []
    assert not StoredFile.objects.exists()


def test_a_refusal_names_what_would_do():
    with pytest.raises(Refused, match=r"taken here\. Send one of: \.pdf, \.docx, \.doc, \.odt, \.rtf, \.txt\.$"):
        keep(b"GIF89a" + b"\0" * 30, "a.gif")
    with pytest.raises(
        Refused, match=r"ends in \.doc but the content is \.docx\. Check the file, or rename it to a\.docx"
    ):
        keep(papers.a_docx(), "a.doc")


def test_an_old_document_is_told_from_an_old_sheet(tmp_path):
    for streams, kind in [(["WordDocument", "Workbook"], kinds.DOC), (["Workbook"], kinds.XLS)]:
        path = tmp_path / "x"
        path.write_bytes(papers.a_compound(*streams))
        assert sniffing.media_type(path) == kind


@pytest.mark.parametrize(("opening", "kind"), [(b"\xff\xfeH\0i\0", kinds.TXT), (b"{\\rtf1 x}", kinds.RTF)])
def test_texts_of_other_encodings(tmp_path, opening, kind):
    path = tmp_path / "x"
    path.write_bytes(opening)
    assert sniffing.media_type(path) == kind


def test_an_open_document_is_told_by_its_first_entry(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(papers.a_zip(mimetype=kinds.ODT))
    assert sniffing.media_type(path) == kinds.ODT


def test_a_zip_of_too_many_entries_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(sniffing, "ENTRIES_LIMIT", 1)
    path = tmp_path / "x"
    path.write_bytes(papers.a_docx())
    with pytest.raises(Refused, match="unusual size"):
        sniffing.media_type(path)


class Endless(io.RawIOBase):
    """Gives bytes for ever, and says how many were asked of it."""

    given = 0

    def read(self, size=-1):
        self.given += size
        return b"x" * size


def test_no_more_is_read_than_the_limit(settings, root):
    settings.FILE_SIZE_LIMIT = 3 * 2**20
    source = Endless()
    with pytest.raises(Refused, match="larger than 3 MB"):
        keep(source)
    assert source.given <= 4 * 2**20
    assert lying(root) == []


def test_what_cannot_be_read_in_time_is_refused(monkeypatch, root):
    monkeypatch.setattr(secrecy, "SECONDS", 0.001)
    with pytest.raises(Refused, match="could not be read through in time"):
        keep(papers.a_docx(), "a.docx", already_read=False)
    assert lying(root) == []


def test_a_reader_that_breaks_is_a_refusal(monkeypatch, tmp_path):
    broken = tmp_path / "worker.py"
    broken.write_text("raise SystemExit(3)")
    monkeypatch.setattr(secrecy, "_WORKER", broken)
    with pytest.raises(Refused, match="could not be read through in time"):
        keep(already_read=False)


def test_what_is_larger_than_the_reader_takes_is_kept_unread(monkeypatch):
    monkeypatch.setattr(secrecy, "MAX_BYTES", 5)
    kept = keep("TUYỆT MẬT\nĐiều 1. Phạm vi\n".encode(), already_read=False)
    assert "could not be checked by machine" in queries.caution(kept)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\lan\\Dự thảo.docx", "Dự thảo.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\u202e.txt", "ab.txt"),
        ("", "file"),
        ("x" * 300 + ".docx", "x" * 195 + ".docx"),
    ],
)
def test_a_name_is_only_a_name(given, kept):
    assert verbs.clean_name(given) == kept


def test_a_change_undone_keeps_no_row_and_the_sweep_takes_the_bytes(root):
    from phoihop.foundation.files import jobs

    with transaction.atomic():
        keep()
        transaction.set_rollback(True)
    assert not StoredFile.objects.exists()
    left = root / lying(root)[0]
    stray = storing.incoming() / "cut-off"
    stray.write_bytes(b"x")
    jobs.sweep()
    assert len(lying(root)) == 2, "what is young may still be on its way"
    for path in (left, stray):
        os.utime(path, (0, 0))
    kept = keep(b"another text")
    os.utime(root / kept.path, (0, 0))
    jobs.sweep()
    assert lying(root) == [kept.path]


def test_bytes_asked_for_again_are_young_again(root):
    kept = keep()
    os.utime(root / kept.path, (0, 0))
    keep()
    assert (root / kept.path).stat().st_mtime > 1e9


def test_of_two_at_once_one_keeps_and_the_other_finds_it(root, monkeypatch):
    """The second looked before the first had saved; the name the storage then gave shows it."""
    kept, store = keep(), type(storages["default"])
    answers, honest = [False], store.exists
    monkeypatch.setattr(store, "exists", lambda self, name: answers.pop() if answers else honest(self, name))
    with storing.received(TEXT) as arrived:
        storing.take_in(arrived, kept.path)
    assert lying(root) == [kept.path]


# ── The virus scanner ────────────────────────────────────────────────────────


@pytest.fixture
def scanner(monkeypatch, tmp_path_factory):
    """A real socket that speaks INSTREAM, and answers as it is told."""

    class Scanner:
        answer = b"stream: OK\0"
        heard = b""

    scanner = Scanner()
    address = tmp_path_factory.mktemp("clam") / "s"
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(address))
    server.listen()

    def serve():
        connection, _ = server.accept()
        with connection:
            heard = b""
            while not heard.endswith(b"\0\0\0\0"):
                heard += connection.recv(65536)
            scanner.heard = heard
            connection.sendall(scanner.answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    monkeypatch.setenv("PHOIHOP_CLAMD", str(address))
    yield scanner
    thread.join(1)
    server.close()


def test_a_clean_file_is_kept(scanner):
    assert keep()
    assert scanner.heard == b"zINSTREAM\0" + len(TEXT).to_bytes(4, "big") + TEXT + b"\0\0\0\0"


def test_an_infected_file_is_not(scanner, root):
    scanner.answer = b"stream: Eicar-Test FOUND\0"
    with pytest.raises(Refused, match="found Eicar-Test in the file"):
        keep()
    assert lying(root) == []


def test_a_scanner_in_trouble_lets_nothing_through(scanner):
    scanner.answer = b"INSTREAM size limit exceeded. ERROR\0"
    with pytest.raises(Refused, match="does not answer"):
        keep()


@pytest.mark.parametrize("address", ["/nowhere/clamd.ctl", "127.0.0.1:1", "no-port"])
def test_a_scanner_that_is_away_lets_nothing_through(monkeypatch, address):
    monkeypatch.setenv("PHOIHOP_CLAMD", address)
    with pytest.raises(Refused, match="does not answer"):
        keep()


# ── Kept means kept ──────────────────────────────────────────────────────────


def test_a_whole_file_stays_whole():
    from phoihop.foundation.files import jobs

    file = keep()
    StoredFile.objects.update(checked_at=MONDAY)
    jobs.check_files()
    file.refresh_from_db()
    assert (file.damaged_at, file.checked_at > MONDAY) == (None, True)
    before = file.checked_at
    jobs.check_files()
    file.refresh_from_db()
    assert file.checked_at == before, "checked lately"


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b"x"), Path.unlink])
def test_a_damaged_file_is_found_recorded_once_and_mended_by_the_same_document(root, harm):
    from phoihop.foundation.agencies.actor import CLOCK

    file = keep()
    harm(root / file.path)
    assert not verbs.check(file=file, by=CLOCK, at=LATER)
    assert not verbs.check(file=file, by=CLOCK, at=LATER)
    (line,) = ledger.history(file)
    assert line.kind == "file.damaged"
    assert line.sentence == f"The periodic check found the file {file.pk[:12]}… damaged."
    assert list(queries.damaged()) == [file]
    again = keep(at=LATER)
    assert (again.damaged_at, verbs.check(file=again, by=CLOCK, at=LATER)) == (None, True)
    assert not queries.damaged().exists()


def test_a_picture_has_no_words_to_read(tmp_path):
    assert secrecy.require_not_secret(tmp_path / "none", media_type=kinds.PNG, name="a.png") == ""


def test_a_store_that_is_no_disk_is_only_a_setting(settings, root):
    from phoihop.foundation.agencies.actor import CLOCK
    from phoihop.foundation.files import jobs

    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    file = keep()
    assert keep(by=minh(), at=LATER) == file
    with queries.open_file(file) as content:
        assert content.read() == TEXT
    assert verbs.check(file=file, by=CLOCK, at=LATER)
    jobs.sweep()
    assert storages["default"].exists(file.path)
    assert lying(root) == [], "nothing stays on the disk on its way"
