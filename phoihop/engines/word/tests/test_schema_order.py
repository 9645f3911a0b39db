"""Word calls a file damaged when properties stand in another order than the schema's (ECMA-376, part 1, annex A)."""

from dataclasses import replace

import pytest

from phoihop.engines.word import Node, write_paper, write_response_table, write_summary, write_text
from phoihop.engines.word.tests import official
from phoihop.engines.word.tests.papers import ARTICLE, MADE_AT, REGULATION, RESPONSES, SUMMARY, W, part

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike color sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "trPr": "cantSplit tblHeader",
    "pBdr": "top left bottom right",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
    "compat": "doNotExpandShiftReturn compatSetting",
}
FULL = replace(
    REGULATION,
    nodes=(ARTICLE, Node("annex", "I", "Danh mục", "Gồm."), Node("annex", "II", "Mẫu", "Gồm.")),
    draft_mark="Dự thảo lần 2",
    recipients=("Như Điều 1",),
)
PAPERS = {
    "text": write_text(FULL, made_at=MADE_AT),
    "responses": write_response_table(RESPONSES, made_at=MADE_AT),
    "summary": write_summary(SUMMARY, made_at=MADE_AT),
    **{f"{kind}-{key}": write_paper(paper) for key in official.REGIMES for kind, paper in official.every(key).items()},
}


@pytest.mark.parametrize("paper", PAPERS)
def test_properties_stand_in_the_order_of_the_schema(paper):
    wrong = []
    for name in ("document", "styles", "settings", "header1", "header2"):
        for element in part(PAPERS[paper], f"word/{name}.xml").iter():
            order = ORDER.get(element.tag.removeprefix(W), "").split()
            names = [child.tag.removeprefix(W) for child in element]
            if order and (set(names) - set(order) or sorted(names, key=order.index) != names):
                wrong.append((name, element.tag.removeprefix(W), names))
    assert not wrong


@pytest.mark.parametrize("paper", PAPERS)
def test_every_cell_and_section_ends_with_a_paragraph(paper):
    document = part(PAPERS[paper], "word/document.xml")
    assert all(cell[-1].tag == f"{W}p" for cell in document.iter(f"{W}tc"))
    assert all(end.getprevious() is None or end.getprevious().tag != f"{W}tbl" for end in document.iter(f"{W}sectPr"))


@pytest.mark.parametrize("paper", PAPERS)
def test_grid_and_cells_of_a_table_agree(paper):
    for table in part(PAPERS[paper], "word/document.xml").iter(f"{W}tbl"):
        grid = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
        for row in table.iter(f"{W}tr"):
            at = 0
            for cell in row.iter(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                columns = 1 if span is None else int(span.get(f"{W}val"))
                assert int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) == sum(grid[at : at + columns])
                at += columns
            assert at == len(grid)
