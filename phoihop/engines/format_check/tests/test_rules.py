"""For each rule a paper wrong in exactly that way, and nothing else is found."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt

from phoihop.engines.format_check import Basis, Finding, check_docx
from phoihop.engines.format_check.rulebook import RULES
from phoihop.engines.format_check.tests.spoiling import (
    Edit,
    after,
    all_paragraphs,
    font,
    line,
    say,
    section,
    setting,
    spoilt,
    style,
    without,
    without_rules,
)
from phoihop.engines.papers import Paper
from phoihop.engines.papers.tests import samples
from phoihop.engines.word.tests import official
from phoihop.engines.word.tests.official import PARTY, STATE

ON = date(2026, 6, 1)
REGISTER = (samples.COURT, samples.PROCURACY, samples.COMMITTEE, "Hội đồng nhân dân phường Ngã Bảy", "Văn phòng")
BASES = (
    Basis("Luật Tổ chức chính quyền địa phương", until=date(2025, 2, 28), successor="Luật số 65/2025/QH15"),
    Basis("Nghị định về công tác văn thư", "110/2004/NĐ-CP", date(2020, 3, 4), "Nghị định số 30/2020/NĐ-CP"),
)


@dataclass(frozen=True)
class Case:
    """What is done to which paper, the rule it breaks, and where the finding has to point."""

    rule: str
    edits: tuple[Edit, ...]
    place: str = ""
    paper: Callable[[], Paper] = official.regulation
    register: tuple[str, ...] = ()
    bases: tuple[Basis, ...] = ()
    remedy: str = ""
    others: frozenset[str] = field(default=frozenset())


def broken(rule: str, *edits: Edit, **more: object) -> Case:
    return Case(rule, edits, **more)  # type: ignore[arg-type]


def party() -> Paper:
    return official.regulation(PARTY)


def page_number_left(document):
    document.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT


def page_number_below(document):
    one = document.sections[0]
    one.footer.is_linked_to_previous = False
    number = one.header.paragraphs[0]._p
    one.footer._element.append(number)
    one.header._element.append(OxmlElement("w:p"))


def two_annex_labels(document):
    say("Phụ lục II", "Phụ lục III")(document)


def in_small_caps_of_its_own(document):
    """Word's own letters for points know no đ."""
    numbered = [one for one in all_paragraphs(document) if one.text.startswith(("a)", "b)", "c)", "d)", "đ)", "e)"))]
    for letter, one in zip("abcdef", numbered, strict=True):
        one.runs[0].text = f"{letter}{one.text[1:]}"


def spread(beginning: str) -> Edit:
    """The same words typed with marks apart."""

    def edit(document):
        run = line(document, beginning).runs[0]
        run._r.find(qn("w:t")).text = unicodedata.normalize("NFD", run.text)

    return edit


OLD = "QuyÕt ®Þnh nµy cã hiÖu lùc kÓ tõ ngµy ký, thay thÕ c¸c quy ®Þnh tr­íc ®©y cña c¬ quan."
CASES = [
    broken("page.size", section(page_width=Mm(216), page_height=Mm(279)), remedy="A4"),
    broken("page.margins", section(left_margin=Mm(20)), remedy="30 đến 35"),
    broken("page.margins", section(top_margin=Mm(30)), place="Phần 1"),
    broken("page.number", section(different_first_page_header_footer=False), place="Trang 1"),
    broken("page.number", page_number_left, remedy="Canh giữa"),
    broken("page.number", page_number_below, place="Lề dưới"),
    broken("page.number", style("header", size=Pt(11)), remedy="13 đến 14"),
    broken("font.name", font("Quy chế này", name="Arial"), place="Quy chế này", remedy="Times New Roman"),
    broken("font.name", style("Body Text", name="Calibri")),
    broken("look.size", font("CỘNG HÒA", size=Pt(14)), place="Quốc hiệu", remedy="từ 12 đến 13"),
    broken("look.size", style("Body Text", size=Pt(12)), remedy="từ 13 đến 14"),
    broken("look.size", font("Số:", size=Pt(12)), place="số, ký hiệu", remedy="13"),
    broken("look.size", font("- Lưu", size=Pt(13)), place="Nơi nhận", remedy="11"),
    broken("look.bold", font("CHÁNH ÁN", bold=False), place="chức vụ của người ký"),
    broken("look.bold", font("Điều 1", bold=False), place="Điều 1"),
    broken("look.bold", style("Quốc hiệu", bold=False), place="Quốc hiệu"),
    broken("look.italic", font("Ngã Bảy, ngày", italic=False), place="địa danh"),
    broken("look.italic", font("Căn cứ Luật", italic=False), place="Căn cứ ban hành"),
    broken("look.underline", font("QUY CHẾ", underline=True), place="tên loại"),
    broken("look.underline", font("Nơi nhận", underline=False), place="Nơi nhận", paper=party),
    broken(
        "look.caps",
        say("TÒA ÁN NHÂN DÂN KHU VỰC 12", "Tòa án nhân dân khu vực 12"),
        style("Cơ quan ban hành", all_caps=False),
    ),
    broken("head.title", say("CỘNG HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHIÃ VIỆT NAM"), place="Quốc hiệu"),
    broken("head.title", without("CỘNG HÒA"), place="Quốc hiệu"),
    broken("head.hyphens", say("Độc lập", "Độc lập – Tự do – Hạnh phúc"), place="Tiêu ngữ"),
    broken("head.hyphens", say("Độc lập", "Độc lập-Tự do-Hạnh phúc")),
    broken("head.rule", without_rules(4), place="Tiêu ngữ"),
    broken(
        "issuer.missing",
        without("ỦY BAN"),
        without("TÒA ÁN"),
        place="cơ quan ban hành",
        others=frozenset({"issuer.rule"}),
    ),
    broken("issuer.rule", without_rules(3), place="cơ quan ban hành"),
    broken("issuer.rule", without("*"), paper=party, remedy="dấu sao"),
    broken("number.missing", say("Số:", "Số:            /QCPH-UBND"), place="số, ký hiệu"),
    broken("number.zero", say("Số:", "Số: 5/QCPH-UBND"), remedy="05"),
    broken("number.colon", say("Số:", "Số 05/QCPH-UBND"), remedy="Thêm"),
    broken("number.colon", say("Số", "Số: 05-QC/ĐU"), paper=party, remedy="Bỏ"),
    broken("number.form", say("Số:", "Số: 05/QCPH - UBND")),
    broken("number.form", say("Số:", "Số: 05-QCPH/UBND")),
    broken("number.form", say("Số", "Số 05/QC-ĐU"), paper=party),
    broken("number.type", say("Số:", "Số: 05/KH-UBND"), remedy="“QC”"),
    broken("date.missing", say("Ngã Bảy", "Ngã Bảy, ngày      tháng      năm 2026")),
    broken("date.zero", say("Ngã Bảy", "Ngã Bảy, ngày 5 tháng 02 năm 2026"), remedy="ngày 05 tháng 02"),
    broken("date.zero", say("Ngã Bảy", "Ngã Bảy, ngày 05 tháng 2 năm 2026")),
    broken("date.zero", say("Ngã Bảy", "Ngã Bảy, ngày 05 tháng 03 năm 2026"), remedy="tháng 3"),
    broken("date.form", say("Ngã Bảy", "Ngã Bảy ngày 05 tháng 02 năm 2026")),
    broken("date.form", say("Ngã Bảy", "Ngã Bảy, ngày 05/02/2026")),
    broken("date.impossible", say("Ngã Bảy", "Ngã Bảy, ngày 31 tháng 6 năm 2026")),
    broken("title.missing", without("QUY CHẾ"), without("Thi hành"), others=frozenset()),
    broken("subject.missing", without("Thi hành"), place="trích yếu"),
    broken("subject.dispatch", say("V/v", "Về việc lấy ý kiến"), paper=official.dispatch),
    broken("subject.rule", without_rules(0), place="trích yếu"),
    broken("subject.rule", without("-----"), paper=party),
    broken(
        "to.form",
        say("- Viện kiểm sát", "- Viện kiểm sát nhân dân khu vực 12;"),
        paper=official.dispatch,
        place="Kính gửi",
    ),
    broken("to.form", say("Kính gửi", "Kính gửi"), paper=official.dispatch, remedy="dấu hai chấm"),
    broken(
        "basis.end",
        say("Căn cứ Quyết định", "Căn cứ Quyết định số 238-QĐ/TW của Ban Bí thư,"),
        place="Căn cứ Quyết định",
    ),
    broken("basis.end", say("Theo đề nghị", "Theo đề nghị của các cơ quan;"), remedy="dấu chấm (.)"),
    broken("basis.lead", say("- Căn cứ Luật", "Căn cứ Luật Tổ chức;"), paper=party),
    broken("basis.ended", bases=BASES, place="Căn cứ Luật Tổ chức", remedy="65/2025/QH15"),
    broken(
        "basis.ended",
        say("Căn cứ Quyết định", "Căn cứ Nghị định số 110/2004/NĐ-CP của Chính phủ;"),
        bases=BASES[1:],
        remedy="30/2020",
    ),
    broken("numbering.order", say("Điều 3", "Điều 4. Hiệu lực"), place="Điều 4", remedy="Điều 3"),
    broken("numbering.order", say("2. Hồ sơ", "3. Hồ sơ gửi kèm gồm:"), remedy="khoản 2"),
    broken("numbering.order", say("Chương II", "Chương III"), remedy="Chương II."),
    broken("numbering.letters", in_small_caps_of_its_own, others=frozenset()),
    broken("numbering.letters", without("đ)"), place="e)", remedy="đ)"),
    broken("numbering.numerals", say("Chương II", "Chương 2"), remedy="Chương II."),
    broken("numbering.punctuation", say("Điều 1", "Điều 1: Phạm vi điều chỉnh"), remedy="Điều 1."),
    broken("numbering.punctuation", say("a)", "a. Tài liệu thứ 1;"), remedy="“a)”"),
    broken("body.first_line", setting("Quy chế này", first_line_indent=Mm(0)), remedy="1 cm hoặc 1,27 cm"),
    broken("body.first_line", style("Body Text", first_line_indent=Mm(5)), place="chỗ khác"),
    broken(
        "body.align",
        after("Quy chế này", "Hai bên phối hợp. " * 12),
        setting("Hai bên phối hợp", alignment=WD_ALIGN_PARAGRAPH.LEFT),
    ),
    broken("body.line_spacing", style("Body Text", line_spacing=2.0), remedy="từ 1 đến 1,5"),
    broken("body.line_spacing", style("Body Text", line_spacing=Pt(22)), paper=party, remedy="từ 18 đến 19"),
    broken("body.line_spacing", style("Body Text", line_spacing=Pt(40)), remedy="từ 1 đến 1,5"),
    broken("body.gap", style("Body Text", space_after=Pt(0)), remedy="6 pt"),
    broken("signer.prefix", say("TM. ỦY BAN", "T/M ỦY BAN NHÂN DÂN"), remedy="“TM. ỦY BAN"),
    broken("signer.prefix", say("TM. ỦY BAN", "TM.ỦY BAN NHÂN DÂN")),
    broken("signer.prefix", say("T/M", "TM. ỦY BAN NHÂN DÂN"), paper=party, remedy="“T/M"),
    broken("signer.collective", say("CHỦ TỊCH", "K/T BÍ THƯ"), paper=party, remedy="T/M"),
    broken("signer.academic", say("Phạm Quốc Bảo", "TS. Phạm Quốc Bảo"), remedy="“Phạm Quốc Bảo”"),
    broken("signer.academic", say("Phạm Quốc Bảo", "PGS.TS Phạm Quốc Bảo"), remedy="“Phạm Quốc Bảo”"),
    broken("signer.missing", *(without(one) for one in ("TM.", "CHỦ TỊCH", "Lê Hoàng Phúc")), paper=samples.invitation),
    broken(
        "recipients.missing",
        *(without(one) for one in ("Nơi nhận", "- Thường trực", "- Các cơ quan", "- Ban Công tác", "- Lưu")),
    ),
    broken("recipients.form", say("- Các cơ quan", "Các cơ quan ký kết;"), place="Nơi nhận"),
    broken("recipients.form", say("- Các cơ quan", "- Các cơ quan ký kết."), remedy="chấm phẩy"),
    broken("recipients.form", say("Nơi nhận", "Nơi nhận"), remedy="dấu hai chấm"),
    broken("recipients.archive", say("- Lưu", "- Văn phòng."), remedy="Lưu: VT"),
    broken("recipients.archive", say("- Lưu", "- Lưu VHXH."), remedy="Lưu: VT"),
    broken(
        "end.mark",
        say("Quy chế có hiệu lực", "Quy chế có hiệu lực kể từ ngày ký, kèm theo các Phụ lục."),
        remedy="“./.”",
    ),
    broken(
        "end.mark",
        say("Quy chế có hiệu lực", "Quy chế có hiệu lực, kèm theo các Phụ lục./."),
        paper=party,
        remedy="“.”",
    ),
    broken("annex.number", two_annex_labels, remedy="Phụ lục II."),
    broken("annex.number", say("Phụ lục II", "Phụ lục 2"), remedy="Phụ lục II."),
    broken("annex.unmentioned", say("Quy chế có hiệu lực", "Quy chế có hiệu lực kể từ ngày ký./."), place="Phụ lục I"),
    broken(
        "organ.name",
        after("Quy chế này", "Toà án nhân dân khu vục 12 chủ trì."),
        register=REGISTER,
        remedy=samples.COURT,
    ),
    broken(
        "organ.name",
        after("Quy chế này", "Viện Kiểm Sát nhân dan khu vực 12."),
        register=REGISTER,
        remedy=samples.PROCURACY,
    ),
    broken("spelling.tone", after("Quy chế này", "Ban Thường vụ Đảng uỷ chỉ đạo."), paper=party, remedy="ủy"),
    broken("typing.spaces", after("Quy chế này", "Hai bên  cùng làm."), place="Hai bên cùng làm"),
    broken("typing.punctuation", after("Quy chế này", "Hai bên , ba bên."), remedy="“,”"),
    broken("typing.composed", spread("Quy chế này")),
    broken("typing.encoding", after("Quy chế này", OLD), others=frozenset({"typing.spaces"})),
    broken("typing.encoding", font("Quy chế này", name=".VnTime"), others=frozenset({"font.name"}), remedy="TCVN3"),
]


def findings(case: Case, *edits: Edit) -> list[Finding]:
    data = spoilt(case.paper(), *edits)
    return list(check_docx(data, regime_key=None, register=case.register, bases=case.bases, on=ON))


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_paper_wrong_in_one_way_is_told_so_and_nothing_else(case):
    found = findings(case, *case.edits)
    assert {one.rule for one in found} - case.others == {case.rule}
    told = [one for one in found if one.rule == case.rule]
    assert any(case.place in one.place for one in told), [one.place for one in told]
    assert any(case.remedy in one.remedy for one in told), [one.remedy for one in told]


def test_every_rule_of_the_book_is_broken_by_some_paper():
    assert {case.rule for case in CASES} == set(RULES)


@pytest.mark.slow
@pytest.mark.parametrize("regime", [STATE, PARTY])
@pytest.mark.parametrize("kind", sorted(official.every(STATE)))
def test_our_own_papers_have_nothing_a_clerk_would_send_back(regime, kind):
    paper = official.every(regime)[kind]
    found = check_docx(spoilt(paper), regime_key=None, register=REGISTER, on=ON)
    assert [one for one in found if one.severity != "note"] == []


def test_a_finding_says_rule_place_words_remedy_and_source():
    data = spoilt(official.regulation(), say("Số:", "Số: 5/QCPH-UBND"))
    (found,) = check_docx(data, regime_key=STATE, on=ON)
    assert found == Finding(
        rule="number.zero",
        place="Trang 1, ô số, ký hiệu",
        said="Ghi là “Số: 5/QCPH-UBND”.",
        remedy="Ghi thêm số 0 phía trước: 05.",
        severity="error",
        source="Nghị định số 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II.3c",
    )


def test_rules_that_nobody_has_confirmed_say_so():
    data = spoilt(official.regulation(PARTY), say("Số", "Số: 05-QC/ĐU"))
    (found,) = check_docx(data, regime_key=PARTY, on=ON)
    assert "chưa đối chiếu" in found.source


def test_the_head_tells_which_rules_to_use_and_the_day_which_of_them():
    data = spoilt(replace(official.regulation(PARTY), regime_key=official.OLD_PARTY))
    assert check_docx(data, regime_key=None, on=date(2026, 5, 1)) == ()
    assert check_docx(data, regime_key=None, on=date(2026, 6, 1)) != ()


def test_the_same_fault_on_many_lines_is_told_once_with_its_first_place():
    data = spoilt(official.regulation(), style("Body Text", size=Pt(12)))
    (found,) = [one for one in check_docx(data, regime_key=None, on=ON) if "Cỡ chữ" in one.said and "đoạn" in one.place]
    assert "chỗ khác" in found.place


def test_an_exact_distance_within_single_to_one_and_a_half_lines_is_right():
    assert (
        check_docx(spoilt(official.regulation(), style("Body Text", line_spacing=Pt(18))), regime_key=None, on=ON) == ()
    )


def test_a_paper_of_one_page_needs_no_page_number():
    def unnumbered(document):
        for paragraph in document.sections[0].header.paragraphs:
            paragraph._p.getparent().remove(paragraph._p)
        document.sections[0].header._element.append(OxmlElement("w:p"))

    assert check_docx(spoilt(official.dispatch(), unnumbered), regime_key=None, on=ON) == ()
