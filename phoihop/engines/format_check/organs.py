"""Organs' names against the register, and legal bases against the register of what is in force."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from phoihop.engines.format_check.case import Case, Gathered
from phoihop.engines.format_check.content import Basis, Finding
from phoihop.engines.format_check.elements import place_of
from phoihop.engines.format_check.facts import Line
from phoihop.kit.vietnamese import fold, nfc, tone_on_first

_WORD: Final = re.compile(r"\w+")
_LEAST_WORDS: Final = 3
_MOST_LINES: Final = 5_000
_REFERENCE: Final = re.compile(r"\s+")


def check(case: Case) -> Iterator[Finding]:
    yield from _names(case)
    yield from _bases(case)


def _names(case: Case) -> Iterator[Finding]:
    """Near misses of registered names: the same words with other marks, or one word a letter off."""
    index = _Index(case.known.register)
    gathered = Gathered(case)
    for line in case.paper.everything[:_MOST_LINES]:
        for typed, name in index.misses(nfc(line.text)):
            gathered.add("organ.name", line, f"Ghi là “{typed}”.", expected=name)
    yield from gathered.findings()


class _Index:
    """Registered names by the words they begin with, so that a line is compared with few of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_start: dict[tuple[str, str], list[tuple[list[str], str]]] = defaultdict(list)
        self._by_end: dict[tuple[str, str], list[tuple[list[str], str]]] = defaultdict(list)
        self._spelt = set()
        for name in dict.fromkeys(map(nfc, names)):
            words = _WORD.findall(fold(name))
            self._spelt.add(_told(name))
            if len(words) >= _LEAST_WORDS:
                self._by_start[words[0], words[1]].append((words, name))
                self._by_end[words[-2], words[-1]].append((words, name))

    def misses(self, text: str) -> Iterator[tuple[str, str]]:
        """(as typed, as registered) for every near miss in a line, the longest name first."""
        spans = [found.span() for found in _WORD.finditer(text)]
        bare = [fold(text[begin:end]) for begin, end in spans]
        at = 0
        while at < len(bare) - 1:
            candidates = self._candidates(bare, at)
            taken = next((one for one in candidates if self._fits(bare, at, one[0])), None)
            if taken is None:
                at += 1
                continue
            words, name = taken
            typed = text[spans[at][0] : spans[at + len(words) - 1][1]]
            if _told(typed) not in self._spelt:
                yield typed, name
            at += len(words)

    def _candidates(self, bare: Sequence[str], at: int) -> list[tuple[list[str], str]]:
        starting = self._by_start.get((bare[at], bare[at + 1]), [])
        ending = [
            one
            for length in range(_LEAST_WORDS, 16)
            if at + length <= len(bare)
            for one in self._by_end.get((bare[at + length - 2], bare[at + length - 1]), ())
            if len(one[0]) == length
        ]
        return sorted([*starting, *ending], key=lambda one: -len(one[0]))

    def _fits(self, bare: Sequence[str], at: int, words: Sequence[str]) -> bool:
        """All words the same, or all but one, and that one a letter off (figures have to agree)."""
        given = bare[at : at + len(words)]
        if len(given) < len(words):
            return False
        different = [pair for pair in zip(given, words, strict=True) if pair[0] != pair[1]]
        if not different:
            return True
        return len(different) == 1 and len(words) > _LEAST_WORDS and _a_letter_off(*different[0])


def _told(name: str) -> str:
    """A name as it must be spelt: capitals and the two ways to place a tone aside."""
    return " ".join(_WORD.findall(tone_on_first(name).casefold()))


def _a_letter_off(given: str, wanted: str) -> bool:
    if any(one.isdigit() for one in given + wanted) or min(len(given), len(wanted)) < 3:
        return False
    if abs(len(given) - len(wanted)) > 1:
        return False
    short, long = sorted((given, wanted), key=len)
    for at, (one, other) in enumerate(zip(short, long, strict=False)):
        if one != other:
            return short[at + 1 :] == long[at + 1 :] if len(short) == len(long) else short[at:] == long[at + 1 :]
    return len(short) != len(long)


def _bases(case: Case) -> Iterator[Finding]:
    """A cited basis that was no longer in force on the day, by its number, or by its title where it has none."""
    ended = [basis for basis in case.known.bases if basis.until is not None and basis.until < case.known.on]
    lines = case.paper.bases
    for basis in ended:
        line = next((one for one in lines if _cites(one, basis, case.known.bases)), None)
        if line is not None and basis.until is not None:
            said = f"{basis.title} hết hiệu lực từ sau ngày {basis.until:%d/%m/%Y}."
            fix = f"Viện dẫn {basis.successor} thay thế." if basis.successor else "Viện dẫn văn bản đang có hiệu lực."
            yield case.found("basis.ended", place_of(line), said, fix=fix)


def _cites(line: Line, basis: Basis, others: Sequence[Basis]) -> bool:
    text = _REFERENCE.sub(" ", fold(line.text))
    if basis.number:
        number = re.escape(fold(basis.number))
        if re.search(rf"(?<![\w/-]){number}(?![\w/-])", text):
            return True
        if any(one.number and fold(one.number) in text for one in others) or re.search(r"\bso \d", text):
            return False
    # A law is cited by its name alone; one that is still in force under the same name speaks for the line.
    title = _REFERENCE.sub(" ", fold(basis.title)).strip()
    if len(title) < 6 or title not in text:
        return False
    return not any(one.until is None and fold(one.title) == title for one in others)
