"""Whether a line that looks like a label is one: counting within its list, and the line before it.

A reference at the start of a wrapped line ("… theo quy định tại / Điều 5. Trường hợp …") has the shape of an article.
What tells them apart: the number that should come next, a sentence left open above, and words that lead into a
reference.
"""

import re
from enum import IntEnum
from itertools import pairwise
from typing import Final

from phoihop.engines.reading.labels import Label, letter_value
from phoihop.engines.reading.lines import UNFINISHED, Line
from phoihop.kit.vietnamese import POINT_LETTERS

_LEADS_IN: Final = re.compile(
    r"(?:\b(?:tại|theo|của|khoản)|\b(?:tại|theo|các)\s+(?:điểm|mục|chương|phần|phụ lục|điều|khoản)"
    r"|\b(?:khoản|tiết|điều)\s+\d{1,3}[a-zđ]?|\bđiểm\s+[a-zđ])$",
    re.IGNORECASE,
)
_MAY_LEAD_IN: Final = re.compile(
    r"(?:\b(?:điểm|điều|mục|chương|phần|phụ lục|và|hoặc|hay|với|đến|từ|số|ngày|tháng|các)|,)$", re.IGNORECASE
)
BULLETS: Final = frozenset("-•+*")
_STRICT: Final = frozenset({"A.", "(1)", "(a)", "i)", "1.1.", "1.1.1.", "1.1.1.1."})


class Judgement(IntEnum):
    """How well a label fits, best first."""

    NEXT = 1
    FIRST_AGAIN = 2
    OUT_OF_ORDER = 3
    NO = 4


def is_first(label: Label) -> bool:
    return label.value == (10 if label.family in {"a)", "(a)"} else 1)


def follows(label: Label, last: int | None) -> bool:
    """Whether a label comes right after the last one of its list; points may go d, đ, e or, as Word counts, d, e."""
    if label.family in BULLETS:
        return True
    if last is None:
        return is_first(label)
    if label.family in {"a)", "(a)"}:
        return label.value in _letters_after(last)
    if label.family == "article" and label.number[-1:].isalpha():
        return label.value == last
    return label.value == last + 1


def _letters_after(last: int) -> set[int]:
    if last == 45:
        return {50}
    after = {last + 10} if last != 40 else {45, 50}
    for letter, following in pairwise(POINT_LETTERS):
        if letter_value(letter) == last:
            after.add(letter_value(following))
    return after


def leads_into_reference(before: str) -> bool:
    """Whether a line breaks off where a reference must follow: "… theo khoản 2", "… quy định tại"."""
    return _LEADS_IN.search(before) is not None


def judge(label: Label, line: Line, *, last: int | None, before: str, before_is_label: bool) -> Judgement:
    """The place of a label in its list, or NO if it is running text.

    `before` is the line above, "" at the start; `before_is_label` says that it is a heading, which has no full stop.
    """
    is_next = follows(label, last)
    if line.auto:
        return Judgement.NEXT if is_next else _again(label)
    flowing = not line.hard and not before_is_label and UNFINISHED.search(before) is not None
    if label.family in BULLETS:
        return Judgement.NO if flowing else Judgement.NEXT
    if leads_into_reference(before):
        return Judgement.NO
    if _MAY_LEAD_IN.search(before) and (flowing or not label.sure or not is_next):
        return Judgement.NO
    if is_next:
        return Judgement.NO if not label.sure and flowing else Judgement.NEXT
    if flowing or not label.sure:
        return Judgement.NO
    if is_first(label):
        return Judgement.FIRST_AGAIN
    if not line.hard or label.family in _STRICT or (label.family == "I." and not label.rest.isupper()):
        return Judgement.NO
    return Judgement.OUT_OF_ORDER


def _again(label: Label) -> Judgement:
    return Judgement.FIRST_AGAIN if is_first(label) else Judgement.OUT_OF_ORDER
