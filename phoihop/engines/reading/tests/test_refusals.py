"""Files nobody should open, and files nobody can read: one sentence with a remedy each."""

import io
import random
import struct
import time
import zipfile
from pathlib import Path

import docx
import pytest

from phoihop.engines.reading import MAX_BYTES, Unreadable, check_not_secret, office, read
from phoihop.engines.reading import package as packages
from phoihop.engines.reading.refusals import SENTENCES
from phoihop.engines.reading.tests.papers import part, repacked, simple_docx


def refused(data, code, *, filename="van-ban.docx", soffice=""):
    with pytest.raises(Unreadable) as refusal:
        read(data, filename=filename, soffice=soffice)
    assert refusal.value.code == code, str(refusal.value)
    sentence = str(refusal.value)
    assert "; hãy" in sentence
    assert sentence.endswith(".")
    assert "{" not in sentence


def zipped(parts, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content, **options)
    return stream.getvalue()


def compound(*names, fib_flags=0, sectors_cut=0, size=512):
    """A compound file: header, one table sector, one directory sector, one sector for the first stream."""
    header = bytearray(512)
    header[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFF] * 125)
    directory = bytearray(512)
    for at, name in enumerate(("Root Entry", *names)[:4]):
        coded = name.encode("utf-16-le") + b"\0\0"
        directory[at * 128 : at * 128 + len(coded)] = coded
        struct.pack_into("<HB", directory, at * 128 + 64, len(coded), 2)
        struct.pack_into("<I", directory, at * 128 + 116, 2)
    stream = struct.pack("<H8xH", 0xA5EC, fib_flags).ljust(512, b"\0")
    whole = bytes(header) + table + bytes(directory) + stream
    return whole[: len(whole) - sectors_cut * size]


def test_every_refusal_is_one_sentence_with_a_remedy():
    for sentence in SENTENCES.values():
        assert sentence.count("; hãy") == 1 or "hãy kiểm tra" in sentence
        assert sentence.endswith(".")


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\xef\xbb\xbf", b"\0\0\0"])
def test_an_empty_file(data):
    refused(data, "empty")


def test_a_file_above_the_limit_is_not_even_sniffed():
    refused(b"a" * (MAX_BYTES + 1), "too-large")


@pytest.mark.parametrize("data", [b"MZ\x90\0" * 99, b"\x7fELF" * 99, b"#!/bin/sh\nrm -rf", b"\xca\xfe\xba\xbe\0\0"])
def test_a_program_with_the_name_of_a_document(data):
    refused(data, "executable")


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_truncated_word_file(kept):
    data = simple_docx()
    refused(data[: int(len(data) * kept)], "truncated")


def test_a_word_file_with_a_broken_part():
    data = bytearray(simple_docx())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo("word/document.xml")
    at = entry.header_offset + 60
    data[at : at + 40] = bytes(40)
    refused(bytes(data), "damaged")


def test_a_bomb_that_declares_its_size():
    refused(zipped({"[Content_Types].xml": b"wordprocessingml", "word/document.xml": bytes(30 * 2**20)}), "zip-bomb")


def test_a_bomb_that_lies_about_its_size():
    """The header says 100 bytes; what comes out is stopped where it passes the limit, not where it ends."""
    data = bytearray(zipped({"[Content_Types].xml": b"wordprocessingml", "word/document.xml": bytes(40 * 2**20)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rindex(signature)
        struct.pack_into("<I", data, at + offset, 100)
    with pytest.raises(Unreadable) as refusal:
        read(bytes(data))
    assert refusal.value.code in {"zip-bomb", "damaged"}


def test_a_part_is_stopped_at_the_limit_however_well_it_packs():
    noise = random.Random(1).randbytes(2 * 2**20)
    package = packages.Package(zipped({"a.xml": noise}))
    with pytest.raises(Unreadable) as refusal:
        package.read("a.xml", limit=2**20)
    assert refusal.value.code == "zip-bomb"


def test_many_parts_that_are_large_together(monkeypatch):
    monkeypatch.setattr(packages, "MAX_DECLARED", 2**20)
    parts = {f"word/media/{n}.bin": bytes(2**19) for n in range(3)}
    refused(zipped({"[Content_Types].xml": b"wordprocessingml", **parts}), "zip-bomb")


def test_far_too_many_parts(monkeypatch):
    monkeypatch.setattr(packages, "MAX_ENTRIES", 3)
    refused(simple_docx(), "unsafe")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\x", "C:\\x", "word/../../x"])
def test_names_that_reach_out_of_the_package(name):
    refused(repacked(simple_docx(), change={name: b"x"}), "unsafe")


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY b "boom">]><a>&b;</a>',
        b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b" " * 5000 + b'<!ENTITY b SYSTEM "http://example.org/">',
    ],
)
def test_xml_with_entities(xml):
    refused(repacked(simple_docx(), change={"word/document.xml": xml}), "unsafe")


def test_xml_nested_without_end():
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    refused(repacked(simple_docx(), change={"word/document.xml": deep}), "damaged")


def test_a_password_on_a_new_word_file():
    refused(compound("EncryptedPackage", "EncryptionInfo"), "password")


def test_a_password_on_an_old_word_file():
    refused(compound("WordDocument", fib_flags=0x0100), "password", filename="van-ban.doc")


def test_a_password_on_a_zip_entry():
    data = bytearray(simple_docx())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    refused(bytes(data), "password")


def test_a_password_on_an_open_document():
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": b"<m:encryption-data/>"}
    refused(zipped(parts), "password")


def test_macros_in_every_disguise():
    data = simple_docx()
    refused(repacked(data, change={"word/vbaProject.bin": b"x"}), "macros")
    types = part(data, "[Content_Types].xml").replace(b".document.main", b".macroEnabled.main")
    refused(repacked(data, change={"[Content_Types].xml": types}), "macros")
    refused(data, "macros", filename="van-ban.docm")
    refused(compound("WordDocument", "Macros"), "macros", filename="van-ban.doc")
    refused(zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "Basic/x.xml": b"x"}), "macros")


@pytest.mark.parametrize(
    "data",
    [
        zipped({"[Content_Types].xml": b"spreadsheetml"}),
        zipped({"[Content_Types].xml": b"presentationml"}),
        zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        compound("Workbook"),
    ],
)
def test_a_spreadsheet_is_no_document(data):
    refused(data, "not-word")


@pytest.mark.parametrize(
    "data",
    [
        zipped({"a.txt": b"x"}),
        zipped({"[Content_Types].xml": b"something"}),
        compound("Something"),
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"<!DOCTYPE html><html><body>x</body></html>",
        b"ab\0cd" * 100,
        b"\x01\x02\x03\x04 abc" * 50,
    ],
)
def test_other_kinds_of_file(data):
    refused(data, "unknown-type", filename="van-ban")


def test_a_word_file_that_is_only_noise():
    refused(b"\0\x01noise" * 50, "damaged")


@pytest.mark.parametrize("cut", [1, 2])
def test_an_old_word_file_cut_short(cut):
    refused(compound("WordDocument", sectors_cut=cut), "truncated", filename="van-ban.doc")


def test_old_and_open_formats_need_libreoffice():
    refused(compound("WordDocument"), "needs-libreoffice", filename="van-ban.doc")
    refused(b"{\\rtf1 x}", "needs-libreoffice")
    refused(b"{\\rtf1 x}", "needs-libreoffice", soffice="/nowhere/soffice")
    refused(
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "needs-libreoffice"
    )


def test_a_converter_that_fails(tmp_path):
    refused(b"{\\rtf1 x}", "conversion", soffice="/bin/true")


def test_a_converter_that_makes_too_much_of_a_file(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text('#!/bin/sh\nfor last; do :; done\nprintf 12345678901234567890 > "${last%.*}.docx"\n')
    program.chmod(0o755)
    refused(b"{\\rtf1 x}", "conversion", soffice=str(program), filename="a.rtf")
    monkeypatch.setattr(office, "MAX_BYTES", 10)
    refused(b"{\\rtf1 x}", "too-large", soffice=str(program), filename="a.rtf")


def test_a_converter_that_hangs_is_ended_with_its_children(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 & echo $! > " + str(tmp_path / "child") + "\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "SECONDS", 0.5)
    refused(b"{\\rtf1 x}", "timeout", soffice=str(program))
    child = Path("/proc", (tmp_path / "child").read_text().strip(), "stat")
    # A killed process is dead once it is scheduled again, which a busy machine takes its time for.
    deadline = time.monotonic() + 20
    while _is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _is_alive(child)


def _is_alive(stat: Path) -> bool:
    try:
        return stat.read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize(("line", "times"), [("a) b\n", 60_000), ("phối hợp " * 100, 3_000), ("1. x\r", 51_000)])
def test_a_text_of_thousands_of_pages(line, times):
    refused((line * times).encode(), "too-long", filename="a.txt")


def test_bytes_without_end_are_not_even_decoded():
    refused(b"\xc3\xa0 " * 4_000_000, "too-long", filename="a.txt")


def test_a_word_file_of_endless_paragraphs(monkeypatch):
    monkeypatch.setattr(packages, "MAX_TAGS", 100)
    refused(simple_docx(*["Điều 1. Một"] * 100), "too-long")


def test_a_word_file_of_endless_lines(monkeypatch):
    from phoihop.engines.reading import assembly

    monkeypatch.setattr(assembly, "MAX_LINES", 3)
    refused(simple_docx(*["Điều 1. Một"] * 5), "too-long")


def test_a_word_file_without_a_word():
    refused(simple_docx("", "—"), "no-words")


# -- secrecy ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark",
    ["MẬT", "TỐI MẬT", "TUYỆT MẬT", " [ TỐI  MẬT ] ", "Mật", "Độ mật: Tối mật", "ĐỘ MẬT: MẬT", "M Ậ T", "MẬT   Số: 01"],
)
def test_a_mark_of_secrecy_is_refused_with_the_law(mark):
    with pytest.raises(Unreadable, match="Luật Bảo vệ bí mật nhà nước") as refusal:
        check_not_secret(f"UBND PHƯỜNG\n{mark}\nQUY CHẾ\nPhối hợp")
    assert refusal.value.code == "secret"


@pytest.mark.parametrize(
    "line",
    [
        "Thông tin mật không trao đổi theo Chương trình này.",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "- Tối mật;",
        "a) Mật",
        "mật",
        "Bảo mật",
        "Danh mục bí mật nhà nước độ Tối mật, Tuyệt mật",
    ],
)
def test_the_word_inside_a_sentence_is_no_mark(line):
    check_not_secret(f"QUY CHẾ\n{line}\nĐiều 1. Phạm vi")


def test_a_mark_far_from_the_head_is_a_word_like_any_other():
    check_not_secret("Một dòng.\n" * 60 + "MẬT\n")


def test_marks_are_found_in_text_word_tables_page_heads_and_old_letters():
    refused("ỦY BAN\nMẬT\nQUY CHẾ\n".encode(), "secret", filename="a.txt")
    refused("ỦY BAN\nMẬT\nQUY CHẾ\n".encode("utf-16"), "secret", filename="a.txt")
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTUYỆT MẬT"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    for place in (table.cell(0, 0), document.sections[0].header.paragraphs[0]):
        stream = io.BytesIO()
        document.save(stream)
        refused(stream.getvalue(), "secret")
        table.cell(0, 0).text = "ỦY BAN NHÂN DÂN"
        document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
        assert place is not None
