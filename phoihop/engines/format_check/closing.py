"""The end of a paper: who signs, and who receives it. Told by words, in a table or below each other."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from phoihop.engines.format_check.elements import Signer
from phoihop.engines.format_check.facts import Line
from phoihop.engines.reading.tables import SIGNING

_LABEL: Final = re.compile(r"(?:Nơi nhận|NƠI NHẬN|Recipients)\s*:?")
_OFFICE: Final = re.compile(
    r"(?:CHỦ TỊCH|PHÓ CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|BÍ THƯ|PHÓ BÍ THƯ|TRƯỞNG BAN|PHÓ TRƯỞNG BAN|CHÁNH ÁN"
    r"|PHÓ CHÁNH ÁN|VIỆN TRƯỞNG|PHÓ VIỆN TRƯỞNG|CHÁNH VĂN PHÒNG|THƯ KÝ|CHỦ TỌA|CHỦ TOẠ|NGƯỜI GHI BIÊN BẢN|CHỦ TRÌ)\b"
)
_NOTE: Final = re.compile(r"\(.*\)?$")


@dataclass(frozen=True, slots=True)
class Closing:
    """Lines from `begins` to before `ends` are the paper's closing; without one both are the end of the paper."""

    begins: int
    ends: int
    label: Line | None = None
    recipients: tuple[Line, ...] = ()
    signers: tuple[Signer, ...] = ()


def read_closing(lines: Sequence[Line]) -> Closing:
    """The first closing that is not in the head of the paper."""
    tables = {line.cell.table for line in lines if line.cell and _closes(line)}
    head = _table_of_number(lines)
    places = [at for at, line in enumerate(lines) if line.cell and line.cell.table in tables - {head}]
    if places:
        first = lines[places[0]].cell
        assert first is not None  # chosen for it
        mine = [at for at in places if (cell := lines[at].cell) and cell.table == first.table]
        return _of_table([lines[at] for at in mine], mine[0], mine[-1] + 1)
    loose = next((at for at, line in enumerate(lines) if not line.cell and _LABEL.match(line.text.strip())), None)
    if loose is None:
        return Closing(len(lines), len(lines))
    return _below_each_other(lines, loose)


def _closes(line: Line) -> bool:
    text = line.text.strip()
    return bool(_LABEL.match(text) or SIGNING.match(text) or (_OFFICE.match(text) and text.isupper()))


def _table_of_number(lines: Sequence[Line]) -> int | None:
    for line in lines[:40]:
        if line.cell and re.match(r"Số\b", line.text.strip()):
            return line.cell.table
    return None


def _of_table(lines: Sequence[Line], begins: int, ends: int) -> Closing:
    label: Line | None = None
    recipients: list[Line] = []
    signing: list[Line] = []
    for _, cell in groupby(lines, key=lambda line: line.cell):
        given = [line for line in cell if line.text.strip()]
        place = next((at for at, line in enumerate(given) if _LABEL.match(line.text.strip())), None)
        if place is None:
            signing += given
        else:
            label, recipients = given[place], given[place + 1 :]
            signing += given[:place]
    columns = sorted({line.cell.column for line in signing if line.cell})
    signers = [
        one
        for column in columns
        for one in _blocks(line for line in signing if line.cell and line.cell.column == column)
    ]
    return Closing(begins, ends, label, tuple(recipients), tuple(signers))


def _blocks(lines: Iterable[Line]) -> list[Signer]:
    """One signer after the other: lines in capitals, then what stands below the signature."""
    blocks: list[tuple[list[Line], list[Line]]] = []
    for line in lines:
        text = line.text.strip()
        if _NOTE.fullmatch(text):
            continue
        if text.isupper():
            if not blocks or blocks[-1][1]:
                blocks.append(([], []))
            blocks[-1][0].append(line)
        elif blocks:
            blocks[-1][1].append(line)
    return [Signer(tuple(posts), tuple(names)) for posts, names in blocks]


def _below_each_other(lines: Sequence[Line], at: int) -> Closing:
    ends = at + 1
    while ends < len(lines) and re.match(r"\s*[-–+]", lines[ends].text):
        ends += 1
    recipients = tuple(lines[at + 1 : ends])
    begins = at
    while begins > 0 and (not lines[begins - 1].text.strip() or lines[begins - 1].text.strip().isupper()):
        begins -= 1
    return Closing(begins, ends, lines[at], recipients, tuple(_blocks(lines[begins:at])))
