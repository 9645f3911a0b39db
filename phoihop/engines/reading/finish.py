"""The last steps: what is heading and what is text, headings with nothing beneath, and eids."""

import re
from collections.abc import Iterator
from typing import Final

from phoihop.engines.reading.draft import Block, Draft, paragraph
from phoihop.engines.reading.front import ATTACHED
from phoihop.engines.reading.outline import Form, Node
from phoihop.kit.vietnamese import fold

_CONTAINERS: Final = frozenset({"annex", "annexed", "part", "chapter", "section", "subsection", "A.", "I."})
_KEYWORDS: Final = frozenset({"part", "chapter", "section", "subsection"})
_LONGEST_HEADING: Final = 300
_SENTENCES: Final = re.compile(r"[;!?]\s|[^\W\d_]{2}\.\s+[^\W\da-z_]")


# -- heading and text -------------------------------------------------------------------------------------------------


def settle(draft: Draft) -> None:
    """Divides lead and body into heading and text; the other paragraphs become children, before the labelled ones."""
    for child in draft.children:
        settle(child)
    more = bool(draft.body or draft.children)
    lead = draft.lead.text if draft.lead else ""
    if draft.lead:
        draft.own_lines += draft.lead.lines
    if draft.family in _CONTAINERS:
        _settle_container(draft, lead, more)
    elif draft.family == "article":
        _settle_article(draft, lead, more)
    elif draft.family in {"1.", "1)", "1.1.", "1.1.1.", "1.1.1.1."} and _is_clause_heading(draft, lead, more):
        draft.heading = lead
    else:
        draft.text = lead
    if not draft.text and draft.body and draft.family and draft.body[0].place == "body":
        draft.text = _take(draft)
    draft.children = [paragraph_settled(block) for block in draft.body] + draft.children
    draft.body = []


def paragraph_settled(block: Block) -> Draft:
    made = paragraph(block)
    settle(made)
    return made


def _take(draft: Draft) -> str:
    block = draft.body.pop(0)
    draft.own_lines += block.lines
    return block.text


def _is_capital(text: str) -> bool:
    return text.upper() == text and text.lower() != text


def _settle_container(draft: Draft, lead: str, more: bool) -> None:
    if not draft.heading and lead and (_heads(lead, more) or _is_capital(lead)):
        draft.heading = lead
    elif (
        not draft.heading and not lead and draft.body and _is_plain(draft.body[0]) and _heads_alone(draft.body[0].text)
    ):
        draft.heading = _take(draft)
    elif not draft.heading:
        draft.text = lead
        return
    while draft.body and _is_capital(draft.heading) and _is_plain(draft.body[0]) and _is_capital(draft.body[0].text):
        draft.heading = f"{draft.heading} {_take(draft)}"


def _heads_alone(text: str) -> bool:
    return _heads(text, True) or _is_capital(text)


def _is_plain(block: Block) -> bool:
    return block.place == "body" and len(block.text) <= _LONGEST_HEADING and not ATTACHED.match(fold(block.text))


def _heads(text: str, more: bool) -> bool:
    """Whether a text has the shape of a heading: short, no full stop, or a very short one with something beneath."""
    if len(text) > _LONGEST_HEADING:
        return False
    if _SENTENCES.search(text):
        return False
    if text.endswith(":"):
        return more and len(text) <= 90
    if text.endswith((".", ";", ",", "/.")):
        return more and text.endswith(".") and len(text) <= 60
    return True


def _settle_article(draft: Draft, lead: str, more: bool) -> None:
    if not lead:
        follows = len(draft.body) > 1 or draft.children
        if draft.body and follows and _is_plain(draft.body[0]) and _heads(draft.body[0].text, True):
            draft.heading = _take(draft)
        return
    bold = _bold_of_lead(draft)
    if bold is not None and 0 < bold < len(lead) - 1 and len(draft.lead.lines if draft.lead else ()) == 1:
        draft.heading, draft.text = lead[:bold].strip(), lead[bold:].strip()
    elif bold == 0 and _label_is_bold(draft):
        draft.text = lead
    elif (bold and bold >= len(lead) - 1 and len(lead) <= _LONGEST_HEADING) or _heads(lead, more):
        draft.heading = lead
    else:
        draft.text = lead


def _bold_of_lead(draft: Draft) -> int | None:
    """How many characters of the lead are bold; None where the format does not tell."""
    line = draft.lead.lines[0] if draft.lead else None
    if line is None or line.bold is None:
        return None
    return max(line.bold if line.auto else line.bold - (len(line.text) - len(_lead_on(draft))), 0)


def _lead_on(draft: Draft) -> str:
    """The part of the lead that stands on the label's own line."""
    assert draft.lead is not None
    first = draft.lead.lines[0]
    return first.full[len(draft.label) :].strip()


def _label_is_bold(draft: Draft) -> bool:
    line = draft.lead.lines[0] if draft.lead else None
    return bool(line and line.bold and not line.auto)


def _is_clause_heading(draft: Draft, lead: str, more: bool) -> bool:
    if not more or not lead or len(lead) > 150:
        return False
    bold = _bold_of_lead(draft)
    if bold is not None:
        return bold >= len(_lead_on(draft)) - 1
    return not lead.endswith((".", ";", ",", ":", "/."))


# -- headings with nothing beneath ------------------------------------------------------------------------------------


def demote_empty_heading(root: Draft) -> Draft | None:
    """A last heading (Chương, Mục …) that holds nothing and continues no series goes under the last article, as text.

    Left-overs of web pages end that way. Returns the paragraph that took the heading, or None.
    """
    last = root.children[-1] if root.children else None
    if last is None or last.family not in _KEYWORDS or last.has_labelled() or (last.after_sibling and last.body):
        return None
    article = next((found for found in _backwards(root.children[:-1]) if found.family == "article"), None)
    if article is None or last.lead is None:
        return None
    root.children.pop()
    heading = paragraph(Block(f"{last.label} {last.lead.opening}".strip(), last.lead.lines))
    article.children += [heading, *map(paragraph, last.body), *last.children]
    return heading


def _backwards(drafts: list[Draft]) -> Iterator[Draft]:
    for draft in reversed(drafts):
        yield from _backwards(draft.children)
        yield draft


# -- eids -------------------------------------------------------------------------------------------------------------

_SLUGS: Final = {
    **{"annex": "phu-luc", "annexed": "kem-theo", "part": "phan", "A.": "phan", "chapter": "chuong", "section": "muc"},
    **{"subsection": "tieu-muc", "I.": "muc", "article": "dieu", "1.": "khoan", "1)": "khoan", "1.1.": "khoan"},
    **{"1.1.1.": "khoan", "1.1.1.1.": "khoan", "a)": "diem", "(a)": "diem", "(1)": "diem", "i)": "diem"},
}


class Naming:
    """Gives each node an eid that says where it stands: dieu-5.khoan-2.diem-a; đ is dd, so that ids stay plain."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def finished(self, draft: Draft, prefix: str = "", series: str = "") -> tuple[Node, ...]:
        """The children of a draft as nodes. Articles are named within `series` (the annex), since they run through."""
        counts: dict[str, int] = {}
        made = []
        for child in draft.children:
            under = series if child.family == "article" else prefix
            slug = self._slug(child, counts)
            child.eid = self._unique(f"{under}.{slug}" if under else slug)
            children = self.finished(child, child.eid, child.eid if child.kind == "annex" else series)
            made.append(Node(child.eid, child.kind, child.number, child.heading, child.text, children, child.label))
        return tuple(made)

    def _slug(self, draft: Draft, counts: dict[str, int]) -> str:
        if draft.slug:
            return draft.slug
        name = _SLUGS.get(draft.family)
        if name is None:
            name = "gach" if draft.label and draft.family else "chu-thich" if draft.label else "doan"
            counts[name] = counts.get(name, 0) + 1
            return f"{name}-{counts[name]}"
        number = draft.number.replace("đ", "dd").replace("Đ", "dd")
        number = "-".join(fold(number).replace(".", " ").split())
        return f"{name}-{number}" if number else name

    def _unique(self, eid: str) -> str:
        again = self._taken.get(eid, 0) + 1
        self._taken[eid] = again
        return eid if again == 1 else self._unique(f"{eid}_{again}")


def form_of(families: set[str]) -> Form:
    """Articles, an outline (I., A., or clauses alone), or both in one text."""
    outlined = bool(families & {"I.", "A."})
    if "article" in families:
        return "mixed" if outlined else "articles"
    return "outline"
