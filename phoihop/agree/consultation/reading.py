"""The two-pane page as flat rows: everything is counted and named here, so that the template only writes it down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import ngettext

from phoihop.agree.consultation.models import Remark
from phoihop.agree.consultation.queries import Mark, Now
from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.queries import Branch

#: Where remarks on the whole text, and on clauses that are no longer in it, stand on the page.
WHOLE, GONE = "whole", "gone"


@dataclass(slots=True)
class Row:
    """A node of the version sent: its title, its words, and what the mark beside it says.

    `count` are the remarks on it, `open` those that still need a response, `staff` those only their agency sees.
    """

    key: str
    label: str = ""
    title: str = ""
    words: str = ""
    level: int = 3
    is_point: bool = False
    count: int = 0
    open: int = 0
    staff: int = 0
    mark: str = ""
    is_current: bool = False
    is_within: bool = False
    is_changed: bool = False


@dataclass(slots=True)
class Entry:
    """A line of the outline with the sums of all that stands under it."""

    key: str
    label: str
    count: int
    open: int
    is_current: bool
    below: list["Entry"] = field(default_factory=list)


@dataclass(slots=True)
class Change:
    """The clause as it was sent and as the draft has it now."""

    sent: str
    now: str
    removed: bool


@dataclass(slots=True)
class Place:
    """The clause that is open on the right: its name, its words, what was said about it."""

    key: str
    label: str
    wording: str
    revision: int
    marks: list[Mark]
    staff: list[Remark]
    change: Change | None = None
    before: str = ""
    after: str = ""

    @property
    def total(self) -> int:
        return len(self.marks) + len(self.staff)

    @property
    def open(self) -> int:
        return sum(mark.is_open for mark in self.marks)

    @property
    def may_be_reworded(self) -> bool:
        return self.key not in (WHOLE, GONE)


@dataclass(slots=True)
class Reading:
    """`rows` end with the open clause and its points, `rest` goes on: between the two stands what was said of it."""

    whole: Row
    rows: list[Row]
    rest: list[Row]
    gone: Row | None
    outline: list[Entry]
    place: Place | None


def reading_of(
    branches: Sequence[Branch],
    *,
    marks: Sequence[Mark],
    staff: Sequence[Remark] = (),
    wanted: str = "",
    working: Mapping[str, Now] | None = None,
) -> Reading:
    """`working` are the clauses as they stand now, for those who may see the draft go on; None leaves changes out."""
    flat = list(drafting.flat(branches))
    known = {branch.key for branch in flat}
    said, written = Said(), Said()
    for mark in marks:
        said.at(_known(mark.key, known)).append(mark)
    for remark in staff:
        written.at(_known(remark.node.key if remark.node else "", known)).append(remark)
    current = _known(wanted, known) if wanted in known | {WHOLE, GONE} | {mark.key for mark in marks} else ""
    current = current or _where_to_begin(flat, said) or _where_to_begin(flat, written)
    rows = [_count(_row(branch, working), said, written, current) for branch in flat]
    whole, gone = (_count(Row(key), said, written, current) for key in (WHOLE, GONE))
    by_key = {row.key: row for row in rows}
    cut = _cut(flat, rows)
    return Reading(
        whole=whole,
        rows=rows[:cut],
        rest=rows[cut:],
        gone=gone if gone.mark else None,
        outline=[_entry(branch, by_key) for branch in branches],
        place=_place(current, flat, said, written, working) if current else None,
    )


def _cut(flat: Sequence[Branch], rows: Sequence[Row]) -> int:
    """How many rows come before the remarks: a clause keeps its points with it, a heading stands alone."""
    at = next((number for number, row in enumerate(rows) if row.is_current), None)
    if at is None:
        return 0
    cut = at + 1
    if flat[at].kind not in _TITLES:
        while cut < len(rows) and flat[cut].depth > flat[at].depth:
            rows[cut].is_within = True
            cut += 1
    return cut


class Said(dict[str, list[Any]]):
    """Remarks by place."""

    def at(self, key: str) -> list[Any]:
        return self.setdefault(key, [])


def _known(key: str, known: set[str]) -> str:
    """Where remarks on this clause stand: clauses that are no longer in the text stand together."""
    if key in ("", WHOLE):
        return WHOLE
    return key if key in known else GONE


def _where_to_begin(flat: Sequence[Branch], said: Said) -> str:
    """The first clause that waits for a response, else the first with a remark, else none."""
    keys = [WHOLE, *(branch.key for branch in flat), GONE]
    waiting = (key for key in keys if any(getattr(one, "is_open", False) for one in said.get(key, ())))
    return next(waiting, "") or next((key for key in keys if key in said), "")


_TITLES = {"part": 2, "chapter": 2, "section": 2, "annex": 2, "article": 3}


def _row(branch: Branch, working: Mapping[str, Now] | None) -> Row:
    """Parts and articles are headings of the page, what hangs under them is its text."""
    row = Row(branch.key, branch.label)
    if branch.kind in _TITLES or (branch.heading and branch.body):
        row.level = _TITLES.get(branch.kind, 4)
        row.title = f"{branch.sign} {branch.heading}".strip()
        row.words = branch.body
    else:
        row.words = f"{branch.sign} {branch.body or branch.heading}".strip()
    row.is_point = branch.kind in ("point", "paragraph") and branch.parent is not None
    if working is not None:
        now = working.get(branch.key)
        row.is_changed = now is None or (now.heading, now.body) != (branch.heading, branch.body)
    return row


def _count(row: Row, said: Said, written: Said, current: str) -> Row:
    here = said.get(row.key, ())
    row.count, row.open = len(here), sum(mark.is_open for mark in here)
    row.staff = len(written.get(row.key, ()))
    total = row.count + row.staff
    row.mark = ngettext("%(count)d remark", "%(count)d remarks", total) % {"count": total} if total else ""
    row.is_current = row.key == current
    return row


def _entry(branch: Branch, rows: Mapping[str, Row], level: int = 0) -> Entry:
    inside = [rows[one.key] for one in drafting.flat([branch])]
    entry = Entry(
        key=branch.key,
        label=_title(branch),
        count=sum(row.count + row.staff for row in inside),
        open=sum(row.open for row in inside),
        is_current=any(row.is_current for row in inside),
    )
    if level == 0 and entry.is_current:
        below = [child for child in branch.children if child.kind in ("chapter", "section", "article", "clause")]
        entry.below = [_entry(child, rows, level + 1) for child in below]
        entry.is_current = not any(child.is_current for child in entry.below)
    return entry


def _title(branch: Branch) -> str:
    """ "III. Nội dung", "Điều 5": what fits into a narrow column."""
    if branch.kind in ("part", "chapter", "section") and branch.heading:
        return f"{branch.sign} {branch.heading}".strip()
    return branch.label


def _place(key: str, flat: Sequence[Branch], said: Said, written: Said, working: Mapping[str, Now] | None) -> Place:
    place = Place(key, "", "", 0, list(said.get(key, ())), list(written.get(key, ())))
    at = next((number for number, branch in enumerate(flat) if branch.key == key), None)
    if at is None:
        return place
    branch = flat[at]
    place.label, place.wording = branch.label, branch.body or branch.heading
    place.before = flat[at - 1].key if at else ""
    place.after = flat[at + 1].key if at + 1 < len(flat) else ""
    if working is not None:
        now = working.get(key)
        place.revision = now.revision if now else 0
        place.change = _change(branch, now)
    return place


def _change(branch: Branch, now: Now | None) -> Change | None:
    sent = branch.body or branch.heading
    if now is None:
        return Change(sent, "", removed=True)
    if (now.heading, now.body) == (branch.heading, branch.body):
        return None
    return Change(sent, now.body or now.heading, removed=False)
