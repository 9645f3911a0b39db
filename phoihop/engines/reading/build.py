"""From lines to a tree: each line is a label that opens a node, or belongs to a node already open."""

import re
from collections.abc import Sequence
from typing import Final

from phoihop.engines.reading.draft import Block, Draft, paragraph
from phoihop.engines.reading.front import ATTACHED, TYPE, is_title, title_lines
from phoihop.engines.reading.labels import RANK, UNDER_ROMAN, Label, labels
from phoihop.engines.reading.lines import Line
from phoihop.engines.reading.sequence import Judgement, is_first, judge, leads_into_reference
from phoihop.engines.reading.tables import SIGNING
from phoihop.kit.vietnamese import fold

_MARKUP: Final = re.compile(r"#{1,6}\s")
_OFFICE: Final = re.compile(
    r"(?:CHỦ TỊCH|PHÓ CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|BÍ THƯ|PHÓ BÍ THƯ|TRƯỞNG BAN|CHÁNH ÁN|VIỆN TRƯỞNG"
    r"|CHÁNH VĂN PHÒNG|TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|TỔNG GIÁM ĐỐC|THỦ TRƯỞNG|TRƯỞNG CÔNG AN)\b[^a-zà-ỹ]*$"
)
_OPENING: Final = frozenset({"part", "chapter", "section", "I.", "A.", "article"})
_SERIES: Final = frozenset({"article", "chapter", "part", "section", "subsection"})
_LISTS: Final = frozenset({"point", "paragraph"})
_LOOK_AHEAD: Final = 10


class Builder:
    """Feeds on lines in order. `told` gathers (code, details, draft, line) for the warnings."""

    def __init__(self, quoted: set[int]) -> None:
        self.root = Draft("annex", rank=-1.0)
        self.told: list[tuple[str, str, Draft | None, Line]] = []
        self.families: set[str] = set()
        self.annexed_families: set[str] = set()
        self._quoted = quoted
        self._stack: list[Draft] = [self.root]
        self._waiting: list[Block] = []
        self._before = ""
        self._before_is_label = True
        self._tail: Draft | None = None

    # -- the walk ---------------------------------------------------------------------------------------------------

    def build(self, lines: Sequence[Line], start: int) -> None:
        """Reads lines from `start`; the ones before are the head's."""
        at = start
        while at < len(lines):
            at += self._take(lines, at)
        self._flush(None)

    def _take(self, lines: Sequence[Line], at: int) -> int:
        """Places one line, or all lines of an annexed text's title; returns how many."""
        line = lines[at]
        if at not in self._quoted and line.place not in {"row", "note"}:
            taken = self._annexed(lines, at)
            if taken:
                return taken
            label = self._labelled(line)
            if label is not None:
                heading = label.kind not in {"clause", "point", "paragraph"}
                self._before, self._before_is_label = line.text, heading
                return 1
            if self._signs(line):
                self._open_tail(line)
                return 1
        self._running(line)
        self._before, self._before_is_label = line.text, False
        return 1

    def _running(self, line: Line) -> None:
        """A line without a label: the rest of the one above, or a paragraph of its own."""
        if _MARKUP.match(line.text):
            self._unplaced(line)
        elif line.place in {"row", "note"} or (line.hard and not leads_into_reference(self._before)):
            self._waiting.append(Block(line.text, [line]))
        elif self._waiting:
            self._waiting[-1].extend(line)
        elif (lead := self._stack[-1].lead) is not None:
            lead.extend(line)
        else:
            self._stack[-1].add(Block(line.text, [line]))

    def _unplaced(self, line: Line) -> None:
        """Left-over markup closes what is open down to the article, and is kept there."""
        self._flush(None)
        while len(self._stack) > 1 and self._stack[-1].rank > 6.0:
            self._stack.pop()
        child = paragraph(Block(line.text, [line]))
        self._stack[-1].children.append(child)
        self.told.append(("unplaced", line.text, child, line))

    # -- labels -----------------------------------------------------------------------------------------------------

    def _labelled(self, line: Line) -> Label | None:
        """Opens the node of the label that fits best into its list, if any may stand here at all."""
        shaped = labels(line)
        found: list[tuple[Judgement, Label, float, Draft]] = []
        for label in shaped:
            if self._tail is not None and label.family not in _OPENING and label.kind not in {"paragraph", "annex"}:
                continue
            rank = self._rank(label)
            owner = self._owner(rank, label)
            judgement = self._judged(label, line, owner)
            if judgement is not Judgement.NO:
                found.append((judgement, label, rank, owner))
        if not found:
            if any(label.kind == "article" for label in shaped):
                self.told.append(("reference", line.text, None, line))
            return None
        judgement, label, rank, owner = min(found, key=lambda each: each[0].value)
        self._open(label, line, rank, owner, judgement)
        return label

    def _rank(self, label: Label) -> float:
        """Capitals (A., B.) lie above Roman headings, unless they begin under one that is open."""
        above_roman = any(draft.family == "A." and draft.rank < RANK["I."] for draft in self._stack)
        if label.family == "A." and not above_roman and any(draft.family == "I." for draft in self._stack):
            return UNDER_ROMAN
        return label.rank

    def _owner(self, rank: float, label: Label) -> Draft:
        own_level = 0.01 if label.kind == "paragraph" else 0.0
        return next(draft for draft in reversed(self._stack) if draft.rank < rank - own_level)

    def _series(self) -> Draft:
        """Where articles are counted: the annex that is open, or the whole text."""
        return next(draft for draft in reversed(self._stack) if draft.kind == "annex")

    def _judged(self, label: Label, line: Line, owner: Draft) -> Judgement:
        def against(last: int | None) -> Judgement:
            return judge(label, line, last=last, before=self._before, before_is_label=self._before_is_label)

        if label.kind == "annex":
            return against(None) if is_first(label) else against(label.value - 1)
        if label.family == "article":
            return against(self._series().last.get("article"))
        judgement = against(owner.last.get(label.family))
        if judgement is Judgement.OUT_OF_ORDER and label.family in _SERIES:
            running = against(self._series().last.get(label.family))
            return running if running is Judgement.NEXT else judgement
        return judgement

    def _open(self, label: Label, line: Line, rank: float, owner: Draft, judgement: Judgement) -> None:
        self._flush(rank)
        if self._restarts(label, judgement):
            owner = self._open_annex(Draft("annex", "annexed", rank=0.0, slug="kem-theo"))
            self.told.append(("restart", label.typed, owner, line))
            judgement = Judgement.NEXT
        draft = Draft(
            label.kind, label.family, label.number, label.typed, rank, after_sibling=label.family in owner.last
        )
        draft.lead = Block(label.rest, [line])
        if label.kind != "annex":
            self._warn_of_order(label, draft, line, judgement, owner)
        owner.last[label.family] = label.value
        self._series().last[label.family] = label.value
        self._close_to(owner)
        owner.children.append(draft)
        self._stack.append(draft)
        (self.annexed_families if self._series().family == "annex" else self.families).add(label.family)
        if label.kind != "paragraph":
            self._tail = None

    def _restarts(self, label: Label, judgement: Judgement) -> bool:
        """Whether numbering begins anew without a title: after the signatures, or at a second Điều 1."""
        if label.family not in _OPENING or not is_first(label):
            return False
        if self._tail is not None:
            return True
        last = self._series().last.get("article", 0)
        return label.family == "article" and judgement is Judgement.FIRST_AGAIN and last > 1

    def _warn_of_order(self, label: Label, draft: Draft, line: Line, judgement: Judgement, owner: Draft) -> None:
        last = (self._series() if label.family == "article" else owner).last.get(label.family)
        if judgement is Judgement.OUT_OF_ORDER:
            if last is None:
                self.told.append(("missing-first", label.typed, draft, line))
            else:
                self.told.append(("gap" if label.value > last else "repeated", label.typed, draft, line))
        elif judgement is Judgement.FIRST_AGAIN:
            self.told.append(("repeated", label.typed, draft, line))
        elif label.number == "e" and last == 40:
            self.told.append(("latin-points", label.typed, draft, line))

    def _close_to(self, owner: Draft) -> None:
        while self._stack[-1] is not owner:
            self._stack.pop()

    # -- paragraphs -------------------------------------------------------------------------------------------------

    def _flush(self, rank: float | None) -> None:
        """Gives waiting paragraphs to the item they follow, or to its owner if the next label ends the item's list.

        A clause keeps what follows it; points and dashes do so only while their list goes on.
        """
        if not self._waiting:
            return
        target = len(self._stack) - 1
        while target > 0 and self._stack[target].kind in _LISTS and self._stack[target] is not self._tail:
            if rank is not None and rank >= self._stack[target].rank:
                break
            target -= 1
        for block in self._waiting:
            self._stack[target].add(block)
        self._waiting = []

    # -- annexes and signatures -------------------------------------------------------------------------------------

    def _annexed(self, lines: Sequence[Line], at: int) -> int:
        """An annexed text ("QUY CHẾ … (Ban hành kèm theo …)") after the first articles; the lines of its title."""
        line = lines[at]
        follows_articles = bool(self._series().last.get("article") or self._tail)
        if not line.hard or not follows_articles or not (is_title(line) or _is_tied_title(lines, at)):
            return 0
        ahead = lines[at : at + _LOOK_AHEAD]
        begins = any(ATTACHED.match(fold(later.text)) for later in ahead[1:])
        for later in ahead[1:]:
            shaped = [label for label in labels(later) if label.family in _OPENING]
            if shaped:
                begins = begins or is_first(shaped[0])
                break
        if not begins:
            return 0
        taken = title_lines(ahead)
        self._flush(None)
        annex = self._open_annex(Draft("annex", "annexed", rank=0.0, slug="kem-theo"))
        annex.lead = Block(line.text, [line])
        for later in ahead[1:taken]:
            annex.lead.extend(later)
        annex.heading = annex.lead.text
        self._before, self._before_is_label = ahead[taken - 1].text, True
        return taken

    def _open_annex(self, annex: Draft) -> Draft:
        self._stack = [self.root, annex]
        self.root.children.append(annex)
        self._tail = None
        return annex

    def _signs(self, line: Line) -> bool:
        """Whether the signatures or the list of recipients begin: only after the first article or heading."""
        if not (self._series().last.keys() & (_OPENING | {"1."})):
            return False
        if self._tail is not None:
            tail_is_recipients = self._tail.slug == "noi-nhan"
            recipients = fold(line.text).startswith("noi nhan")
            return recipients != tail_is_recipients and (recipients or self._is_signing(line))
        return self._is_signing(line)

    def _is_signing(self, line: Line) -> bool:
        return bool(SIGNING.match(line.text) or _OFFICE.match(line.text)) or (
            line.place == "signature" and self._tail is None
        )

    def _open_tail(self, line: Line) -> None:
        self._flush(None)
        slug = "noi-nhan" if fold(line.text).startswith("noi nhan") else "chu-ky"
        owner = self._series()
        self._close_to(owner)
        tail = paragraph(Block(line.text, [line]), slug)
        tail.rank = 8.7
        owner.children.append(tail)
        self._stack.append(tail)
        self._tail = tail
        self._before, self._before_is_label = line.text, True


def _is_tied_title(lines: Sequence[Line], at: int) -> bool:
    """A title in small letters counts when the line that ties it to its decision comes right after it."""
    after = fold(lines[at + 1].text) if at + 1 < len(lines) else ""
    return bool(TYPE.match(fold(lines[at].text)) and ATTACHED.match(after)) and lines[at].text[:1].isupper()
