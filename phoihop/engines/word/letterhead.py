"""How a paper begins: the two-column head (boxes 1 to 5 of Decree 30/2020, Annex I, part I.IV), title, addressees."""

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

from phoihop.engines.papers import Paper, printed
from phoihop.engines.regimes import Range, Regime
from phoihop.engines.word.elements import add_cell, add_row, paragraph, table, twips
from phoihop.engines.word.errors import CannotWrite
from phoihop.engines.word.measure import balanced, broken, width
from phoihop.engines.word.styles import LETTERHEAD_STYLES
from phoihop.kit.vietnamese import fold

BLANK_NUMBER: Final = "\u00a0" * 12  # ordinary spaces would be dropped at the line's end
_BLANK_FIGURE: Final = "\u00a0" * 5
_BOX_PADDING: Final = twips(4)
#: The state's title is 88 mm long at 12 pt bold and must stay on one line; the issuers get what is left over.
_STATE_WIDTH: Final = twips(92)


def letterhead(paper: Paper, regime: Regime, across: int) -> _Element:
    """The head as a table without borders, `across` twips wide."""
    right = max(_STATE_WIDTH, across * 55 // 100)
    left = across - right
    frame = table("Letterhead", (left, right))
    names = add_row(frame)
    add_cell(names, left, _issuers(paper, regime, left))
    add_cell(names, right, _state(paper, regime, right))
    numbers = add_row(frame)
    add_cell(numbers, left, (*_number(paper, regime, left), *_marks(paper, regime, left)))
    add_cell(numbers, right, [paragraph("PlaceAndDate", place_and_date(paper, regime) if paper.dated else "")])
    return frame


def heading(paper: Paper, regime: Regime, across: int) -> Iterator[_Element]:
    """The kind of paper, what it is about, and the short rule or dashes beneath; nothing for a dispatch."""
    if not paper.type_name:
        yield from (paragraph("Spacer") for _ in range(2))
        return
    name = printed.cased(regime, "type_name", paper.type_name)
    yield paragraph("Title", name)
    if paper.subject:
        yield paragraph("Subtitle", paper.subject, indent=fitted(paper.subject, "subject", regime, across))
    if regime.title.dashes:
        yield paragraph("Subtitle", regime.title.dashes)
    elif regime.title.rule:
        element, words = ("subject", paper.subject) if paper.subject else ("type_name", name)
        yield rule(words, element, regime.title.rule, regime, across)
    yield paragraph("Spacer")


def addressees(paper: Paper, regime: Regime, across: int) -> Iterator[_Element]:
    """ "Kính gửi: …" on one line; several below each other, their dashes under the colon (Annex I, II.9d)."""
    if not paper.addressed_to:
        return
    label, to = printed.addressees(paper, regime)
    size, most = regime.styles["to"].size.used, across - twips(20)
    if len(to) == 1:
        side = max((across - width(f"{label} {to[0]}", size)) // 2, twips(10))
        yield paragraph("Addressee", f"{label} {to[0]}", indent=(side, 0))
    else:
        colon = width(label.removesuffix(":"), size)
        block = min(colon + max(width(f"- {one}", size) for one in to), most)
        side = max((across - block) // 2, 0)
        yield paragraph("Addressee", label, indent=(side, 0), keep=True)
        for one in to:
            yield paragraph("Addressee", f"- {one}", indent=(side + colon, 0))
    yield paragraph("Spacer")


def place_and_date(paper: Paper, regime: Regime) -> str:
    """ "Ngã Bảy, ngày 05 tháng 02 năm 2026"; what is not known yet leaves room for the clerk's hand."""
    return "".join(words or _BLANK_FIGURE for _, words in printed.date_parts(paper, regime))


def numbered(paper: Paper, regime: Regime) -> str:
    """ "Số: 05/QC-UBND"; no number yet leaves room for one."""
    before, figure, after = printed.number_parts(paper, regime)
    return f"{before}{figure or BLANK_NUMBER}{after}"


def _issuers(paper: Paper, regime: Regime, across: int) -> Iterator[_Element]:
    for line in printed.issuer_lines(paper, regime):
        yield paragraph(
            LETTERHEAD_STYLES[line.style], line.words, indent=fitted(line.words, line.style, regime, across)
        )
    form = regime.letterhead
    if form.issuer_mark == "star":
        yield paragraph("Issuer", "*")
    elif form.issuer_rule:
        last = paper.issuers[-1].name if paper.issuers else ""
        yield rule(printed.cased(regime, "issuer", last), "issuer", form.issuer_rule, regime, across)


def _state(paper: Paper, regime: Regime, across: int) -> Iterator[_Element]:
    lines = printed.state_lines(paper, regime)
    for line in lines:
        yield paragraph(LETTERHEAD_STYLES[line.style], line.words)
    yield rule(lines[-1].words, lines[-1].style, regime.letterhead.rule, regime, across)


def _number(paper: Paper, regime: Regime, across: int) -> Iterator[_Element]:
    yield paragraph("DocumentNumber", numbered(paper, regime))
    if not paper.type_name and paper.subject:
        words = f"{printed.words_of(paper, regime).subject_dispatch} {paper.subject}"
        yield paragraph("DispatchSubject", words, indent=fitted(words, "subject_dispatch", regime, across))


def _marks(paper: Paper, regime: Regime, across: int) -> Iterator[_Element]:
    """The boxes under the number: urgency in red, who may read it, which draft it is."""
    if paper.urgency:
        mark = next((one for one in regime.urgency if fold(one.words) == fold(paper.urgency)), None)
        if mark is None:
            known = ", ".join(one.words for one in regime.urgency)
            raise CannotWrite(f"Không có mức độ khẩn “{paper.urgency}”. Hãy chọn một trong các mức: {known}.")
        yield paragraph("Urgency", mark.words, indent=_centred(twips(mark.width), across))
    if paper.circulation:
        yield _boxed(
            "Circulation", printed.cased(regime, "circulation", paper.circulation), "circulation", regime, across
        )
    if paper.draft_mark:
        yield _boxed("DraftMark", paper.draft_mark, "draft_mark", regime, across)


def _boxed(style: str, words: str, element: str, regime: Regime, across: int) -> _Element:
    wide = width(words, regime.styles[element].size.used, bold=True) + _BOX_PADDING
    return paragraph(style, words, indent=_centred(min(wide, across), across))


def fitted(words: str, element: str, regime: Regime, across: int) -> tuple[int, int] | None:
    """The indents that break centred words into even lines; None where they fit one."""
    style = regime.styles[element]
    wide = balanced(words, style.size.used, across, bold=style.bold)
    return _centred(wide, across) if wide < across else None


def rule(words: str, element: str, share: Range, regime: Regime, across: int) -> _Element:
    """A rule as long as the regime's share of the last line of the words above it."""
    style = regime.styles[element]
    wide = balanced(words, style.size.used, across, bold=style.bold)
    lines = broken(words, style.size.used, wide, bold=style.bold) or [across // 2]
    return paragraph("Rule", indent=_centred(round(min(lines[-1], across) * share.used), across))


def _centred(length: int, across: int) -> tuple[int, int]:
    side = max((across - length) // 2, 0)
    return side, side
