"""Typing errors a clerk sees: spaces, punctuation, composed letters, old encodings, the place of a tone."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from phoihop.engines.format_check.case import Case, Gathered
from phoihop.engines.format_check.content import Finding
from phoihop.engines.format_check.elements import place_of, quoted
from phoihop.engines.format_check.facts import Line
from phoihop.kit.vietnamese import legacy_encoding, nfc

_SPACES: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_BEFORE_MARK: Final = re.compile(r"(?<=\w) +([,;:!?]|\.(?!\w|/|\.))(?=\s|$)")
_LEADERS: Final = re.compile(r"[.…_]{3,}")
_OLD_FONTS: Final = {".vn": "TCVN3", "vni-": "VNI"}
_ENCODINGS: Final = {"tcvn3": "TCVN3", "vni": "VNI"}
_MOST_LINES: Final = 5_000


def check(case: Case) -> Iterator[Finding]:
    gathered = Gathered(case)
    for line in case.paper.everything:
        _spaces(gathered, line)
        if not unicodedata.is_normalized("NFC", line.text):
            gathered.add("typing.composed", line, "Có chữ dùng dấu rời (Unicode tổ hợp).")
        for typed, expected in case.regime.spelling.items():
            if typed in nfc(line.text):
                gathered.add("spelling.tone", line, f"Ghi là “{typed}”.", expected=expected)
    yield from gathered.findings()
    yield from _encoding(case)


def _spaces(gathered: Gathered, line: Line) -> None:
    """Room left for a figure is no typing error, nor is the gap between two columns."""
    text = line.text.strip()
    if _LEADERS.search(text) or "\t" in text:
        return
    blank = re.search(r"(?:[Nn]gày|tháng|năm|[Ss]ố:?)\s{2,}", text)
    if _SPACES.search(text) and not blank and not re.search(r" {4,}", text):
        gathered.add("typing.spaces", line, "Có nhiều dấu cách liền nhau.")
    if found := _BEFORE_MARK.search(text):
        gathered.add("typing.punctuation", line, f"Có dấu cách trước “{found[1]}”.", mark=found[1])


def _encoding(case: Case) -> Iterator[Finding]:
    """By the fonts' names, else by the words themselves."""
    for line in case.paper.everything:
        for look in line.looks:
            for prefix, name in _OLD_FONTS.items():
                if look.font.lower().startswith(prefix):
                    yield case.found("typing.encoding", place_of(line), f"Phông chữ {look.font}.", encoding=name)
                    return
    for line in case.paper.everything[:_MOST_LINES]:
        told = None if line.text.isascii() else legacy_encoding(line.text)
        if told is not None:
            said = f"Chữ hiện là {quoted(line.text)}."
            yield case.found("typing.encoding", place_of(line), said, encoding=_ENCODINGS[told])
            return
