"""What changed between two texts, word by word, so that a clerk can read it.

Words are compared without the space before them; the space is put back exactly, so the pieces always join to the
two texts. Long texts are first cut at words that stand once in both (the patience idea), which keeps the time near
linear where a plain comparison of every word with every other would not be.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "ins", "del"]

#: Above this many pairs of words a stretch is cut at shared rare words before it is compared.
DIRECT = 250_000

# A number with its marks (16/10/2025, 5.2, 01-CTPH/BTGTU) is one word; combining marks belong to their letter.
_WORD = re.compile(r"(\s*)(\d\w*(?:[./,\-–]\w+)*|[\w\u0300-\u036f]+|[^\w\s]|\Z)")


@dataclass(frozen=True, slots=True)
class Piece:
    op: Op
    text: str


#: The space before a word, and the word. Plain pairs: they are made by the thousand.
_Token = tuple[str, str]


@dataclass(slots=True)
class _Hunk:
    """A stretch of both texts: the same words (perhaps spaced otherwise), or changed ones."""

    same: bool
    old: list[_Token]
    new: list[_Token]


def diff(old: str, new: str) -> list[Piece]:
    """Pieces in reading order. "same" and "del" join to `old`, "same" and "ins" join to `new`, to the letter."""
    hunks = list(_hunks(_tokens(old), _tokens(new)))
    return _tidy(piece for hunk in _without_islands(hunks) for piece in _pieces(hunk))


def _tokens(text: str) -> list[_Token]:
    """The last token is the empty word with the space at the end of the text: both lists always share it."""
    found: list[_Token] = _WORD.findall(text)
    return found


def _hunks(old: list[_Token], new: list[_Token]) -> Iterator[_Hunk]:
    at_old = at_new = 0
    for i, j, length in _matches([word for _space, word in old], [word for _space, word in new]):
        if i > at_old or j > at_new:
            yield _Hunk(False, old[at_old:i], new[at_new:j])
        at_old, at_new = i + length, j + length
        yield _Hunk(True, old[i:at_old], new[j:at_new])


def _matches(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    """(place in old, place in new, how many), in order; the empty word at the end is always among them."""
    head = _shared_head(old, new)
    tail = _shared_head(old[head:][::-1], new[head:][::-1])
    found = [(0, 0, head)] if head else []
    found += _between(old, new, (head, len(old) - tail), (head, len(new) - tail))
    if tail:
        found.append((len(old) - tail, len(new) - tail, tail))
    return found


def _shared_head(old: list[str], new: list[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _between(
    old: list[str], new: list[str], in_old: tuple[int, int], in_new: tuple[int, int]
) -> list[tuple[int, int, int]]:
    (a, b), (c, d) = in_old, in_new
    if (b - a) * (d - c) <= DIRECT:
        blocks = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False).get_matching_blocks()
        return [(a + i, c + j, length) for i, j, length in blocks if length]
    anchors = _anchors(old[a:b], new[c:d])
    if not anchors:
        return []  # two long texts without one rare word in common: one was replaced by the other
    found = []
    for i, j in anchors:
        found += _between(old, new, (a, in_old[0] + i), (c, in_new[0] + j))
        found.append((in_old[0] + i, in_new[0] + j, 1))
        a, c = in_old[0] + i + 1, in_new[0] + j + 1
    return found + _between(old, new, (a, b), (c, d))


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Words that stand once in each, in the longest run that keeps the order of both."""
    once_old = {word for word, count in Counter(old).items() if count == 1}
    once_new = {word for word, count in Counter(new).items() if count == 1}
    place = {word: j for j, word in enumerate(new) if word in once_new}
    pairs = [(i, place[word]) for i, word in enumerate(old) if word in once_old and word in place]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_i, j) in enumerate(pairs):
        pile = bisect_left(ends, j)
        before.append(last[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [j]
        last[pile : pile + 1] = [index]
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _size(tokens: list[_Token]) -> int:
    return sum(any(letter.isalnum() for letter in word) for _space, word in tokens)


def _is_island(hunk: _Hunk, before: _Hunk, after: _Hunk) -> bool:
    """One or two words left standing between larger changes only make both harder to read."""
    if any("\n" in space for space, _word in hunk.old + hunk.new):
        return False
    words = _size(hunk.old)
    smaller = min(max(_size(near.old), _size(near.new)) for near in (before, after))
    return words <= 2 and smaller >= 2 * words


def _without_islands(hunks: list[_Hunk]) -> list[_Hunk]:
    kept: list[_Hunk] = []
    for place, hunk in enumerate(hunks):
        if hunk.same:
            inside = kept and not kept[-1].same and place + 1 < len(hunks)
            if inside and _is_island(hunk, kept[-1], hunks[place + 1]):
                kept[-1].old += hunk.old
                kept[-1].new += hunk.new
                continue
        elif kept and not kept[-1].same:
            kept[-1].old += hunk.old
            kept[-1].new += hunk.new
            continue
        kept.append(hunk)
    return kept


def _pieces(hunk: _Hunk) -> Iterator[Piece]:
    if not hunk.same:
        space = hunk.old[0][0] if hunk.old and hunk.new and hunk.old[0][0] == hunk.new[0][0] else ""
        yield Piece("same", space)
        yield Piece("del", _text(hunk.old)[len(space) :])
        yield Piece("ins", _text(hunk.new)[len(space) :])
        return
    if hunk.old == hunk.new:
        yield Piece("same", _text(hunk.old))
        return
    for (old_space, word), (new_space, _same_word) in zip(hunk.old, hunk.new, strict=True):
        if old_space != new_space:
            yield Piece("del", old_space)
            yield Piece("ins", new_space)
            yield Piece("same", word)
        else:
            yield Piece("same", old_space + word)


def _text(tokens: list[_Token]) -> str:
    return "".join(space + word for space, word in tokens)


def _tidy(pieces: Iterator[Piece]) -> list[Piece]:
    """Join neighbours of one kind, drop the empty."""
    joined: list[tuple[Op, list[str]]] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1][0] == piece.op:
            joined[-1][1].append(piece.text)
        else:
            joined.append((piece.op, [piece.text]))
    return [Piece(op, "".join(texts)) for op, texts in joined]
