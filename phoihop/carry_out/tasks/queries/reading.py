"""Duties read from the signed text: sentences that say who leads, who helps, how often and by when.

The reading itself is consultation's (summary.py); here its lines, one agency's at a time, become one suggestion for
each sentence. A person decides on every one of them.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from phoihop.agree.consultation.models import Round
from phoihop.agree.consultation.queries import names_in
from phoihop.agree.consultation.summary import Line, Part, summary_of
from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Node, Text, Version
from phoihop.agree.drafting.queries import Branch
from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks.models import Cadence
from phoihop.carry_out.tasks.suggestions import Suggestion
from phoihop.foundation.agencies.models import Agency
from phoihop.kit.vietnamese import fold

_TITLE_LIMIT: Final = 240
_WORDS_OF: Final = (
    (Cadence.MONTHLY, re.compile(r"\b(?:hang|moi|dinh ky) thang\b")),
    (Cadence.HALF_YEARLY, re.compile(r"\b(?:6|06|sau) thang\b")),
    (Cadence.QUARTERLY, re.compile(r"\b(?:hang|moi|theo) quy\b|\bmoi quy\b|\b(?:3|03|ba) thang mot lan\b")),
    (Cadence.YEARLY, re.compile(r"\b(?:hang|moi) nam\b")),
)
_BEFORE_DAY: Final = re.compile(r"\btruoc ngay (\d{1,2})(?![/\d])")
_BY_DAY: Final = re.compile(r"\b(?:vao|cham nhat(?: la)?(?: vao)?) ngay (\d{1,2})(?![/\d])")
_DATE: Final = re.compile(r"\b(truoc )?(?:ngay )?(\d{1,2})/(\d{1,2})/(\d{4})\b")
#: What a duty leaves behind, the weightiest first: (as it is looked for, as it is written).
_DELIVERABLES: Final = (
    ("ban tong hop", "Bản tổng hợp"), ("bao cao", "Báo cáo"), ("ke hoach", "Kế hoạch"), ("so lieu", "Bảng số liệu"),
    ("nghi quyet", "Nghị quyết"), ("bien ban", "Biên bản"), ("tai lieu giao ban", "Tài liệu giao ban"),
    ("tra loi bang van ban", "Văn bản trả lời"), ("van ban", "Văn bản"),
)  # fmt: skip
#: Headings under which a text says why and in what spirit, not who does what.
_NO_DUTIES: Final = re.compile(r"\b(muc dich|yeu cau|nguyen tac|hieu luc|pham vi|doi tuong)\b")


@dataclass(slots=True)
class _Sentence:
    """One sentence with the part each agency has in it. `silent` are those that it does not name itself: what they
    have to do, a heading above says ("Trách nhiệm của Hội đồng nhân dân").
    """

    line: Line
    parts: dict[int, Part] = field(default_factory=dict)
    silent: set[int] = field(default_factory=set)


def read_duties(programme: Programme) -> list[Suggestion]:
    """What the text of the programme seems to ask of its parties, in reading order. About four queries a party."""
    text = Text.objects.filter(framework=programme.framework_id).select_related("framework").first()
    if text is None:
        return []
    branches = list(_branches(text, programme))
    parties = [row.agency for row in programme.parties.select_related("agency__locality").order_by("position", "pk")]
    found = _sentences(text, branches, parties)
    nodes = {node.key: node for node in Node.objects.filter(text=text)}
    unit = next((one for one in parties if one.pk == programme.standing_unit_id), parties[0])
    barren = _barren(branches)
    kept = (one for one in found if one.line.key in nodes and one.line.key not in barren)
    return [_suggestion(one, nodes[one.line.key], parties, unit) for one in kept]


def _branches(text: Text, programme: Programme) -> Sequence[Branch]:
    """As settled for this programme, as settled as a whole, or as it stands."""
    final = Version.objects.filter(text=text, kind=Version.Kind.FINAL)
    version = final.filter(programme=programme).first() or final.filter(programme=None).first()
    if version is not None:
        return drafting.branches_of(version, programme=programme)
    return drafting.tree(text, programme=programme)


def _sentences(text: Text, branches: Sequence[Branch], parties: Iterable[Agency]) -> list[_Sentence]:
    """Each sentence that concerns somebody, in reading order, whoever it was found for first."""
    place = {branch.key: number for number, branch in enumerate(drafting.flat(branches))}
    found: dict[tuple[str, str], _Sentence] = {}
    for agency in parties:
        names = names_in(Round(text=text), agency)
        for line in summary_of(branches, names).duties:
            sentence = found.setdefault((line.key, line.quote), _Sentence(line))
            sentence.parts[agency.pk] = line.part
            if not any(fold(name) in fold(line.quote) for name in names.alone):
                sentence.silent.add(agency.pk)
    order = {key: number for number, key in enumerate(found)}
    return sorted(found.values(), key=lambda one: (place[one.line.key], order[one.line.key, one.line.quote]))


def _barren(branches: Iterable[Branch], inside: bool = False) -> set[str]:
    keys: set[str] = set()
    for branch in branches:
        here = inside or bool(branch.heading and _NO_DUTIES.search(fold(branch.heading)))
        keys |= {branch.key} if here else set()
        keys |= _barren(branch.children, here)
    return keys


def _suggestion(one: _Sentence, node: Node, parties: Sequence[Agency], unit: Agency) -> Suggestion:
    lead = _lead(one, parties) or unit
    supports = tuple(agency for agency in parties if agency.pk in one.parts and agency.pk != lead.pk)
    folded = fold(one.line.quote)
    cadence = next((word for word, pattern in _WORDS_OF if pattern.search(folded)), "")
    everyone = set(one.parts.values()) == {Part.TOGETHER}
    return Suggestion(
        node=node,
        quote=one.line.quote,
        title=title_of(one.line.quote),
        lead=lead,
        supports=supports,
        deliverable=next((written for word, written in _DELIVERABLES if word in folded), ""),
        timings=one.line.timings,
        cadence=cadence,
        due_day=_due_day(folded) if cadence else 0,
        due_on=_due_on(folded),
        sure=bool(one.line.timings) or not everyone,
    )


def _lead(one: _Sentence, parties: Sequence[Agency]) -> Agency | None:
    """Whoever the sentence says leads; else whose heading it stands under; else the first that has to do it.

    Where it speaks of all alike, nobody.
    """
    leads = [agency for agency in parties if one.parts.get(agency.pk) is Part.LEADS]
    owes = [agency for agency in parties if one.parts.get(agency.pk) is Part.OWES]
    under_own_heading = [agency for agency in owes if agency.pk in one.silent]
    return next(iter([*leads, *under_own_heading, *owes]), None)


def title_of(quote: str) -> str:
    """The sentence without its end mark, as much of it as a title bears."""
    words = quote.strip().rstrip(".;:,")
    if len(words) > _TITLE_LIMIT:
        words = words[:_TITLE_LIMIT].rsplit(" ", 1)[0] + " …"
    return words[:1].upper() + words[1:]


def _due_day(folded: str) -> int:
    """ "Trước ngày 14" leaves the 13th as the last day; "chậm nhất ngày 14" the 14th. 0 when no day is named."""
    if found := _BEFORE_DAY.search(folded):
        return max(int(found[1]) - 1, 1)
    found = _BY_DAY.search(folded)
    return min(int(found[1]), 31) if found else 0


def _due_on(folded: str) -> dt.date | None:
    found = _DATE.search(folded)
    if not found:
        return None
    try:
        day = dt.date(int(found[4]), int(found[3]), int(found[2]))
    except ValueError:
        return None
    return day - dt.timedelta(days=1) if found[1] else day
