"""The official words of each of the ten papers."""

from dataclasses import replace
from datetime import date

import pytest

from phoihop.engines import papers
from phoihop.engines.papers import Node, Paper, Table
from phoihop.engines.papers.content import head_of
from phoihop.engines.papers.labels import label
from phoihop.engines.papers.tests import samples


def lines(paper: Paper) -> list[str]:
    """Number, heading and text of every node, and the title of each table, in reading order."""
    found: list[str] = []

    def walk(node):
        found.append(" ".join(part for part in (label(node), node.heading, node.text) if part))
        for below in node.children:
            walk(below)

    for block in paper.blocks:
        if isinstance(block, Table):
            found.append(f"[{block.title}]")
        else:
            walk(block)
    return found


@pytest.mark.parametrize("kind", samples.TEN)
def test_a_builder_passes_the_head_on_untouched(kind):
    paper = samples.TEN[kind]("nd30-2020")
    assert paper.kind == kind
    assert (paper.regime_key, paper.made_at, paper.place) == ("nd30-2020", samples.MADE_AT, "Ngã Bảy")


def test_the_head_is_every_field_of_the_paper_but_its_own():
    assert head_of(samples.STATE_HEAD)["fingerprint"] == ""
    assert "kind" not in head_of(samples.invitation())


def test_annexes_of_a_programme_follow_its_signatures_with_all_that_comes_after_them():
    tail = Node("paragraph", text="Thuộc về phụ lục.")
    nodes = (*samples.TEXT, Node("annex", "I", "Danh mục", "Dòng một\nDòng hai"), tail, Node("annex", "II", "Mẫu"))
    paper = papers.programme(samples.joint_head(), type_name="Chương trình", subject="X", nodes=nodes)
    assert len(paper.blocks) == len(samples.TEXT)
    assert [(one.number, one.title, len(one.blocks)) for one in paper.annexes] == [
        ("I", "Danh mục", 3),
        ("II", "Mẫu", 0),
    ]


def test_the_invitation_follows_its_form():
    """Mẫu 1.7."""
    assert lines(samples.invitation()) == [
        "Ủy ban nhân dân phường Ngã Bảy trân trọng kính mời:",
        "- Tòa án nhân dân khu vực 12;",
        "- Viện kiểm sát nhân dân khu vực 12;",
        "- Thường trực Đảng ủy phường.",
        "Tới dự: Hội nghị giao ban quý I năm 2026.",
        "Chủ trì: Đồng chí Lê Hoàng Phúc, Chủ tịch Ủy ban nhân dân phường.",
        "Thời gian: 08 giờ 00 phút, ngày 06 tháng 3 năm 2026.",
        "Địa điểm: Hội trường Ủy ban nhân dân phường.",
        "Nội dung:",
        "1. Báo cáo kết quả quý I.",
        "2. Thảo luận khó khăn, vướng mắc.",
        "Tài liệu gửi kèm:",
        "- Báo cáo kết quả quý I.",
        "Đề nghị các đồng chí dự họp đúng giờ.",
    ]


def test_the_minutes_follow_their_form_and_carry_no_date_at_the_head():
    """Mẫu 1.9."""
    paper = samples.minutes()
    told = lines(paper)
    assert not paper.dated
    assert told[0] == "Thời gian bắt đầu: 08 giờ 00 phút, ngày 06 tháng 3 năm 2026."
    assert told[2:5] == [
        "Thành phần tham dự:",
        "- Đại diện Tòa án nhân dân khu vực 12;",
        "- Đại diện Viện kiểm sát nhân dân khu vực 12.",
    ]
    assert "Chủ trì (chủ tọa): Đồng chí Lê Hoàng Phúc." in told
    assert "Biểu quyết: tán thành 05; không tán thành 00; không có ý kiến 01." in told
    assert told[-1] == "Cuộc họp kết thúc vào 11 giờ 15 phút, ngày 06 tháng 3 năm 2026."


def test_conclusions_name_lead_supporters_and_time_of_each_task():
    told = lines(samples.conclusions())
    assert told[0].startswith("Ngày 06 tháng 3 năm 2026, tại Hội trường Ủy ban nhân dân phường, đồng chí")
    assert "Sau khi nghe Thường trực chương trình báo cáo, ý kiến của các cơ quan dự họp" in told[2]
    first = told.index("1. Bổ sung số liệu các vụ việc.")
    assert told[first + 1 : first + 3] == [
        "- Cơ quan chủ trì: Tòa án nhân dân khu vực 12, phối hợp: Viện kiểm sát nhân dân khu vực 12.",
        "- Thời gian: trước ngày 15/3/2026.",
    ]
    assert told[-1].endswith("thông báo để các cơ quan biết, thực hiện.")


def test_sections_of_a_report_are_numbered_without_gaps_when_some_are_empty():
    paper = samples.period_report()
    assert [one for one in lines(paper) if one.startswith(("I", "V"))] == [
        "I. Công tác chỉ đạo, triển khai",
        "II. Kết quả thực hiện",
        "III. Hạn chế",
        "IV. Khó khăn, vướng mắc",
        "V. Nhiệm vụ kỳ tới",
        "VI. Kiến nghị, đề xuất",
    ]


@pytest.mark.parametrize(("final", "name"), [(True, "Tổng kết"), (False, "Sơ kết")])
def test_a_review_is_interim_or_final(final, name):
    content = papers.ReviewReport(
        samples.PROGRAMME, "năm 2026", "Bối cảnh.", (), (), (), (), (), (), (), (), final=final
    )
    paper = papers.review_report(samples.STATE_HEAD, content)
    assert paper.subject.startswith(f"{name} thực hiện Chương trình")
    assert paper.annexes == ()
    assert lines(paper)[-1] == "III. Đánh giá chung"


def test_figures_of_a_review_are_an_annex_across_that_the_text_points_to():
    paper = samples.review_report()
    (annex,) = paper.annexes
    assert annex.landscape
    assert "Số liệu cụ thể tại Phụ lục kèm theo." in lines(paper)


def test_a_submission_tells_facts_causes_options_proposal_and_the_instruction_it_asks_for():
    told = lines(samples.submission())
    assert [one for one in told if one.startswith(("I", "V"))] == [
        "I. Sự việc",
        "II. Nguyên nhân",
        "III. Các phương án",
        "IV. Đề xuất",
        "V. Dự thảo nội dung chỉ đạo",
    ]
    assert told[-1] == (
        "Kính trình Thường trực Đảng ủy phường Ngã Bảy xem xét, cho ý kiến chỉ đạo trước ngày 31 tháng 3 năm 2026."
    )


def test_a_change_of_agencies_says_who_follows_whom_from_when():
    told = lines(samples.agency_event())
    assert told[0] == (
        "Thực hiện Quyết định số 12-QĐ/ĐU ngày 30 tháng 6 năm 2025, Ủy ban nhân dân phường Ngã Bảy thông báo như sau:"
    )
    assert told[1] == (
        "1. Ban Tuyên giáo, Ban Dân vận sáp nhập, hợp nhất thành Ban Tuyên giáo và Dân vận "
        "kể từ ngày 01 tháng 7 năm 2025."
    )
    assert told[3:] == [
        "[Việc kế thừa tư cách thành viên và nhiệm vụ]",
        "3. Đầu mối liên hệ: Bà Hồ Kim Yến, chuyên viên.",
    ]


def test_the_response_table_counts_first_and_lies_across():
    paper = samples.response_table()
    assert paper.landscape
    assert lines(paper)[0] == (
        "1. Tổng số 06 cơ quan đã gửi xin ý kiến; tổng số ý kiến nhận được: 14. Kết quả: thống nhất: 02; "
        "tiếp thu: 09; tiếp thu một phần: 02; giải trình (không tiếp thu): 01; chưa giải trình: 00; "
        "xin ý kiến lãnh đạo: 01."
    )
    (table,) = paper.tables()
    assert [column.name for column in table.columns] == [
        "NHÓM VẤN ĐỀ, ĐIỀU, KHOẢN",
        "CHỦ THỂ GÓP Ý",
        "NỘI DUNG GÓP Ý",
        "NỘI DUNG TIẾP THU, GIẢI TRÌNH",
    ]
    assert [len(row) for row in table.rows] == [4, 3, 4]
    assert table.rows[0][0].down == 2
    assert table.rows[1][-1].note == "Chưa giải trình."


def test_the_summary_asks_for_an_answer_by_its_day():
    told = lines(samples.agency_summary())
    assert told[1] == "Đề nghị gửi ý kiến trước hết ngày 28/02/2026 về Ủy ban nhân dân phường Ngã Bảy."
    assert "[Tóm tắt nội dung liên quan đến cơ quan]" in told


def test_a_summary_without_duties_says_so():
    summary = papers.AgencySummary((), samples.COURT, "Dự thảo", (), reply_by=date(2026, 2, 1))
    paper = papers.agency_summary(replace(samples.STATE_HEAD, signers=()), summary)
    assert list(paper.tables()) == []
    assert lines(paper)[-1].endswith("Dự thảo không giao nhiệm vụ riêng cho cơ quan.")


@pytest.mark.parametrize(
    ("node", "above", "language", "written"),
    [
        (Node("article", "5"), (), "vi", "Điều 5."),
        (Node("article", "5"), (), "en", "Article 5."),
        (Node("section", "2"), ("section",), "vi", "Tiểu mục 2"),
        (Node("section", "2"), ("section",), "en", "Subsection 2"),
        (Node("chapter", "II"), (), "en", "Chapter II"),
        (Node("point", "đ"), (), "vi", "đ)"),
        (Node("section", "IV"), (), "vi", "IV."),
        (Node("clause", "1"), ("clause",), "vi", "1)"),
        (Node("paragraph", "-"), (), "vi", "-"),
        (Node("clause"), (), "vi", ""),
    ],
)
def test_labels(node, above, language, written):
    assert label(node, above, language=language) == written
