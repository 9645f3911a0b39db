"""What a text asks of one agency: where it is named, what it has to do, by when. Reads words, asks no database.

The founding article tells how a consultation begins: someone sums up, for each agency, what the programme asks of it.
This does the reading; every line quotes its clause, so that nobody has to take it on trust.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Protocol

from phoihop.kit.vietnamese import fold, nfc


class Clause(Protocol):
    """A branch of a text, as drafting has them."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def only_for(self) -> int | None: ...
    @property
    def children(self) -> "Sequence[Clause]": ...


class Part(StrEnum):
    """How an agency comes into a sentence, the weightiest first."""

    LEADS = "leads"
    OWES = "owes"
    SUPPORTS = "supports"
    TOGETHER = "together"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Names:
    """What a text may call an agency. `alone` are its names, `shared` the words that stand for it among others.

    `others` are names of other agencies: where one of them is written, a part of it is not this agency's name.
    """

    alone: tuple[str, ...]
    shared: tuple[str, ...] = ()
    own_programmes: frozenset[int] = frozenset()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence that concerns the agency. `timings` are the words that say when, as printed."""

    key: str
    label: str
    quote: str
    part: Part
    timings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    lines: tuple[Line, ...] = field(default=())

    @property
    def duties(self) -> tuple[Line, ...]:
        """What the agency has to do, alone or with others; a sentence that only mentions it is no duty."""
        return tuple(line for line in self.lines if line.part is not Part.NAMED)

    @property
    def mentions(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.part is Part.NAMED)

    @property
    def timed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.timings)

    @property
    def clauses(self) -> tuple[str, ...]:
        """Labels of the clauses that concern it, each once, in reading order."""
        return tuple(dict.fromkeys(line.label for line in self.lines))

    def as_json(self) -> list[dict[str, object]]:
        return [
            {"key": line.key, "quote": line.quote, "part": line.part.value, "timings": list(line.timings)}
            for line in self.lines
        ]

    @classmethod
    def from_json(cls, stored: Iterable[Mapping[str, Any]], labels: Mapping[str, str]) -> "Summary":
        """Places keep their keys and are named when they are read, in the reader's language."""
        return cls(
            tuple(
                Line(row["key"], labels.get(row["key"], ""), row["quote"], Part(row["part"]), tuple(row["timings"]))
                for row in stored
            )
        )


def summary_of(clauses: Iterable[Clause], names: Names) -> Summary:
    """Everything the text asks of the agency, in reading order."""
    return Summary(tuple(_Reader(names).read(clauses)))


# ── Names ────────────────────────────────────────────────────────────────────

#: Words that stand for every party, and for those who support a lead.
EVERYONE: Final = (
    "các bên", "hai bên", "mỗi bên", "từng bên", "bên nào", "các bên tham gia", "các cơ quan phối hợp",
    "cơ quan phối hợp", "các cơ quan tham gia", "các cơ quan, đơn vị phối hợp", "các cơ quan ký kết",
)  # fmt: skip
STANDING_UNIT: Final = ("đơn vị thường trực", "cơ quan thường trực")
#: What people call a court or a council when there is only one of them about.
BY_KIND: Final = {
    "court": ("Tòa án nhân dân", "Tòa án", "TAND"),
    "procuracy": ("Viện kiểm sát nhân dân", "Viện kiểm sát", "VKSND"),
    "peoples_council": ("Hội đồng nhân dân", "HĐND"),
    "peoples_committee": ("Ủy ban nhân dân", "UBND"),
}
_LEVELS: Final = {
    "tỉnh": "tỉnh", "cấp tỉnh": "tỉnh", "thành phố": "thành phố", "huyện": "huyện", "cấp huyện": "huyện",
    "quận": "huyện", "thị xã": "huyện", "xã": "xã", "cấp xã": "xã", "phường": "xã", "thị trấn": "xã",
    "đặc khu": "xã", "khu vực": "khu vực", "tối cao": "tối cao", "cấp cao": "cấp cao",
}  # fmt: skip
_PLACE = re.compile(rf"\b({'|'.join(sorted(map(fold, _LEVELS), key=len, reverse=True))})\b")
_RANK: Final = {fold(word): rank for word, rank in _LEVELS.items()}


def names_of(kind: str, names: Iterable[str], *, place: str = "") -> tuple[str, ...]:
    """Every name the agency ever had, each also without the name of its place, and what its kind is called.

    A unit of a committee ("Phòng Tư pháp thuộc Ủy ban nhân dân …") does not answer to the committee's own name.
    """
    full = [nfc(name).strip() for name in names if name.strip()]
    bare = _LEVEL_WORD.sub("", nfc(place)).strip()
    found = [*full, *(_without(name, bare) for name in full if bare)]
    called = BY_KIND.get(kind, ())
    if any(fold(name).startswith(tuple(map(fold, called))) for name in full if called):
        found += called
    return tuple(dict.fromkeys(sorted(filter(None, found), key=len, reverse=True)))


_LEVEL_WORD = re.compile(r"^(phường|xã|thị trấn|thành phố|thị xã|huyện|quận|tỉnh|đặc khu)\s+", re.IGNORECASE)


def _without(name: str, place: str) -> str:
    """ "Ủy ban nhân dân phường Ngã Bảy" -> "Ủy ban nhân dân phường"."""
    return name[: -len(place)].rstrip(" ,–-") if fold(name).endswith(f" {fold(place)}") else ""


# ── Reading ──────────────────────────────────────────────────────────────────

#: Verbs of duty, as they stand after whoever bears it.
_DUTIES: Final = (
    "co trach nhiem", "chiu trach nhiem", "phai", "co nhiem vu", "thuc hien", "cung cap", "thong bao", "bao cao", "gui",
    "bao dam", "to chuc", "tra loi", "cu (?:can bo|nguoi|dai dien)", "tham gia", "xay dung", "huong dan", "kiem tra",
    "chi dao", "bo tri", "theo doi", "don doc", "tong hop", "trao doi", "thong tin", "(?<!phoi )(?<!tong )hop",
    "danh gia", "chon", "thong nhat", "ban hanh", "trien khai", "tuyen truyen", "pho bien", "giai quyet", "xu ly",
    "chuan bi", "lap", "quan triet", "phan anh", "de xuat", "kien nghi", "cong bo", "tiep nhan", "chuyen", "ra soat",
    "phan cong",
)  # fmt: skip
_DUTY = re.compile(rf"\b(?:{'|'.join(_DUTIES)})\b")
_LEADS_AFTER = re.compile(r"^[^.;:]{0,60}?\b(?<!nguoi )chu tri\b")
_LEADS_BEFORE = re.compile(r"(co quan|don vi) chu tri:[^.;]*$")
#: Any party may be the one that takes the lead; as an object ("xác định cơ quan chủ trì") the words bind nobody yet.
_LEAD_ACTS = re.compile(r"(cac )?(co quan|don vi) chu tri\b(?!:)")
_NAMES_LEAD = re.compile(r"(co quan|don vi) (chu tri|phoi hop):")
_SUPPORTS_AFTER = re.compile(r"^[^.;:]{0,30}?\bphoi hop\b")
_SUPPORTS_BEFORE = re.compile(r"(phoi hop (voi|cung)\b|(co quan|don vi) phoi hop:|su phoi hop cua\b|cung voi\b)[^.;]*$")
#: Before a name these make it a recipient, an owner or a place, not the one who acts.
_NOT_SUBJECT = re.compile(
    r"\b(cua|cho|voi|toi|den|tai|thuoc|gui|bao cao|trinh|de nghi|tham muu|giup|ve|vao|tu|qua)( cac)? $"
)
_DUTIES_OF = re.compile(r"\b(trach nhiem|nhiem vu)\b")
_TRACH_NHIEM_CUA = re.compile(r"\b(trach nhiem|nhiem vu|quyen han)( cu the)?( cua)? $")
#: A deadline on a thing, with nobody named who keeps it, binds every party.
_NOBODYS = re.compile(r"(thong tin|ket qua|bao cao|so lieu|ho so|tai lieu|ke hoach|viec)\b[^.;]*\bduoc\b")

_NUMBER = r"(?:\w+ )?\(?\d+\)?"
_SPAN = rf"(?:{_NUMBER}) (?:ngay lam viec|ngay|gio|thang|tuan)"
_TIMING = re.compile(
    "|".join(
        (
            rf"trong (?:thoi han|vong)(?: toi da| khong qua)? {_SPAN}",
            rf"(?:cham nhat|khong qua|toi da|it nhat)(?: la)?(?: trong| sau| vao)? {_SPAN}",
            r"cham nhat(?: la)?(?: vao)? (?:ngay )?\d+(?:/\d+(?:/\d+)?)?(?: hang \w+| cua \w+ sau[^.;,]{0,40})?",
            rf"trong {_SPAN}",
            rf"truoc [^.;,]{{0,40}}?{_SPAN}",
            r"(?:truoc|sau|vao)(?: ngay)? \d{1,2}/\d{1,2}(?:/\d{4})?",
            r"(?:truoc|vao) ngay \d{1,2}(?: thang \d{1,2})?(?: hang \w+| cua thang[^.;,]{0,40}| moi thang)?",
            r"dinh ky(?: hang| moi| theo)?(?: \d+| sau)? (?:tuan|thang|quy|nam)(?: mot lan)?"
            r"(?:, (?:hang )?(?:quy|nam|\d+ thang))*",
            r"(?:\d+|sau|ba) thang mot lan",
            r"\d+ thang(?: dau nam)?(?:, | va )(?:ca|hang|mot) nam",
            r"(?<!ngan )(?:hang|moi) (?:ngay|tuan|thang|quy|nam)",
            r"ngay sau khi [^.;,]{3,60}",
        )
    ).join((r"\b(?:", r")(?!\w)"))
)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ\d])|\n+")
_QUOTE_LIMIT: Final = 420


class _Reader:
    """Walks the tree with, at each place, whether the words above already speak of this agency."""

    def __init__(self, names: Names) -> None:
        self.alone = _pattern(names.alone)
        self.shared = _pattern(names.shared)
        self.has_shared = bool(names.shared)
        self.ranks = {rank for name in names.alone for rank in _ranks_in(name)}
        self.own = names.own_programmes
        own = {fold(name) for name in names.alone}
        self.longer = _pattern(
            [name for name in names.others if self.alone.search(fold(name)) and fold(name) not in own]
        )

    def read(self, clauses: Iterable[Clause], above: Part | None = None) -> Iterator[Line]:
        for clause in clauses:
            own = clause.only_for is not None and clause.only_for in self.own
            here = above or (Part.OWES if own else None)
            yield from self._lines(clause, here)
            yield from self.read(clause.children, self._handed_down(clause, here))

    def _lines(self, clause: Clause, above: Part | None) -> Iterator[Line]:
        for sentence in _sentences(clause.body or ("" if clause.children else clause.heading)):
            folded = fold(sentence)
            part = self._part_in(folded)
            if part in (None, Part.NAMED) and above and not _introduces(sentence) and not _NAMES_LEAD.match(folded):
                part = above
            if part:
                yield Line(clause.key, clause.label, _short(sentence), part, _timings(sentence, folded))

    def _handed_down(self, clause: Clause, above: Part | None) -> Part | None:
        """A heading, or a sentence that ends in a colon, speaks for all that stands under it.

        "Trách nhiệm của Tòa án" under "Trách nhiệm các bên" is the court's business alone.
        """
        leads_on = [clause.heading] if clause.heading else []
        leads_on += [sentence for sentence in _sentences(clause.body)[-1:] if _introduces(sentence)]
        for words in leads_on:
            folded = fold(words)
            part = self._part_in(folded)
            if part is Part.NAMED and self.alone.match(folded):
                return Part.OWES  # the name alone, as "2. Hội đồng nhân dân phường:"
            if part not in (None, Part.NAMED, Part.TOGETHER):
                return part
            if self._speaks_of_all(folded) and (_introduces(words) or _DUTIES_OF.search(folded)):
                return Part.TOGETHER
            if _DUTIES_OF.search(folded):
                return None
        return above

    def _part_in(self, folded: str) -> Part | None:
        parts = [self._part_at(folded, found) for found in self.alone.finditer(folded) if self._is_meant(folded, found)]
        shared = self._speaks_of_all(folded, acting=True) and _DUTY.search(folded)
        if shared or (self.has_shared and _NOBODYS.match(folded) and _TIMING.search(folded)):
            parts.append(Part.TOGETHER)
        return min(parts, key=list(Part).index) if parts else None

    def _speaks_of_all(self, folded: str, *, acting: bool = False) -> bool:
        """Whether words stand here that mean every party, or with `acting` every party as the one that does it."""
        if self.has_shared and _LEAD_ACTS.match(folded):
            return True
        meant = self.shared.finditer(folded)
        return any(not (acting and _NOT_SUBJECT.search(folded[: found.start()])) for found in meant)

    def _is_meant(self, folded: str, found: re.Match[str]) -> bool:
        """Not the body of the same name at another level, nor a part of another agency's longer name.

        "Ủy ban nhân dân tỉnh" where a commune's is asked; "Văn phòng Ủy ban nhân dân" where that office is a party too.
        """
        around = (other.span() for other in self.longer.finditer(folded))
        if any(start <= found.start() and found.end() <= end for start, end in around):
            return False
        place = _PLACE.match(folded, found.end() + 1)
        return not (place and self.ranks and _RANK[place[1]] not in self.ranks)

    def _part_at(self, folded: str, found: re.Match[str]) -> Part:
        before, after = folded[: found.start()], folded[found.end() :]
        if _LEADS_BEFORE.search(before):
            return Part.LEADS
        if _SUPPORTS_BEFORE.search(before):
            return Part.SUPPORTS
        if _TRACH_NHIEM_CUA.search(before):
            return Part.OWES
        if _NOT_SUBJECT.search(before):
            return Part.NAMED
        if _LEADS_AFTER.match(after):
            return Part.LEADS
        if _SUPPORTS_AFTER.match(after):
            return Part.SUPPORTS
        return Part.OWES if _DUTY.search(after) else Part.NAMED


def _pattern(names: Sequence[str]) -> re.Pattern[str]:
    """Whole words, tones aside, the longest first; nothing matches where there is no name."""
    folded = sorted({fold(name) for name in names}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, folded))})\b") if folded else re.compile(r"(?!)")


def _ranks_in(name: str) -> Iterator[str]:
    for found in _PLACE.finditer(fold(name)):
        yield _RANK[found[1]]


def _sentences(words: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(nfc(words)) if sentence.strip()]


def _introduces(sentence: str) -> bool:
    return sentence.rstrip().endswith(":")


def _timings(sentence: str, folded: str) -> tuple[str, ...]:
    """The words that say when, as printed: folding keeps every letter in its place."""
    return tuple(dict.fromkeys(sentence[found.start() : found.end()].strip() for found in _TIMING.finditer(folded)))


def _short(sentence: str) -> str:
    if len(sentence) <= _QUOTE_LIMIT:
        return sentence
    return sentence[:_QUOTE_LIMIT].rsplit(" ", 1)[0] + " …"
