"""Word files: what stands on the page is read once, and nothing that stands there is left out."""

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from phoihop.engines.reading import Unreadable, read
from phoihop.engines.reading.tests.papers import (
    blank,
    by_eid,
    codes,
    part,
    raw,
    repacked,
    saved,
    simple_docx,
    tree,
    word,
)


def a_document(*lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def added(document, xml):
    raw(document, f"<w:p>{xml}</w:p>")


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_headings_are_told_by_bold_type():
    document = a_document("QUY CHẾ")
    for bold, plain in [
        ("Điều 1. Phạm vi", ""),
        ("Điều 2.", " Quy chế có hiệu lực"),
        ("Điều 3. Họp.", " Mỗi quý một lần."),
    ]:
        paragraph = document.add_paragraph()
        paragraph.add_run(bold).bold = True
        paragraph.add_run(plain)
        document.add_paragraph("1. Một.")
    assert [(node.heading, node.text) for node in word(document).nodes] == [
        ("Phạm vi", ""),
        ("", "Quy chế có hiệu lực"),
        ("Họp.", "Mỗi quý một lần."),
    ]


def test_a_clause_heading_is_bold_from_end_to_end():
    document = a_document("I. NỘI DUNG")
    document.add_paragraph().add_run("1. Trao đổi thông tin").bold = True
    document.add_paragraph("Các bên thông tin kịp thời.")
    document.add_paragraph("2. Các việc sau")
    document.add_paragraph("a) một;")
    assert [(node.heading, node.text) for node in word(document).nodes[0].children] == [
        ("Trao đổi thông tin", "Các bên thông tin kịp thời."),
        ("", "Các việc sau"),
    ]


def test_bold_may_come_from_a_style():
    document = docx.Document()
    style = document.styles.add_style("Dieu", WD_STYLE_TYPE.PARAGRAPH)
    style.font.bold = True
    document.add_paragraph("Điều 1. Các bên ký; bên thứ ba chứng kiến", style)
    document.add_paragraph("1. Một.")
    assert word(document).nodes[0].heading == "Các bên ký; bên thứ ba chứng kiến"


def test_inserted_words_stay_and_deleted_words_go_with_a_warning():
    document = a_document("Điều 1. Phạm vi")
    deleted = '<w:del w:id="2" w:author="Lan"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
    added(document, f"{run('1. Việc ')}<w:ins w:id='1' w:author='Lan'>{run('mới')}</w:ins>{deleted}{run(' này.')}")
    outline = word(document)
    assert outline.nodes[0].children[0].text == "Việc mới này."
    assert codes(outline) == ["deleted-text"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    document = a_document("Điều 1. Phạm vi")
    mark = "<w:pPr><w:rPr><w:del w:id='3' w:author='Lan'/></w:rPr></w:pPr>"
    added(document, f"{mark}{run('1. Việc này ')}")
    added(document, run("đi tiếp."))
    assert word(document).nodes[0].children[0].text == "Việc này đi tiếp."


def test_moved_words_are_read_where_they_went():
    document = a_document("Điều 1. Phạm vi")
    added(document, f"<w:moveFrom w:id='1' w:author='Lan'>{run('1. Cũ.')}</w:moveFrom>")
    added(document, f"<w:moveTo w:id='2' w:author='Lan'>{run('1. Mới.')}</w:moveTo>")
    assert [node.text for node in word(document).nodes[0].children] == ["Mới."]


def test_links_fields_content_controls_and_bookmarks_do_not_hide_words():
    document = a_document("Điều 1. Phạm vi")
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('khoản 2')}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    inside = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('trong khung ')}</w:sdtContent></w:sdt>"
    book = '<w:bookmarkStart w:id="0" w:name="_x"/><w:bookmarkEnd w:id="0"/>'
    added(document, f"{run('1. Theo ')}{field}{run(' ')}{inside}{book}<w:hyperlink>{run('và cổng')}</w:hyperlink>")
    raw(document, f"<w:sdt><w:sdtContent><w:p>{run('2. Cả khung.')}</w:p></w:sdtContent></w:sdt>")
    assert [node.text for node in word(document).nodes[0].children] == ["Theo khoản 2 trong khung và cổng", "Cả khung."]


def test_special_characters_become_plain_ones():
    document = a_document("Điều 1. Phạm vi")
    added(
        document, "<w:r><w:t>1. a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:sym w:char='F0B7'/></w:r>"
    )
    assert word(document).nodes[0].children[0].text == "a b-c•"


def test_a_line_break_may_begin_a_paragraph_or_go_on():
    document = a_document("Điều 1. Phạm vi")
    document.add_paragraph("1. Một\nđi tiếp.\nb) không phải điểm kế\n2. Hai.")
    clauses = word(document).nodes[0].children
    assert [clause.number for clause in clauses] == ["1", "2"]
    assert clauses[0].text == "Một đi tiếp."


def test_text_boxes_are_read_once_though_written_twice():
    document = a_document("Điều 1. Phạm vi", "Quy chế này.")
    box = f"<w:txbxContent><w:p>{run('2. Trong hộp.')}</w:p></w:txbxContent>"
    namespaces = (
        "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
    )
    added(
        document,
        f"{run('1. Ngoài hộp.')}<w:r><mc:AlternateContent {namespaces}><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    )
    assert [node.text for node in word(document).nodes[0].children] == ["Ngoài hộp.", "Trong hộp."]


def test_pictures_hidden_words_and_comments_are_told():
    document = a_document("Điều 1. Phạm vi")
    blip = "<w:drawing><a:blip xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'/></w:drawing>"
    added(document, f"{run('1. Ẩn.', '<w:vanish/>')}<w:r>{blip}</w:r>")
    document.add_comment(document.paragraphs[0].runs, text="Xem lại", author="Lan")
    outline = word(document)
    assert codes(outline) == ["comments", "pictures", "hidden-text"]
    assert outline.nodes[0].children[0].text == "Ẩn."


def test_notes_stand_under_the_sentence_they_belong_to():
    data = simple_docx("Điều 1. Phạm vi", "1. Một việc NOTE.")
    body = part(data, "word/document.xml").replace(b" NOTE", b"</w:t><w:footnoteReference w:id='2'/><w:t>")
    notes = (
        "<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
        "<w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
        f"<w:footnote w:id='2'><w:p>{run('Theo Luật 2015.')}</w:p></w:footnote></w:footnotes>"
    )
    rels = part(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>", b'<Relationship Id="n1" Type="http://x/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    change = {"word/document.xml": body, "word/footnotes.xml": notes.encode(), "word/_rels/document.xml.rels": rels}
    (note,) = read(repacked(data, change=change)).nodes[0].children[0].children
    assert (note.kind, note.number, note.text, note.eid) == (
        *("paragraph", "1", "Theo Luật 2015."),
        "dieu-1.khoan-1.chu-thich-1",
    )


def test_a_table_of_tasks_is_kept_row_by_row_and_merged_cells_are_read_once():
    document = a_document("Điều 1. Phân công")
    table = document.add_table(3, 3)
    for row, said in zip(table.rows, (["STT", "Việc", "Cơ quan"], ["1", "Họp", "Sở"], ["2", "", ""]), strict=True):
        for cell, words in zip(row.cells, said, strict=True):
            cell.text = words
    table.cell(2, 1).merge(table.cell(2, 2)).text = "Báo cáo"
    assert [node.text for node in word(document).nodes[0].children] == [
        "STT\tViệc\tCơ quan",
        "1\tHọp\tSở",
        "2\tBáo cáo",
    ]


def test_a_table_of_one_column_or_with_articles_is_text():
    document = a_document("QUY CHẾ")
    document.add_table(1, 1).cell(0, 0).text = "Điều 1. Một"
    two = document.add_table(1, 2)
    two.cell(0, 0).text = "Điều 2. Hai"
    two.cell(0, 1).text = "1. Việc hai."
    assert tree(word(document).nodes) == ["article 1", "article 2", ["clause 1"]]


def test_signatures_in_a_table_are_read_by_column():
    document = a_document("Điều 1. Một", "1. Việc.")
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Nơi nhận:\n- Như Điều 1;\n- Lưu: VT."
    table.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    table.cell(1, 1).text = "Lê Văn Tư"
    outline = word(document)
    assert [node.eid for node in outline.nodes] == ["dieu-1", "noi-nhan", "chu-ky"]
    assert [node.text for node in outline.nodes[2].children] == ["CHỦ TỊCH", "Lê Văn Tư"]


def test_a_table_inside_a_table_is_read_too():
    document = a_document("Điều 1. Một")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "ngoài"
    table.cell(0, 1).add_table(1, 2).cell(0, 0).text = "trong"
    assert word(document).nodes[0].children[0].text.split() == ["ngoài", "trong"]


def test_running_heads_are_kept_and_page_fields_are_not_text():
    document = a_document("Điều 1. Một", "1. Việc.")
    document.sections[0].header.paragraphs[0].text = "Dự thảo lần 2"
    added_field = "<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>7</w:t></w:r>"
    footer = document.sections[0].footer.paragraphs[0]._p
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    for element in parse_xml(f"<w:p {nsdecls('w')}>{added_field}</w:p>"):
        footer.append(element)
    outline = word(document)
    assert by_eid(outline)["so-trang"].text == "Dự thảo lần 2"


def test_fonts_of_before_unicode_are_converted_with_a_warning():
    document = blank()
    for said, font in [
        ("§iÒu 1. Ph¹m vi", ".VnTime"),
        ("quy chÕ phèi hîp", ".VnTimeH"),
        ("1. Caùc beân phoái hôïp.", "VNI-Times"),
        ("2. Đã là Unicode.", ".VnTime"),
    ]:
        document.add_paragraph().add_run(said).font.name = font
    outline = word(document)
    assert (outline.nodes[0].heading, outline.nodes[0].text) == ("Phạm vi", "QUY CHẾ PHỐI HỢP")
    assert [node.text for node in outline.nodes[0].children] == ["Các bên phối hợp.", "Đã là Unicode."]
    assert codes(outline) == ["converted-tcvn3", "converted-vni"]


def test_old_letters_without_a_telling_font_are_known_by_the_whole_text():
    document = a_document("§iÒu 1. Ph¹m vi ®iÒu chØnh", "Quy chÕ nµy quy ®Þnh viÖc phèi hîp gi÷a c¸c bªn.")
    outline = word(document)
    assert (outline.nodes[0].heading, outline.nodes[0].number) == ("Phạm vi điều chỉnh", "1")
    assert codes(outline) == ["converted-tcvn3"]


def test_strict_open_xml_is_read_like_the_common_kind():
    data = simple_docx()
    strict = part(data, "word/document.xml").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert tree(read(repacked(data, change={"word/document.xml": strict})).nodes) == ["article 1"]


def test_parts_that_are_only_nice_to_have_may_be_missing():
    data = simple_docx()
    bare = repacked(data, drop=["word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "_rels/.rels"])
    assert tree(read(bare).nodes) == ["article 1"]


@pytest.mark.parametrize(
    "change", [{"word/document.xml": b"<w:document"}, {"word/document.xml": b"<a/>"}, {"word/styles.xml": b"\xff"}]
)
def test_a_damaged_part_is_told(change):
    with pytest.raises(Unreadable) as refusal:
        read(repacked(simple_docx(), change=change))
    assert refusal.value.code == "damaged"


def test_an_embedded_file_is_told():
    document = a_document("Điều 1. Một", "1. Việc.")
    raw(document, "<w:altChunk></w:altChunk>")
    assert codes(word(document)) == ["foreign"]


def test_saving_does_not_change_what_is_read():
    document = a_document("Điều 1. Một", "1. Việc.")
    assert read(saved(document)).nodes == read(saved(document), filename="khac.doc").nodes
