"""Words as they may stand on paper."""

import re
import unicodedata
from typing import Final

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[ \t]+")
_CAPITALS: Final = "".join(
    one for one in map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))) if one.isalpha() and one.isupper()
)
_UNITS: Final = "phường|xã|thị trấn|đặc khu|thành phố|tỉnh"
#: What a clerk never parts at a line's end in a heading: compounds of organs' names, a place's name, years.
_KEPT = re.compile(
    "(?i:ủy ban|uỷ ban|nhân dân|hội đồng|tòa án|viện kiểm sát|tuyên giáo|dân vận|đảng ủy|mặt trận|tổ quốc|việt nam)"
    r"|(?i:khu vực) \d+"
    rf"|(?i:{_UNITS})(?: (?!(?i:{_UNITS}|và)\b)[{_CAPITALS}]\w*){{1,4}}"
    r"|(?i:giai đoạn |năm )?\d{4} [-–] \d{4}|(?i:quý) [IV]+ (?i:năm) \d{4}|(?i:năm) \d{4}"
)


def clean(text: str) -> str:
    """NFC, single spaces, and nothing invisible: a mark that turns the direction of reading could show a signer other
    words than the file holds."""
    if not text.isprintable():
        text = _LINE_ENDS.sub("\n", text)
        text = "".join(one for one in text if one in "\n\t" or unicodedata.category(one)[0] != "C")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def breakable(words: str, most: int = 60) -> str:
    """Words longer than any line (addresses, pasted codes) with places to break, or they would run off the sheet."""
    if len(words) <= most:
        return words
    return re.sub(rf"\S{{{most},}}", lambda found: "\u200b".join(re.findall(rf".{{1,{most // 3}}}", found[0])), words)


def unbroken(words: str) -> str:
    """The words of a heading with hard spaces where a line must not end; the templates set them as plain spaces."""
    return breakable(_KEPT.sub(lambda found: found[0].replace(" ", "\u00a0"), words), 40)
