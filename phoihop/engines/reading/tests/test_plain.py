"""Text files: every encoding Vietnamese offices have used, and none that is none."""

import pytest

from phoihop.engines.reading import Unreadable, read
from phoihop.engines.reading.tests.papers import codes
from phoihop.kit.tests.test_vietnamese import as_tcvn3, as_vni

TEXT = "Điều 1. Phạm vi điều chỉnh\nQuy chế này quy định nguyên tắc, nội dung phối hợp giữa các bên ở địa phương.\n"


def as_cp1258(text):
    """Windows-1258 keeps the base letter composed and the tone apart."""
    import unicodedata

    coded = b""
    for letter in text:
        base = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in base if mark in "\u0300\u0309\u0303\u0301\u0323")
        rest = unicodedata.normalize("NFC", "".join(mark for mark in base if mark not in tone))
        coded += (rest + tone).encode("cp1258")
    return coded


def as_saved_twice(text):
    """UTF-8 opened as Windows-1252 and saved as UTF-8 once more."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode()).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_files_are_read_as_they_are(encoding):
    outline = read(TEXT.encode(encoding), filename="a.txt")
    assert (outline.nodes[0].heading, outline.warnings) == ("Phạm vi điều chỉnh", ())


def test_big_endian_files_with_a_mark():
    assert read(b"\xfe\xff" + TEXT.encode("utf-16-be")).nodes[0].number == "1"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (as_tcvn3(TEXT).encode("latin-1"), "converted-tcvn3"),
        (as_vni(TEXT).encode("latin-1"), "converted-vni"),
        (as_cp1258(TEXT), "converted-cp1258"),
        (as_tcvn3(TEXT).encode(), "converted-tcvn3"),
        (as_vni(TEXT).encode(), "converted-vni"),
        (as_saved_twice(TEXT), "converted-twice"),
    ],
)
def test_old_encodings_are_converted_with_a_warning(data, code):
    outline = read(data, filename="a.txt")
    assert (outline.nodes[0].heading, outline.nodes[0].text) == ("Phạm vi điều chỉnh", TEXT.splitlines()[1])
    assert codes(outline) == [code]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8") + b"\xc3",
        "Постановление о сотрудничестве".encode("cp1251"),
        b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00",
        bytes(range(128, 250)) * 3,
        "規則第一条。これは協力に関する文書です。".encode("shift_jis"),
        TEXT.encode("ascii", "replace"),
        TEXT.encode("ascii", "replace").decode().replace("?", "\ufffd").encode(),
    ],
)
def test_other_encodings_are_refused(data):
    with pytest.raises(Unreadable) as refusal:
        read(data, filename="a.txt")
    assert refusal.value.code == "encoding"


def test_decomposed_text_is_composed():
    import unicodedata

    assert read(unicodedata.normalize("NFD", TEXT).encode()).nodes[0].heading == "Phạm vi điều chỉnh"


def test_line_ends_of_every_system_and_page_breaks():
    outline = read(b"\xef\xbb\xbf" + "Điều 1. Một\r\nXong.\rĐiều 2. Hai\n\fXong.\n".encode())
    assert [node.number for node in outline.nodes] == ["1", "2"]


def test_punctuation_alone_is_no_text():
    with pytest.raises(Unreadable) as refusal:
        read(b"--- ... ///\n")
    assert refusal.value.code == "no-words"
