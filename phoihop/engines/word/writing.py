"""An official paper as the .docx a clerk can go on working with."""

from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from phoihop.engines.papers import Block, Paper, Picture, Table, printed
from phoihop.engines.regimes import Regime, UnknownRegime
from phoihop.engines.word.body import FORM, Line, lines
from phoihop.engines.word.closing import check_lines, closing
from phoihop.engines.word.elements import paragraph
from phoihop.engines.word.errors import CannotWrite
from phoihop.engines.word.letterhead import addressees, heading, letterhead, rule
from phoihop.engines.word.sheet import Sheet
from phoihop.engines.word.tables import ruled


def write_paper(paper: Paper) -> bytes:
    """The paper in the form its regime asks for; equal papers give equal bytes.

    Raises CannotWrite for an unknown regime, kind of node or degree of urgency, and a table whose rows do not fit.
    `paper.made_at` must know its zone: it dates the file, and nothing else in it depends on the clock.
    """
    if paper.made_at.tzinfo is None:
        raise ValueError("A paper's time must know its zone.")
    try:
        sheet = Sheet(paper.regime_key, title=f"{paper.type_name} {paper.subject}".strip(), landscape=paper.landscape)
    except UnknownRegime as unknown:
        raise CannotWrite(str(unknown)) from unknown
    regime = sheet.regime
    sheet.add(letterhead(paper, regime, sheet.width))
    sheet.add_all(heading(paper, regime, sheet.width))
    sheet.add_all(addressees(paper, regime, sheet.width))
    if paper.authority_line:
        sheet.add(paragraph("AuthorityLine", printed.cased(regime, "authority_line", paper.authority_line)))
    sheet.add_all(paragraph("LegalBasis", words) for words in printed.bases(paper, regime))
    signed = bool(paper.signers)
    sheet.add_all(_flow(paper.blocks, regime, sheet.width, mark=regime.end_mark if paper.end_mark else "", keep=signed))
    sheet.add_all(closing(paper, regime, sheet.width))
    for place in range(len(paper.annexes)):
        _add_annex(sheet, paper, place)
    if foot := check_lines(paper):
        sheet.put_in_foot(*foot)
    return sheet.to_bytes(made_at=paper.made_at)


def _add_annex(sheet: Sheet, paper: Paper, place: int) -> None:
    annex, regime = paper.annexes[place], sheet.regime
    sheet.start_part(landscape=annex.landscape)
    label = printed.annex_label(paper, place, regime)
    sheet.add(paragraph("Annex", label))
    if annex.title:
        sheet.add(paragraph("AnnexName", annex.title))
    # The reference is computed: read back, it is no sentence of the annex.
    sheet.add(paragraph("AnnexReference", (printed.annex_reference(paper, regime), FORM)))
    if regime.annex.rule:
        element, words = ("annex_title", annex.title.upper()) if annex.title else ("annex", label)
        sheet.add(rule(words, element, regime.annex.rule, regime, sheet.width))
    sheet.add(paragraph("Spacer"))
    sheet.add_all(_flow(annex.blocks, regime, sheet.width, mark=regime.end_mark))


def _flow(blocks: Sequence[Block], regime: Regime, across: int, *, mark: str, keep: bool = False) -> Iterator[_Element]:
    """Lines and tables in reading order, ended with `mark`.

    What introduces a table stays on its page; with `keep` the last line stays with the signatures.
    """
    flow: list[Line | Table] = []
    for block in blocks:
        if isinstance(block, Picture):
            continue
        flow += [block] if isinstance(block, Table) else lines(block, after_outline=regime.after_outline)
    if mark and flow:
        flow[-1:] = _ended(flow[-1], mark)
    for place, one in enumerate(flow):
        following = flow[place + 1] if place + 1 < len(flow) else None
        last = keep and following is None
        if isinstance(one, Table):
            yield ruled(one, across, keep=last)
            yield paragraph("Spacer", keep=last)
        else:
            yield one.element(keep=last or isinstance(following, Table))


def _ended(last: Line | Table, mark: str) -> tuple[Line | Table, ...]:
    """A full stop alone under a table would look like a speck; "./." is looked for there (Mẫu 2.1)."""
    if isinstance(last, Line):
        return (last.ended(mark),)
    return (last,) if mark == "." else (last, Line("EndLine", ((mark, FORM),)))
