"""Where the elements of the form stand in a document: told by words and places, since looks may be wrong."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

from phoihop.engines.format_check.closing import Closing, read_closing
from phoihop.engines.format_check.elements import AnnexPart, Elements
from phoihop.engines.format_check.facts import Cell, Document, Line, Run
from phoihop.engines.reading.tables import NATION
from phoihop.engines.regimes import Regime
from phoihop.kit.vietnamese import fold

_HEAD_LINES: Final = 40
_NUMBER: Final = re.compile(r"(?:số|no\.?)\s*[:.]?(?:\s|\d|$|…|_|/)", re.IGNORECASE)
_DISPATCH: Final = re.compile(r"(?:v/v|về việc|vv|v\.v|re)\b", re.IGNORECASE)
_DATE: Final = re.compile(
    r"\bngày\b.*\btháng\b.*\bnăm\b|\bngày\s+\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*\d{4}", re.IGNORECASE
)
_RULE: Final = re.compile(r"[\W_]+")
TO: Final = re.compile(r"(?:Kính gửi|Kính trình|KÍNH GỬI|To)\s*:?", re.IGNORECASE)
BASIS: Final = re.compile(
    r"[-–+*•\s]*(?:Căn cứ|CĂN CỨ|Xét|Theo đề nghị|Trên cơ sở|Theo yêu cầu|Thực hiện\b.*;$|Theo\b.*[;]$)"
)
_MARKS: Final = re.compile(r"(?:hoa toc|thuong khan|khan|xem xong tra lai|luu hanh noi bo|\(?\s*du thao)\b")
_ANNEX: Final = re.compile(r"(?:Phụ lục|PHỤ LỤC|Annex)(?:\s+(?:số\s+)?[IVXLC\dA-Z]{1,5})?\s*[.:]?")
_ATTACHED: Final = re.compile(r"\(?\s*(?:ban hành )?kèm theo", re.IGNORECASE)
_GAP: Final = re.compile(r"\t+| {4,}")
_TYPED: Final = -1  # the "table" of columns made with tabs
_NEAR: Final = 0.8
_SUBJECT_LINES: Final = 6
_LONGEST_DATE: Final = 90


def locate(document: Document, regime: Regime) -> Elements:
    """The elements of one document under a rule set."""
    lines = _columns_apart([line for line in document.lines if line.text.strip() or line.setting.ruled or line.drawn])
    closing = read_closing(lines)
    head = _Head(lines, regime, closing.begins)
    head.read()
    middle = list(lines[head.ends : closing.begins])
    annexes, middle = _annexes(lines, middle, closing)
    bases = _bases(middle)
    words = [line for line in middle if line.text.strip()][len(bases) :]
    return replace(
        head.elements(),
        bases=tuple(bases),
        body=tuple(line for line in words if line.cell is None or line.cell.table == _TYPED),
        table_lines=tuple(line for line in words if line.cell is not None and line.cell.table != _TYPED),
        recipients_label=closing.label,
        recipients=closing.recipients,
        signers=closing.signers,
        annexes=tuple(annexes),
        everything=tuple(line for line in document.lines if line.text.strip()),
        pages=document.pages,
    )


def is_like(text: str, wanted: str, least: float = _NEAR) -> bool:
    """Whether a text says `wanted`, or means to: letters and figures compared without marks."""
    given, asked = _bare(text), _bare(wanted)
    if given == asked:
        return True
    if abs(len(given) - len(asked)) > len(asked) * (1 - least):
        return False
    return SequenceMatcher(None, given, asked, autojunk=False).ratio() >= least


def _bare(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _columns_apart(lines: Sequence[Line]) -> list[Line]:
    """Heads made with tabs or many spaces in place of a table: both halves become lines of a column of their own."""
    found: list[Line] = []
    for place, line in enumerate(lines):
        words = line.text.rstrip()
        gap = _GAP.search(words) if line.cell is None and place < _HEAD_LINES else None
        if gap is None or not line.looks or not _is_right_half(words[gap.end() :].strip()):
            found.append(line)
            continue
        for column, half in enumerate((words[: gap.start()].strip(), words[gap.end() :].strip())):
            if half:
                found.append(replace(line, runs=_part(line, half), cell=Cell(_TYPED, place, column), auto=""))
    return found


def _is_right_half(words: str) -> bool:
    """What stands on the right of a head: other lines may begin with a tab."""
    if len(words) > _LONGEST_DATE:
        return False
    return bool(NATION.search(fold(words)) or _DATE.search(words) or _RULE.fullmatch(words))


def _part(line: Line, words: str) -> tuple[Run, ...]:
    """The runs that hold these words of a line; capitals that come from a look stay as shown."""
    look = next(
        (run.look for run in line.runs if run.text.strip() and run.text.strip()[:3].lower() in words.lower()), None
    )
    return (Run(words, look or line.looks[0]),)


class _Head:
    """The lines above the text, sorted. `most` is where the closing begins; `read` finds where the head `ends`."""

    def __init__(self, lines: list[Line], regime: Regime, most: int) -> None:
        self.lines, self.regime, self.most, self.ends = lines, regime, most, 0
        self._title: dict[str, Line] = {}
        self._number: Line | None = None
        self._dispatch: Line | None = None
        self._date: Line | None = None
        self._left: list[Line] = []
        self._under_issuer: list[Line] = []
        self._under_title: list[Line] = []
        self._name: Line | None = None
        self._subject: list[Line] = []
        self._under_subject: list[Line] = []
        self._to: list[Line] = []
        self._authority: Line | None = None

    def read(self) -> None:
        self._find_title()
        for place, line in enumerate(self.lines[: self.most]):
            if place >= _HEAD_LINES or not self._takes(place, line):
                self.ends = place
                break
        else:
            self.ends = min(self.most, _HEAD_LINES)
        self._read_below()

    def _find_title(self) -> None:
        for style, words in (line for language in self.regime.letterhead.lines.values() for line in language):
            for line in self.lines[:_HEAD_LINES]:
                if style not in self._title and is_like(line.text, words):
                    self._title[style] = line

    def _takes(self, place: int, line: Line) -> bool:
        """Sorts one line of the head; False for the first line below it."""
        text = line.text.strip()
        titles = list(self._title.values())
        if any(line is title for title in titles):
            return True
        if not text or _RULE.fullmatch(text):
            self._rule(line)
            return True
        if self._number is None and _NUMBER.match(text):
            self._number = line
        elif self._number is not None and self._dispatch is None and _DISPATCH.match(text) and self._in_head(line):
            self._dispatch = line
        elif self._date is None and len(text) < _LONGEST_DATE and _DATE.search(text) and self._in_head(line):
            self._date = line
        elif self._in_head(line):
            if not _MARKS.match(fold(text)) and self._number is None:
                self._left.append(line)
        else:
            return _is_before_title(self.lines, place, titles)
        return True

    def _rule(self, line: Line) -> None:
        column = line.cell.column if line.cell else None
        titled = next((title.cell.column for title in self._title.values() if title.cell), None)
        if self._left and self._number is None and (titled is None or column != titled):
            self._under_issuer.append(line)
        elif self._title:
            self._under_title.append(line)

    def _in_head(self, line: Line) -> bool:
        """In the same table as the title, or with it in columns, or between the title and the text."""
        tables = {title.cell.table for title in self._title.values() if title.cell and title.cell.table != _TYPED}
        if line.cell is not None:
            return not tables or line.cell.table in tables
        return not tables and not (line.setting.align == "center" and self._number is not None and line.text.isupper())

    def _read_below(self) -> None:
        """Type name, subject, addressees and who decides; stops at the first line of the text."""
        at = self.ends
        lines = self.lines[: self.most]
        while at < len(lines):
            line, text = lines[at], lines[at].text.strip()
            if not text or _RULE.fullmatch(text):
                if self._name is not None and not self._to:
                    self._under_subject.append(line)
            elif TO.match(text) and not self._to:
                at = self._addressees(lines, at)
            elif BASIS.match(text) or line.cell is not None:
                break
            elif self._name is None and text.isupper() and not self._to:
                self._name = line
            elif self._is_subject(line, text):
                self._subject.append(line)
            elif self._name is not None and text.isupper() and line.setting.align == "center" and not self._authority:
                self._authority = line
            elif not _MARKS.match(fold(text)):
                break
            at += 1
        self.ends = at

    def _is_subject(self, line: Line, text: str) -> bool:
        near = self._name is not None and not self._under_subject and len(self._subject) < _SUBJECT_LINES
        return near and not self._to and line.setting.align == "center" and not text.endswith((":", ";"))

    def _addressees(self, lines: Sequence[Line], at: int) -> int:
        self._to.append(lines[at])
        while at + 1 < len(lines) and re.match(r"\s*[-–]", lines[at + 1].text):
            at += 1
            self._to.append(lines[at])
        return at

    def elements(self) -> Elements:
        superiors, issuers = _by_weight(self._left)
        name = fold(self._name.text) if self._name else ""
        return Elements(
            title=self._title,
            under_title=tuple(self._under_title),
            superiors=tuple(superiors),
            issuers=tuple(issuers),
            under_issuer=tuple(self._under_issuer),
            number=self._number,
            dispatch=self._dispatch,
            date=self._date,
            type_name=self._name,
            subject=tuple(self._subject),
            under_subject=tuple(self._under_subject),
            authority=self._authority,
            to=tuple(self._to),
            minutes=name.startswith("bien ban"),
        )


def _is_before_title(lines: Sequence[Line], place: int, titles: Sequence[Line]) -> bool:
    """A stray line above the head, such as "Phụ lục III" or a mark, does not end it."""
    return any(title is line for title in titles for line in lines[place:_HEAD_LINES])


def _by_weight(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The organ above is set in light type (Annex I, II.2b). Without a bold line the last one issues."""
    lines = [line for line in lines if line.text.strip()]
    bold = [bool(line.looks) and line.looks[0].bold for line in lines]
    if not any(bold):
        return list(lines[:-1]), list(lines[-1:])
    return [line for line, heavy in zip(lines, bold, strict=True) if not heavy], [
        line for line, heavy in zip(lines, bold, strict=True) if heavy
    ]


def _bases(lines: Sequence[Line]) -> list[Line]:
    """The first lines that name a basis, up to the first that does not."""
    return list(takewhile(lambda line: BASIS.match(line.text), (line for line in lines if line.text.strip())))


def _annexes(lines: Sequence[Line], middle: Sequence[Line], closing: Closing) -> tuple[list[AnnexPart], list[Line]]:
    """Annexes follow the signatures, or the text where nobody signs yet."""
    tail = list(lines[closing.ends :])
    starts = [place for place, line in enumerate(tail) if _opens_annex(line)]
    if not starts:
        own = [place for place, line in enumerate(middle) if _opens_annex(line)]
        if not own or closing.label is not None or closing.signers:
            return [], list(middle)
        starts, tail, middle = [place - own[0] for place in own], list(middle[own[0] :]), list(middle[: own[0]])
    parts = [tail[start:end] for start, end in zip(starts, [*starts[1:], len(tail)], strict=True)]
    return [_annex(part) for part in parts], list(middle)


def _opens_annex(line: Line) -> bool:
    return line.cell is None and line.setting.align == "center" and bool(_ANNEX.fullmatch(line.text.strip()))


def _annex(part: Sequence[Line]) -> AnnexPart:
    label, *rest = [line for line in part if line.text.strip()]
    name: list[Line] = []
    for line in rest:
        if line.cell is not None or line.setting.align != "center" or _ATTACHED.match(line.text):
            break
        if not _RULE.fullmatch(line.text):
            name.append(line)
    body = tuple(
        line for line in rest[len(name) :] if not _ATTACHED.match(line.text) and not _RULE.fullmatch(line.text)
    )
    return AnnexPart(label, tuple(name), tuple(line for line in body if line.cell is None))
