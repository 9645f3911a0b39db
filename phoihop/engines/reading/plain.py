"""Plain text: bytes to Unicode, lines to paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import quantiles
from typing import Final

from phoihop.engines.reading.lines import UNFINISHED, Line, Reading, starts_small, tidy
from phoihop.engines.reading.outline import Warning
from phoihop.engines.reading.refusals import MAX_LETTERS, MAX_LINES, Unreadable
from phoihop.kit.vietnamese import from_tcvn3, from_vni, has_words, is_syllable, nfc

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_COLUMNS = re.compile(r"\s{4,}|\t+")
_WORD_WITH_GAP = re.compile(r"[^\W\d_]\?[^\W\d_]")
_TYPOGRAPHIC: Final = frozenset("“”‘’–—…•·«»§°±×½¼¾²³€™©®\xa0\xad")
_WINDOWS: Final = {code: letter for code in range(0x80, 0xA0) if (letter := bytes([code]).decode("cp1252", "ignore"))}
"""Windows-1252 has quotation marks and dashes where Latin-1 has nothing that prints."""
_BYTES_OF_WINDOWS: Final = {ord(letter): code for code, letter in _WINDOWS.items()}
_MARKED_WORD = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")


def read_plain(data: bytes) -> Reading:
    """Lines of a text file. Raises Unreadable("encoding") where no encoding makes Vietnamese of it."""
    text, encoding = decoded(data)
    if len(text) > MAX_LETTERS or text.count("\n") + text.count("\r") > MAX_LINES:
        raise Unreadable("too-long")
    if not has_words(text):
        raise Unreadable("no-words")
    return Reading(paragraphs(split(text)), [converted(encoding)] if encoding else [])


def converted(encoding: str) -> Warning:
    """The warning that a text was not in Unicode."""
    names = {
        "tcvn3": "dùng bảng mã TCVN3 (ABC)",
        "vni": "dùng bảng mã VNI",
        "cp1258": "dùng bảng mã Windows-1258",
        "twice": "từng bị lưu nhầm bảng mã",
    }
    sentence = f"Văn bản gốc {names[encoding]}, đã chuyển sang Unicode; cần đọc soát lại."
    return Warning(f"converted-{encoding}", sentence)


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of the old 8-bit encoding it was in ("" for Unicode, "twice" for UTF-8 saved as if old)."""
    if len(data) > 4 * MAX_LETTERS:
        raise Unreadable("too-long")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), ""
    zeros = data[:4096].count(0)
    if zeros:
        even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
        if zeros < 0.2 * min(len(data), 4096) or (even and odd and min(even, odd) * 4 > max(even, odd)):
            raise Unreadable("unknown-type")
        return _strict(data, "utf-16-le" if odd > even else "utf-16-be"), ""
    try:
        text = _plain(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _eight_bit(data)
    before = _saved_twice(text)
    return (text, "") if before is None else (before, "twice")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return _plain(data.decode(encoding))
    except UnicodeDecodeError as wrong:
        raise Unreadable("encoding") from wrong


def _plain(text: str) -> str:
    if len(_CONTROL.findall(text)) * 50 > len(text):
        raise Unreadable("unknown-type")
    if text.count("\ufffd") * 100 > len(text) or _has_lost_letters(text):
        raise Unreadable("encoding")
    return text


def _has_lost_letters(text: str) -> bool:
    """Letters replaced by question marks ("Ph?m vi di?u ch?nh"): saved in an encoding that had no place for them."""
    found = len(_WORD_WITH_GAP.findall(text))
    return found >= 5 and found * 10 >= text.count(" ") + text.count("\n")


def _saved_twice(text: str) -> str | None:
    """What a text was before its UTF-8 bytes were taken for Windows-1252 letters ("Äiá»u"), or None."""
    if text.isascii():
        return None
    try:
        return text.translate(_BYTES_OF_WINDOWS).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _eight_bit(data: bytes) -> tuple[str, str]:
    """The old encoding under which most words with marks are Vietnamese syllables."""
    western = data.decode("latin-1").translate(_WINDOWS)
    _plain(western)
    tried = {"cp1258": nfc(data.decode("cp1258", "replace")), "tcvn3": from_tcvn3(western), "vni": from_vni(western)}
    best = max(tried, key=lambda name: _likeness(tried[name]))
    if _likeness(tried[best]) < 0.8 or _is_foreign(tried[best]):
        raise Unreadable("encoding")
    return tried[best], best


def _is_foreign(text: str) -> bool:
    """Whether more than a tenth of what is not ASCII is neither a Vietnamese letter nor a sign that papers use."""
    beyond = [letter for letter in text if letter > "\x7f" and letter not in _TYPOGRAPHIC]
    return sum(not is_syllable(letter) and letter.lower() != "đ" for letter in beyond) * 10 > len(beyond)


def _likeness(text: str) -> float:
    marked = _MARKED_WORD.findall(text)
    return sum(map(is_syllable, marked)) / len(marked) if marked else 0.0


def split(text: str) -> list[Line]:
    """Lines as typed, empty ones too; two columns typed side by side in the head become two lines."""
    lines = []
    page = 1 if "\f" in text else None
    for number, raw in enumerate(nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if page is not None:
            page += raw.count("\f")
        lines.append(Line(number, raw, page=page))
    return _columns_apart(lines)


def _columns_apart(lines: Sequence[Line]) -> list[Line]:
    head = lines[:24]
    if not any("CỘNG" in line.text or "ĐẢNG CỘNG SẢN" in line.text for line in head):
        return list(lines)
    left: list[Line] = []
    right: list[Line] = []
    for at, line in enumerate(head):
        cells = [cell for cell in _COLUMNS.split(line.text.strip()) if cell]
        if len(cells) == 2:
            left.append(replace(line, text=cells[0], place="head"))
            right.append(replace(line, text=cells[1], place="head"))
        elif right and line.text.strip() and len(cells) == 1:
            return [*left, *right, *lines[at:]]
        else:
            left.append(line)
    return [*left, *right, *lines[len(head) :]] if right else list(lines)


def paragraphs(lines: Sequence[Line]) -> list[Line]:
    """Lines without the empty ones; `hard` where a paragraph begins, told by empty lines, width and small letters."""
    widths = [len(line.text.strip()) for line in lines if line.text.strip()]
    width = _wrap_width(widths)
    found: list[Line] = []
    empty_before = True
    for line in lines:
        text = tidy(line.text.replace("\f", " ").replace("\t", " "))
        if not text:
            empty_before = True
            continue
        hard = empty_before or line.place == "head" or _begins(text, found[-1].text if found else "", width)
        found.append(replace(line, text=text, hard=hard))
        empty_before = False
    return found


def _wrap_width(widths: Sequence[int]) -> int | None:
    """The width at which a text was wrapped by hand, or None: many lines near the longest, none much longer."""
    if len(widths) < 8:
        return None
    longest = int(quantiles(widths, n=20)[-1])
    near = sum(1 for width in widths if width >= 0.8 * longest)
    return longest if 60 <= longest <= 130 and max(widths) <= 1.3 * longest and near * 3 >= len(widths) else None


def _begins(text: str, before: str, width: int | None) -> bool:
    if starts_small(text) and UNFINISHED.search(before) and not before.isupper():
        return False
    return width is None or len(before) < 0.75 * width
