"""Word's automatic numbers against what Word shows; LibreOffice is the second opinion where it is installed."""

import re

import pytest

from phoihop.engines.reading.numbering import numeral
from phoihop.engines.reading.tests.papers import blank, by_eid, codes, level, listed, number, saved, tree, word
from phoihop.kit.vietnamese import words

LEVELS = [
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "lowerLetter", "%3)"),
    level(3, "bullet", "-"),
]


def outline_by_numbers():
    document = blank()
    number(document, LEVELS, num_id=1, abstract=1)
    for at, said in [
        *(
            (0, "MỤC ĐÍCH"),
            (1, "Chung."),
            (2, "Kịp thời;"),
            (2, "Hiệu quả."),
            (1, "Riêng."),
            (2, "Lại từ a;"),
            (3, "gạch."),
        ),
        *((0, "NỘI DUNG"), (1, "Lại từ một.")),
    ]:
        listed(document, said, 1, at)
    return document


def test_levels_count_and_restart_under_each_other():
    assert tree(word(outline_by_numbers()).nodes) == [
        "section I",
        ["clause 1", ["point a", "point b"], "clause 2", ["point a", ["paragraph -"]]],
        "section II",
        ["clause 1"],
    ]


def test_articles_may_be_numbered_by_a_pattern():
    document = blank()
    number(document, [level(0, "decimal", "Điều %1."), level(1, "decimal", "%2.")], num_id=1, abstract=1)
    listed(document, "Phạm vi", 1)
    document.add_paragraph("Quy chế này quy định việc phối hợp.")
    listed(document, "Trách nhiệm", 1)
    listed(document, "Một việc.", 1, 1)
    outline = word(document)
    assert tree(outline.nodes) == ["article 1", "article 2", ["clause 1"]]
    assert (outline.nodes[0].label, outline.nodes[0].heading) == ("Điều 1.", "Phạm vi")


def test_a_number_that_word_computes_is_no_reference_whatever_stands_above():
    document = blank()
    number(document, [level(0, "decimal", "Điều %1.")], num_id=1, abstract=1)
    document.add_paragraph("Theo quy định tại khoản 2")
    listed(document, "của luật", 1)
    assert tree(word(document).nodes) == ["paragraph", "article 1"]


def test_a_second_list_on_the_same_pattern_goes_on_unless_told_to_start():
    document = blank()
    number(document, [level(0, "decimal", "%1.")], num_id=1, abstract=1)
    number(document, [], num_id=2, abstract=1)
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    number(document, [], num_id=3, abstract=1, override=start)
    document.add_paragraph("Điều 1. Một")
    for num_id in (1, 1, 2):
        listed(document, "Việc.", num_id)
    document.add_paragraph("Điều 2. Hai")
    for num_id in (3, 3):
        listed(document, "Việc.", num_id)
    assert tree(word(document).nodes) == [
        "article 1",
        ["clause 1", "clause 2", "clause 3"],
        "article 2",
        ["clause 1", "clause 2"],
    ]


def test_a_list_may_bring_its_own_level():
    document = blank()
    number(document, [level(0, "decimal", "%1.")], num_id=1, abstract=1)
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)", start=3)}</w:lvlOverride>'
    number(document, [], num_id=2, abstract=1, override=own)
    document.add_paragraph("Điều 1. Một")
    listed(document, "Việc.", 2)
    outline = word(document)
    assert outline.nodes[0].children[0].label == "c)"


@pytest.mark.parametrize(("restart", "shown"), [("0", ["a", "b"]), ("1", ["a", "a"])])
def test_restarting_can_be_switched_off(restart, shown):
    document = blank()
    more = f'<w:lvlRestart w:val="{restart}"/>'
    number(document, [level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", more=more)], num_id=1, abstract=1)
    document.add_paragraph("Điều 1. Một")
    for at in (0, 1, 0, 1):
        listed(document, "Việc.", 1, at)
    outline = word(document)
    assert [point.number for clause in outline.nodes[0].children for point in clause.children] == shown


def test_compound_numbers_show_every_level_and_legal_ones_in_digits():
    document = blank()
    levels = [level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", more="<w:isLgl/>")]
    number(document, levels, num_id=1, abstract=1)
    listed(document, "MỤC ĐÍCH", 1, 0)
    listed(document, "NỘI DUNG", 1, 0)
    listed(document, "Họp.", 1, 1)
    assert word(document).nodes[1].children[0].label == "2.1."


def test_numbers_come_through_styles_and_the_styles_they_are_based_on():
    document = blank()
    number(
        document,
        [level(0, "decimal", "Điều %1.", more='<w:pStyle w:val="Dieu"/>'), level(1, "decimal", "%2.")],
        num_id=7,
        abstract=1,
    )
    article = document.styles.add_style("Dieu", 1)
    article.element.get_or_add_pPr().append(_num_pr(7))
    clause = document.styles.add_style("Khoan", 1)
    clause.base_style = article
    clause.element.get_or_add_pPr().append(_num_pr(None, 1))
    plain = document.styles.add_style("Thuong", 1)
    plain.base_style = article
    plain.element.get_or_add_pPr().append(_num_pr(0))
    document.add_paragraph("Phạm vi", "Dieu")
    document.add_paragraph("Một việc.", "Khoan")
    document.add_paragraph("Không đánh số.", "Thuong")
    document.add_paragraph("Nguyên tắc", "Dieu")
    outline = word(document)
    assert tree(outline.nodes) == ["article 1", ["clause 1", ["paragraph"]], "article 2"]


def _num_pr(num_id, at=None):
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    inner = f'<w:ilvl w:val="{at}"/>' if at is not None else ""
    inner += f'<w:numId w:val="{num_id}"/>' if num_id is not None else ""
    return parse_xml(f"<w:numPr {nsdecls('w')}>{inner}</w:numPr>")


def test_words_letters_leave_out_đ_and_that_is_told():
    document = blank()
    number(document, [level(0, "lowerLetter", "%1)")], num_id=1, abstract=1)
    document.add_paragraph("Điều 1. Việc")
    for _ in range(6):
        listed(document, "Việc.", 1)
    outline = word(document)
    assert [point.number for point in outline.nodes[0].children] == list("abcdef")
    assert codes(outline) == ["latin-points"]


@pytest.mark.parametrize(("glyph", "shown"), [("-", "-"), ("–", "-"), ("+", "+"), ("\uf0b7", "•"), ("o", "•")])
def test_bullets_are_dashes_pluses_or_dots(glyph, shown):
    document = blank()
    number(document, [level(0, "bullet", glyph)], num_id=1, abstract=1)
    document.add_paragraph("Điều 1. Việc")
    listed(document, "một;", 1)
    assert [node.number for node in word(document).nodes[0].children] == [shown]


def test_an_unknown_list_numbers_nothing():
    document = blank()
    document.add_paragraph("Điều 1. Việc")
    listed(document, "Không có danh sách.", 99)
    assert by_eid(word(document))["dieu-1"].text == "Không có danh sách."


@pytest.mark.parametrize(
    ("value", "fmt", "shown"),
    [
        *((4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (27, "lowerLetter", "aa"), (3, "upperLetter", "C")),
        *((5, "decimalZero", "05"), (5, "none", ""), (5, "vietnameseCounting", "5"), (0, "upperRoman", "0")),
    ],
)
def test_numerals(value, fmt, shown):
    assert numeral(value, fmt) == shown


@pytest.mark.slow
def test_libreoffice_shows_the_same_numbers(tmp_path, libreoffice):
    document = outline_by_numbers()
    number(document, [level(0, "decimal", "Điều %1.", start=5), level(1, "decimal", "%1.%2.")], num_id=2, abstract=2)
    for at in (0, 1, 1, 0, 1):
        listed(document, "Việc nữa.", 2, at)
    (tmp_path / "a.docx").write_bytes(saved(document))
    shown = libreoffice(tmp_path / "a.docx", "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    ours = "\n".join(line.text for line in word(document).source)
    assert re.sub(r"\s+", " ", ours).strip() == re.sub(r"\s+", " ", shown.replace("•", "-")).strip()
    assert words(ours) == words(shown)


def test_a_count_nobody_writes_in_letters_stays_a_figure():
    assert numeral(2_147_483_647, "lowerLetter") == "2147483647"
    assert numeral(10**30, "upperLetter") == str(10**30)
