"""The fixed lines of the form in each regime."""

from dataclasses import replace
from datetime import date

import pytest

from phoihop.engines.papers import Annex, SignerBlock, printed
from phoihop.engines.papers.tests import samples
from phoihop.engines.regimes import regime

ND30, HD05, HD36 = regime("nd30-2020"), regime("hd05-2026"), regime("hd36-2018")
COMMITTEE = "Ủy ban nhân dân phường Ngã Bảy"


def above(signer: SignerBlock, rules=ND30) -> list[str]:
    return [line.words for line in printed.signer_lines(replace(samples.invitation(), signers=(signer,)), 0, rules)]


@pytest.mark.parametrize(
    ("rules", "number", "symbol", "written"),
    [
        (ND30, "5", "QC-UBND", "Số: 05/QC-UBND"),
        (ND30, "115", "QC-UBND", "Số: 115/QC-UBND"),
        (HD05, "5", "QC/ĐU", "Số 05-QC/ĐU"),
        (HD36, "5", "QC/ĐU", "Số: 05-QC/ĐU"),
        (ND30, "", "QC-UBND", "Số: /QC-UBND"),
        (ND30, "7", "", "Số: 07"),
    ],
)
def test_numbers(rules, number, symbol, written):
    assert "".join(printed.number_parts(replace(samples.STATE_HEAD, number=number, symbol=symbol), rules)) == written


def test_an_english_number_takes_no_colon():
    assert printed.number_parts(replace(samples.STATE_HEAD, language="en"), ND30)[0] == "No. "


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        ({}, "Ngã Bảy, ngày 05 tháng 02 năm 2026"),
        ({"on": date(2026, 11, 25)}, "Ngã Bảy, ngày 25 tháng 11 năm 2026"),
        ({"place": ""}, "ngày 05 tháng 02 năm 2026"),
        ({"language": "en"}, "Ngã Bảy, 05/02/2026"),
    ],
)
def test_place_and_date(changes, written):
    assert "".join(words for _, words in printed.date_parts(replace(samples.STATE_HEAD, **changes), ND30)) == written


def test_a_paper_without_a_date_names_the_figures_the_clerk_fills_in():
    parts = list(printed.date_parts(replace(samples.STATE_HEAD, on=None), ND30))
    assert [name for name, words in parts if name and not words] == ["day", "month", "year"]
    assert [words for name, words in parts if not name] == ["Ngã Bảy", ", ngày ", " tháng ", " năm "]


def test_bases_end_as_the_regime_wants():
    paper = samples.programme()
    assert [words[-1] for words in printed.bases(paper, ND30)] == [";", ";", "."]
    assert [words[:2] for words in printed.bases(paper, HD05)] == ["- ", "- ", "- "]


@pytest.mark.parametrize(
    ("signer", "rules", "lines"),
    [
        (SignerBlock("A", "Chủ tịch", "X"), ND30, ["CHỦ TỊCH"]),
        (
            SignerBlock("A", "Chủ tịch", "X", authority="TM", on_behalf_of=COMMITTEE),
            ND30,
            [f"TM. {COMMITTEE}".upper(), "CHỦ TỊCH"],
        ),
        (
            SignerBlock("A", "Phó Chủ tịch", "X", authority="KT", on_behalf_of=COMMITTEE, substitute_for="Chủ tịch"),
            ND30,
            [f"TM. {COMMITTEE}".upper(), "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        (
            SignerBlock("A", "Phó Chánh án", "X", authority="KT", substitute_for="Chánh án"),
            ND30,
            ["KT. CHÁNH ÁN", "PHÓ CHÁNH ÁN"],
        ),
        (
            SignerBlock("A", "Chánh Văn phòng", "X", authority="TL", substitute_for="Chủ tịch"),
            ND30,
            ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
        ),
        (
            SignerBlock("A", "Trưởng phòng", "X", authority="TUQ", substitute_for="Chủ tịch"),
            ND30,
            ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"],
        ),
        (SignerBlock("A", "Chủ tịch", "X", authority="Q"), ND30, ["Q. CHỦ TỊCH"]),
        (
            SignerBlock("A", "Phó Bí thư", "X", authority="KT", on_behalf_of="Ban Thường vụ", substitute_for="Bí thư"),
            HD05,
            ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"],
        ),
        (
            SignerBlock("A", "Phó Trưởng ban", "X", authority="KT", substitute_for="Trưởng ban"),
            HD05,
            ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"],
        ),
        (
            SignerBlock("A", "Chánh Văn phòng", "X", authority="TUQ", substitute_for="Bí thư"),
            HD05,
            ["T/L BÍ THƯ", "CHÁNH VĂN PHÒNG"],
        ),
    ],
)
def test_who_signs_for_whom(signer, rules, lines):
    """Annex I, II.7b; for the Party HD 05-HD/VPTW."""
    assert above(signer, rules) == lines


def test_on_a_joint_paper_each_organ_stands_above_its_post():
    paper = samples.programme()
    lines = [[line.words for line in printed.signer_lines(paper, place, ND30)] for place in range(2)]
    assert lines == [[f"TM. {COMMITTEE}".upper(), "CHỦ TỊCH"], ["TÒA ÁN NHÂN DÂN KHU VỰC 12", "CHÁNH ÁN"]]


def test_minutes_have_fixed_labels_and_show_the_chairs_post_above_the_name():
    """Mẫu 1.9, note 5."""
    paper = samples.minutes()
    for rules, labels in ((ND30, ["THƯ KÝ", "CHỦ TỌA"]), (HD05, ["NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"])):
        assert [printed.signer_lines(paper, place, rules)[0].words for place in range(2)] == labels
    assert [printed.other_posts(paper, place) for place in range(2)] == [(), ("Chủ tịch",)]


def test_a_second_post_stands_above_the_name():
    """Annex I, II.7c: a board's chair who is a vice-minister."""
    paper = replace(samples.invitation(), signers=(replace(samples.CHAIR, other_post="Trưởng Ban Chỉ đạo"),))
    assert printed.other_posts(paper, 0) == ("Trưởng Ban Chỉ đạo",)


@pytest.mark.parametrize(
    ("key", "changes", "last"),
    [
        ("nd30-2020", {}, "- Lưu: VT, VHXH."),
        ("nd30-2020", {"filed_by": ""}, "- Lưu: VT."),
        ("hd05-2026", {"filed_by": ""}, "- Lưu Đảng ủy."),
        ("hd05-2026", {"filed_by": "Văn phòng"}, "- Lưu Văn phòng."),
    ],
)
def test_the_archive_line_ends_the_recipients(key, changes, last):
    paper = replace(samples.invitation(), **changes)
    *others, archive = printed.recipients(paper, regime(key))
    assert archive == last
    assert all(one.startswith("- ") and one.endswith(regime(key).recipients.between) for one in others)


def test_minutes_are_filed_with_their_dossier():
    """Mẫu 1.9: "Lưu: VT, Hồ sơ."."""
    assert printed.recipients(samples.minutes(), ND30)[-1] == "- Lưu: VT, Hồ sơ."


def test_a_paper_with_addressees_goes_first_to_them():
    """Annex I, II.9b."""
    paper = samples.period_report()
    assert printed.recipients(paper, ND30)[0] == "- Như trên;"
    again = replace(paper, recipients=("Như trên", "Ban A"))
    assert printed.recipients(again, ND30)[:2] == ("- Như trên;", "- Ban A;")


def test_a_sheet_nobody_signs_or_receives_has_no_recipients():
    assert printed.recipients(samples.agency_summary(), ND30) == ()


def test_addressees():
    """Annex I, II.9d; "Kính trình" for a submission of the Party."""
    assert printed.addressees(samples.submission(), ND30) == ("Kính gửi:", ("Thường trực Đảng ủy phường Ngã Bảy",))
    assert printed.addressees(samples.submission(), HD05)[0] == "Kính trình:"
    assert printed.addressees(samples.period_report(), HD05)[0] == "Kính gửi:"
    _, to = printed.addressees(samples.period_report(), ND30)
    assert [words[-1] for words in to] == [";", "."]


def test_annexes_are_numbered_from_the_second_on():
    """Annex I, III.1a."""
    one, two = (replace(samples.programme(), annexes=(Annex(()),) * count) for count in (1, 2))
    assert printed.annex_label(one, 0, ND30) == "Phụ lục"
    assert [printed.annex_label(two, place, ND30) for place in range(2)] == ["Phụ lục I", "Phụ lục II"]
    named = replace(two, annexes=(Annex((), number="III"), Annex((), number="IV")))
    assert printed.annex_label(named, 1, ND30) == "Phụ lục IV"


def test_the_head_of_the_state_and_of_the_party():
    paper = samples.invitation()
    assert [line.words for line in printed.state_lines(paper, ND30)] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert [line.words for line in printed.state_lines(paper, HD05)] == ["ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert [(line.style, line.words) for line in printed.issuer_lines(paper, ND30)] == [
        ("superior", "THÀNH PHỐ CẦN THƠ"),
        ("issuer", COMMITTEE.upper()),
    ]
