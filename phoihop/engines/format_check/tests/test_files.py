"""Files as they come: heads without tables, heads of other shapes, bad files, large ones."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from phoihop.engines.format_check import Unreadable, check_docx
from phoihop.engines.format_check.locate import locate
from phoihop.engines.format_check.opening import opened
from phoihop.engines.format_check.tests.spoiling import spoilt
from phoihop.engines.regimes import UnknownRegime, regime
from phoihop.engines.word.tests import official
from tests import samples

ON = date(2026, 6, 1)
GOOD = spoilt(official.regulation())


def check(data: bytes, **more: object):
    return check_docx(data, regime_key=more.pop("regime_key", None), on=ON, **more)


def rules(data: bytes) -> set[str]:
    return {one.rule for one in check(data)}


def repacked(**parts: bytes | None) -> bytes:
    """The good file with parts replaced, added or (None) left out; names with __ for /."""
    given = {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()}
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in given:
                target.writestr(name, source.read(name))
        for name, data in given.items():
            if data is not None:
                target.writestr(name, data)
    return packed.getvalue()


def body(content: str) -> bytes:
    opening = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    return f"{opening}{content}</w:body></w:document>".encode()


def typed() -> bytes:
    """A paper of somebody who knows no tables: columns with tabs, looks by hand, no styles."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    for text, size, looks in (
        ("ỦY BAN NHÂN DÂN XÃ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, {"bold": True}),
        ("\tĐộc lập - Tự do - Hạnh phúc", 13, {"bold": True}),
        ("_______\t__________________", 13, {}),
        ("Số: 15/TB-UBND", 13, {}),
        ("\tAn Phú, ngày 15 tháng 3 năm 2026", 13, {"italic": True}),
    ):
        add(document, text, size, **looks)
    add(document, "THÔNG BÁO", 14, WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    add(document, "Về lịch tiếp công dân", 14, WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    add(document, "__________", 14, WD_ALIGN_PARAGRAPH.CENTER)
    text = add(document, "Ủy ban nhân dân xã thông báo lịch tiếp công dân./.", 14, WD_ALIGN_PARAGRAPH.JUSTIFY)
    text.paragraph_format.first_line_indent = Mm(10)
    add(document, "CHỦ TỊCH", 14, WD_ALIGN_PARAGRAPH.RIGHT, bold=True)
    add(document, "Nơi nhận:", 12, bold=True, italic=True)
    add(document, "- Như trên;", 11)
    add(document, "- Lưu: VT.", 11)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def add(document, text, size, align=WD_ALIGN_PARAGRAPH.LEFT, **looks):
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.line_spacing = 1.0
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), "Times New Roman"
    for name, value in looks.items():
        setattr(run, name, value)
    return paragraph


def test_a_head_made_with_tabs_is_understood():
    found = locate(opened(typed()), regime("nd30-2020"))
    assert found.title["national_title"].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert [line.text for line in found.issuers] == ["ỦY BAN NHÂN DÂN XÃ"]
    assert found.number.text == "Số: 15/TB-UBND"
    assert found.date.text == "An Phú, ngày 15 tháng 3 năm 2026"
    assert (found.type_name.text, [line.text for line in found.subject]) == ("THÔNG BÁO", ["Về lịch tiếp công dân"])
    assert [line.text for line in found.body] == ["Ủy ban nhân dân xã thông báo lịch tiếp công dân./."]
    assert [line.text for line in found.recipients] == ["- Như trên;", "- Lưu: VT."]


def test_a_paper_without_tables_and_styles_can_be_right():
    assert rules(typed()) == set()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"xin chao", "unknown-type"),
        (b"%PDF-1.7", "unknown-type"),
        (b"PK\x03\x04", "truncated"),
        (GOOD[:4000], "truncated"),
        (repacked(word__document_xml=None), "damaged"),
        (repacked(word__document_xml=b"<w:document"), "damaged"),
        (repacked(word__document_xml=b"<x/>"), "damaged"),
        (repacked(word__document_xml=body("")), "no-words"),
        (repacked(word__document_xml=b"<!DOCTYPE a>" + body("<w:p/>")), "unsafe"),
        (repacked(word__vbaProject=b"x", **{"word__vbaProject.bin": b"x"}), "macros"),
        (repacked(**{"[Content_Types]_xml": b"<Types/>"}), "unknown-type"),
        (repacked(**{"[Content_Types]_xml": b"<Types>spreadsheetml</Types>"}), "not-word"),
        (repacked(**{"[Content_Types]_xml": b"<Types>wordprocessingml macroEnabled</Types>"}), "macros"),
        (repacked(word__document_xml=body("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 60_000)), "zip-bomb"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(data, code):
    with pytest.raises(Unreadable) as refused:
        check(data)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


@pytest.mark.slow
def test_a_file_beyond_the_limit_is_not_opened():
    with pytest.raises(Unreadable) as refused:
        check(b"PK" + bytes(41 * 2**20))
    assert refused.value.code == "too-large"


@pytest.mark.slow
def test_a_file_of_endless_lines_is_refused():
    lines = "".join(f"<w:p><w:r><w:t>{number * 7919 % 1_000_003}</w:t></w:r></w:p>" for number in range(51_000))
    with pytest.raises(Unreadable) as refused:
        check(repacked(word__document_xml=body(lines)))
    assert refused.value.code == "too-long"


@pytest.mark.parametrize("start", [10**30, 10**6])
def test_a_list_that_begins_beyond_counting_is_checked_like_any_other(start):
    """Its numbers are read as figures: letters for them would be longer than memory."""
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
        f'w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    ).encode()
    rels = zipfile.ZipFile(BytesIO(GOOD)).read("word/_rels/document.xml.rels")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    told = b'<Relationship Id="n" Type="' + kind + b'" Target="numbering.xml"/></Relationships>'
    listed = '<w:p><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    data = repacked(
        word__document_xml=body(listed),
        word__numbering_xml=numbering,
        **{"word___rels__document_xml.rels": rels.replace(b"</Relationships>", told)},
    )
    assert len(check(data)) < 200


def test_a_file_without_styles_or_sections_is_still_checked():
    found = rules(repacked(word__document_xml=body("<w:p><w:r><w:t>Hai bên.</w:t></w:r></w:p>"), word__styles_xml=None))
    assert "head.title" in found


def test_findings_are_never_more_than_a_page_can_show():
    lines = "".join(f"<w:p><w:r><w:t>Điều {number * 3}: Việc</w:t></w:r></w:p>" for number in range(1, 400))
    assert len(check(repacked(word__document_xml=body(lines)))) == 200


def test_the_gravest_come_first():
    order = [one.severity for one in check(repacked(word__document_xml=body("<w:p><w:r><w:t>a  b</w:t></w:r></w:p>")))]
    assert order == sorted(order, key=["error", "warning", "note"].index)
    assert len(set(order)) > 1


def test_an_unknown_rule_set_is_refused():
    with pytest.raises(UnknownRegime):
        check(GOOD, regime_key="nd99")


@pytest.mark.slow
@samples.needed
def test_the_decrees_own_annex_is_read_to_its_end():
    """It has forms instead of a head: what is missing is told, and nothing of it is taken for somebody's signature."""
    found = check((samples.FOLDER / "nd30-phuluc3.docx").read_bytes())
    assert {"head.title", "number.form", "title.missing"} <= {one.rule for one in found}
    assert not [one for one in found if one.rule.startswith(("signer", "page", "typing.encoding"))]
