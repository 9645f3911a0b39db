"""Vietnamese text: one normal form, matching without marks, point letters, and the encodings of before Unicode.

Folding keeps the length of the NFC text, so a place found in the folded text is the same place in the original.
TCVN3 (TCVN 5712:1993, "ABC", fonts named .Vn…) and VNI (fonts named VNI-…) put Vietnamese letters on the code points
of Western European ones: such text reads "Céng hoµ" or "Coäng hoøa" where Unicode is expected.
"""

import re
import unicodedata
from itertools import takewhile
from typing import Final, Literal

Encoding = Literal["tcvn3", "vni"]

POINT_LETTERS: Final = tuple("abcdđeghiklmnopqrstuvxy")

_WORD = re.compile(r"[^\W_]+")
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


class _Folding(dict[int, int]):
    """A translation table that fills itself: each code point is decomposed once."""

    def __missing__(self, code: int) -> int:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        base = "d" if base == "đ" else base
        self[code] = ord(base) if len(base) == 1 else code
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case without tones and marks, đ as d: as long as the NFC form of the text."""
    return nfc(text).translate(_FOLDING)


def words(text: str) -> list[str]:
    """The words of a text, NFC, punctuation left out; what "nothing was lost" is measured in."""
    return _WORD.findall(nfc(text))


def has_words(text: str) -> bool:
    """Whether there is a word at all, without listing them."""
    return _WORD.search(text) is not None


def point_letter(n: int) -> str:
    """The letter of the nth point, counting from 1: … d, đ, e, g …; raises ValueError past y (23)."""
    if not 1 <= n <= len(POINT_LETTERS):
        raise ValueError(f"There is no letter for point {n}; points run from 1 to {len(POINT_LETTERS)}.")
    return POINT_LETTERS[n - 1]


def point_index(letter: str) -> int:
    """The place of a point letter, from 1; raises ValueError for letters that points do not use (f, j, w, z)."""
    try:
        return POINT_LETTERS.index(nfc(letter).lower()) + 1
    except ValueError:
        raise ValueError(f"“{letter}” is not a point letter; use one of {' '.join(POINT_LETTERS)}.") from None


_LATE_UY = re.compile(r"(?<![qQ])([uU])([ýỳỷỹỵÝỲỶỸỴ])(?!\w)")
_LATE_OA = re.compile(r"([oO])([áàảãạéèẻẽẹÁÀẢÃẠÉÈẺẼẸ])(?!\w)")


def tone_on_first(text: str) -> str:
    """Open syllables with the tone on the first vowel, as official papers spell: ủy not uỷ, hòa not hoà."""

    def move(found: re.Match[str]) -> str:
        first, second = found.groups()
        apart = unicodedata.normalize("NFD", second)
        return nfc(first + apart[1]) + apart[0]

    return _LATE_OA.sub(move, _LATE_UY.sub(move, nfc(text)))


# TCVN 5712:1993 VN3, code points 0xA1–0xFE; the capitals with tones exist only as capital fonts (.VnTimeH).
_TCVN3_BYTES: Final = (
    "A1A2A3A4A5A6A7A8A9AAABACADAEB5B6B7B8B9BBBCBDBEC6C7C8C9CACBCCCECFD0D1D2D3D4D5D6D7D8DCDDDEDFE1E2E3E4E5E6E7E8E9EAEBECED"
    "EEEFF1F2F3F4F5F6F7F8F9FAFBFCFDFE"
)
_TCVN3_LETTERS: Final = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3: Final = dict(zip(bytes.fromhex(_TCVN3_BYTES), _TCVN3_LETTERS, strict=True))

# VNI: a base letter, then one character that stands for a mark, a tone, or both.
_VNI_TONES: Final = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_VNI_CIRCUMFLEX: Final = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_VNI_BREVE: Final = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_VNI_SINGLE: Final = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for base, real in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        pairs |= {base + mark: nfc(real + tone) for mark, tone in _VNI_TONES.items()}
    for base in "aeo":
        pairs |= {base + mark: nfc(base + "\u0302" + tone) for mark, tone in _VNI_CIRCUMFLEX.items()}
    pairs |= {"a" + mark: nfc("a\u0306" + tone) for mark, tone in _VNI_BREVE.items()}
    capitals = {pair.upper(): letter.upper() for pair, letter in pairs.items()}
    titles = {pair[0].upper() + pair[1]: letter.upper() for pair, letter in pairs.items()}
    single = _VNI_SINGLE | {mark.upper(): letter.upper() for mark, letter in _VNI_SINGLE.items()}
    return single | titles | capitals | pairs


_VNI: Final = _vni_pairs()
_VNI_TOKEN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Unicode for TCVN3 text; `capitals` for runs in a capital font (.VnTimeH), whose letters are coded small."""
    converted = nfc(text).translate(_TCVN3)
    return converted.upper() if capitals else converted


def from_vni(text: str) -> str:
    """Unicode for VNI text."""
    return nfc(_VNI_TOKEN.sub(lambda found: _VNI[found.group()], nfc(text)))


_TYPE_OF_PAPER: Final = 6  # words at most: BẢN THỎA THUẬN HỢP TÁC LIÊN NGÀNH


def in_sentence(title: str) -> str:
    """A title as it stands in a sentence: "QUY CHẾ PHỐI HỢP giữa …" begins "Quy chế phối hợp giữa …".

    Only the type of the paper is set in small letters; a title in capitals throughout may hold names and stays.
    """
    capitals = list(takewhile(lambda word: word == word.upper() and is_syllable(word), title.split()))
    rest = title.split()[len(capitals) :]
    if not 2 <= len(capitals) <= _TYPE_OF_PAPER or not rest or rest[0] == rest[0].upper():
        return title
    return " ".join([" ".join(capitals).capitalize(), *rest])


_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?:uyê|uya|iêu|yêu|ươi|ươu|oai|oay|oeo|uôi|uây|iê|yê|ia|ươ|ưa|uô|ua|uâ|uê|uơ|uy|oă|oa|oe|oo|ai|ao|au|ay|âu|ây|eo|êu|iu"
    r"|oi|ôi|ơi|ui|uo|uu|ưi|ưu|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnpt])?"
)
_UNLIKE_LATIN1 = re.compile(r"[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
_LEGACY_WORD = re.compile(r"[A-Za-z\xa1-\xff]*[\xa1-\xff][A-Za-z\xa1-\xff]*")


def is_syllable(word: str) -> bool:
    """Whether a word is spelt like one Vietnamese syllable, tone and case aside."""
    bare = unicodedata.normalize("NFD", word.lower())
    return _SYLLABLE.fullmatch(nfc("".join(mark for mark in bare if mark not in _TONES))) is not None


def _likeness(found: list[str]) -> float:
    return sum(map(is_syllable, found)) / len(found)


def legacy_encoding(text: str) -> Encoding | None:
    """The old encoding a text is still in, or None; reads as old only what is no Vietnamese as it stands.

    At least three words must carry marks, four in five of them must become Vietnamese syllables, and clearly more
    than are so already: Unicode Vietnamese, English, French and numbers stay as they are.
    """
    text = nfc(text)
    marked = _LEGACY_WORD.findall(text)
    if len(marked) < 3 or len(_UNLIKE_LATIN1.findall(text)) * 4 > len(marked):
        return None
    scores: dict[Encoding, float] = {
        "tcvn3": _likeness([from_tcvn3(word) for word in marked]),
        "vni": _likeness([from_vni(word) for word in marked]),
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 0.8 and scores[best] > _likeness(marked) + 0.2 else None


def to_unicode(text: str, encoding: Encoding) -> str:
    return from_tcvn3(text) if encoding == "tcvn3" else from_vni(text)
