"""A text as a page shows it: lines in reading order, the list of headings beside it, the blanks still open."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from phoihop.agree.drafting.models import Import, Text, Version
from phoihop.agree.drafting.queries.labels import sign as signed
from phoihop.agree.drafting.queries.renderings import Rendered
from phoihop.agree.drafting.queries.tree import Branch, flat, seen_programmes
from phoihop.agree.programmes.models import Programme
from phoihop.foundation.agencies.actor import Actor

_BLANK: Final = re.compile(r"\[[^\]\n]{2,200}\]")
_TITLES: Final = frozenset({"part", "chapter", "section", "annex"})
_LISTED: Final = _TITLES | {"article"}
_RANKS: Final = {**dict.fromkeys(_TITLES, "title"), "article": "article", "clause": "clause", "point": "point"}
_DEEPER: Final = {"title": "clause", "article": "clause", "clause": "point", "point": "dash", "dash": "dash"}


@dataclass(slots=True)
class Line:
    """One node on paper. `rank` is title, article, clause, point or dash: how it is set and how far it is indented.

    `sign` stands before the heading; without a heading it begins the body. `own` names the programme it is meant for.
    """

    key: str
    label: str
    rank: str
    sign: str
    heading: str
    body: str
    own: str = ""
    rendered: Rendered | None = None


@dataclass(slots=True)
class Heading:
    """An entry of the outline beside the paper."""

    key: str
    words: str
    below: list["Heading"] = field(default_factory=list)


def paper(
    branches: Iterable[Branch], *, programmes: Mapping[int, str], rendered: Mapping[str, Rendered] | None = None
) -> list[Line]:
    """Lines in reading order. `programmes` names them by id; `rendered` puts another language beside each."""
    lines: list[Line] = []
    _set(branches, "clause", programmes, rendered or {}, lines)
    return lines


def _set(
    branches: Iterable[Branch],
    rank: str,
    programmes: Mapping[int, str],
    rendered: Mapping[str, Rendered],
    lines: list[Line],
) -> None:
    """`rank` is that of a paragraph at this depth; other kinds bring their own."""
    for branch in branches:
        node = branch.node
        own = programmes.get(node.only_for_id, "") if node.only_for_id else ""
        its = rank if node.kind == "paragraph" else _RANKS[node.kind]
        sign, body = signed(node.kind, node.number), node.body
        if not node.heading and body and its != "title":
            sign, body = "", f"{sign} {body}".strip()
        lines.append(Line(node.key, branch.label, its, sign, node.heading, body, own, rendered.get(node.key)))
        _set(branch.children, _DEEPER[its], programmes, rendered, lines)


def headings(branches: Iterable[Branch]) -> list[Heading]:
    """Parts, chapters, sections, articles and annexes, two levels deep."""
    found = []
    for branch in branches:
        if branch.kind in _LISTED:
            inner = [inside for inside in flat(branch.children) if inside.kind in _LISTED]
            found.append(_heading(branch, [_heading(inside, []) for inside in inner]))
    return found


def _heading(branch: Branch, below: list[Heading]) -> Heading:
    words = f"{signed(branch.kind, branch.number)} {branch.heading}".strip()
    return Heading(branch.key, words or branch.label, below)


def blanks(branches: Iterable[Branch]) -> list[tuple[str, str, str]]:
    """(key, label, blank) of every "[tên cơ quan]" still to be filled in."""
    return [
        (branch.key, branch.label, blank)
        for branch in flat(branches)
        for blank in _BLANK.findall(f"{branch.heading}\n{branch.body}")
    ]


def programme_names(text: Text) -> dict[int, str]:
    return dict(
        Programme.objects.filter(framework_id=text.framework_id).order_by("position", "pk").values_list("pk", "name")
    )


def versions_for(text: Text, actor: Actor) -> list[Version]:
    """Frozen versions this actor may see, the newest first; of the final ones a party sees only its own."""
    programmes = seen_programmes(text, actor=actor)
    found = text.versions.select_related("programme").defer("content").order_by("-at", "-pk")
    return [version for version in found if _may_see(version, programmes)]


def _may_see(version: Version, programmes: frozenset[int] | None) -> bool:
    return programmes is None or version.programme_id is None or version.programme_id in programmes


def latest_version(text: Text) -> Version | None:
    """What a party reads: the last version of the whole."""
    return text.versions.filter(programme=None).order_by("-at", "-pk").first()


def previews_of(text: Text) -> list[Import]:
    """Documents read but neither accepted nor discarded, the newest first."""
    waiting = text.imports.filter(state=Import.State.PREVIEW)
    return list(waiting.defer("outline", "source", "warnings").order_by("-at", "-pk"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a wording can be split, and the words that would begin the second half."""

    place: int
    before: str
    after: str


_ENDS: Final = (re.compile(r"(?<=[.;:!?])\s+|\n+"), re.compile(r"(?<=,)\s+"), re.compile(r"\s+"))


def cuts(body: str) -> list[Cut]:
    """Between sentences; where there is but one, after commas; where there are none, between words."""
    for ends in _ENDS:
        found = [
            Cut(end.end(), _tail(body[: end.start()]), _head(body[end.end() :]))
            for end in ends.finditer(body)
            if body[: end.start()].strip() and body[end.end() :].strip()
        ]
        if found:
            return found
    return []


def _tail(words: str) -> str:
    return words if len(words) <= 40 else "…" + words[-40:].partition(" ")[2]


def _head(words: str) -> str:
    return words if len(words) <= 60 else words[:60].rpartition(" ")[0] + "…"


def reading_order(outline: Sequence[Mapping[str, Any]], depth: int = 0) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(depth, node) of an import's outline."""
    for node in outline:
        yield depth, node
        yield from reading_order(node["children"], depth + 1)
