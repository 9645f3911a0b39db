"""What a text asks of one agency, on real joint documents and on the programme of the tests."""

import pytest

from phoihop.agree.consultation.summary import EVERYONE, STANDING_UNIT, Names, Part, names_of, summary_of
from phoihop.agree.drafting.queries import unfolded
from phoihop.engines import reading
from tests import samples


def text(*nodes):
    """A tree from (number, body) or (number, heading, children)."""

    def built(given, place):
        number, words, children = (*given, [])[:3]
        return {
            "key": place,
            "kind": "article" if children else "clause",
            "number": number,
            "heading": words if children else "",
            "body": "" if children else words,
            "only_for": None,
            "children": [built(child, f"{place}.{child[0]}") for child in children],
        }

    return unfolded([built(node, node[0]) for node in nodes])


def sample(name):
    def kept(node):
        return {
            "key": node.eid,
            "kind": node.kind,
            "number": node.number,
            "heading": node.heading,
            "body": node.text,
            "only_for": None,
            "children": [kept(child) for child in node.children],
        }

    outline = reading.read((samples.FOLDER / name).read_bytes(), filename=name)
    return unfolded([kept(node) for node in outline.nodes])


COURT = Names(alone=names_of("court", ["Tòa án nhân dân khu vực 4"]), shared=EVERYONE)
COMMITTEE = Names(
    alone=names_of("peoples_committee", ["Ủy ban nhân dân phường Ngã Bảy", "UBND phường"], place="Phường Ngã Bảy"),
    shared=EVERYONE,
)


def only(names, *sentences):
    return summary_of(text(*((str(place), said) for place, said in enumerate(sentences, 1))), names).lines


def test_an_agency_answers_to_its_names_with_and_without_its_place():
    assert names_of("peoples_committee", ["Ủy ban nhân dân phường Ngã Bảy"], place="Phường Ngã Bảy") == (
        "Ủy ban nhân dân phường Ngã Bảy",
        "Ủy ban nhân dân phường",
        "Ủy ban nhân dân",
        "UBND",
    )
    assert names_of("other", ["Công an phường", ""]) == ("Công an phường",)
    assert names_of("peoples_committee", ["Phòng Tư pháp"]) == ("Phòng Tư pháp",)


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("Tòa án chủ trì tổ chức phiên tòa lưu động.", Part.LEADS),
        ("Cơ quan chủ trì: Tòa án nhân dân khu vực 4.", Part.LEADS),
        ("Ban Xây dựng Đảng chủ trì, phối hợp với Tòa án tổng hợp.", Part.SUPPORTS),
        ("Cơ quan phối hợp: Viện kiểm sát, Toà án.", Part.SUPPORTS),
        ("Tòa án phối hợp tuyên truyền.", Part.SUPPORTS),
        ("Tòa án nhân dân khu vực cung cấp số liệu thụ lý.", Part.OWES),
        ("TÒA ÁN NHÂN DÂN KHU VỰC 4 CÓ TRÁCH NHIỆM BÁO CÁO.", Part.OWES),
        ("Ban Xây dựng Đảng gửi cho Tòa án danh sách.", Part.NAMED),
        ("Kiến nghị của Tòa án được xem xét.", Part.NAMED),
        ("Tòa án và các cơ quan.", Part.NAMED),
        ("Các bên cung cấp số liệu.", Part.TOGETHER),
        ("Số liệu được gửi trong thời hạn 05 ngày làm việc.", Part.TOGETHER),
    ],
)
def test_how_an_agency_comes_into_a_sentence(sentence, part):
    assert [line.part for line in only(COURT, sentence)] == [part]


def test_sentences_that_concern_nobody_here():
    assert only(COURT, "Công an phường cung cấp số liệu.", "Thông tin mật không trao đổi.", "Hai bên.") == ()


def test_the_body_of_the_same_name_at_another_level_is_somebody_else():
    lines = only(
        COMMITTEE, "Ủy ban nhân dân tỉnh chỉ đạo.", "UBND thành phố báo cáo.", "Ủy ban nhân dân cấp xã báo cáo."
    )
    assert [line.quote for line in lines] == ["Ủy ban nhân dân cấp xã báo cáo."]


@pytest.mark.parametrize(
    ("sentence", "timings"),
    [
        ("Trong thời hạn 03 ngày làm việc, Tòa án trả lời.", ("Trong thời hạn 03 ngày làm việc",)),
        ("Tòa án báo cáo định kỳ 6 tháng.", ("định kỳ 6 tháng",)),
        ("Hằng quý, Tòa án gửi trước ngày 14 của tháng sau.", ("Hằng quý", "trước ngày 14 của tháng sau")),
        ("Hàng năm, Tòa án báo cáo.", ("Hàng năm",)),
        ("Tòa án thông báo ngay, chậm nhất trong 24 giờ.", ("chậm nhất trong 24 giờ",)),
        ("Tòa án gửi trước kỳ giao ban ít nhất 3 ngày làm việc.", ("trước kỳ giao ban ít nhất 3 ngày làm việc",)),
        ("Tòa án gửi trong thời hạn tối đa bảy (07) ngày làm việc.", ("trong thời hạn tối đa bảy (07) ngày làm việc",)),
        ("Tòa án báo cáo trước ngày 20/6/2026.", ("trước ngày 20/6/2026",)),
        ("Tòa án báo cáo 6 tháng và hằng năm.", ("6 tháng và hằng năm",)),
        ("Tòa án làm việc với ngân hàng năm 2026 và báo cáo.", ()),
    ],
)  # fmt: skip
def test_when(sentence, timings):
    assert [line.timings for line in only(COURT, sentence)] == [timings]


def test_a_heading_speaks_for_all_that_stands_under_it():
    tree = text(
        ("8", "Trách nhiệm của Tòa án nhân dân khu vực", [("1", "Cung cấp số liệu hằng quý."), ("2", "Cử đầu mối.")]),
        ("9", "Trách nhiệm của Công an phường", [("1", "Giữ trật tự.")]),
        ("9a", "Tòa án nhân dân khu vực 4", [("1", "Lập danh sách.")]),
        ("9b", "Kiến nghị với Tòa án", [("1", "Gửi bằng văn bản.")]),
        ("10", "Trách nhiệm của các bên", [("1", "Giữ bí mật.")]),
        ("11", "Các bên trao đổi", [("1", "Qua thư điện tử.")]),
    )
    lines = summary_of(tree, COURT).lines
    assert [(line.label[-8:], line.part) for line in lines] == [
        ("clause 1", Part.OWES),
        ("clause 2", Part.OWES),
        ("clause 1", Part.OWES),
        ("clause 1", Part.TOGETHER),
    ]


def test_the_duties_of_one_under_the_duties_of_all_are_that_ones_alone():
    tree = text(
        (
            "IV",
            "Trách nhiệm các bên",
            [
                ("8", "Trách nhiệm của Công an phường", [("1", "Gửi tài liệu cho các bên hằng quý.")]),
                ("9", "Họp", [("1", "Họp mỗi năm.")]),
            ],
        )
    )
    assert [line.quote for line in summary_of(tree, COURT).lines] == ["Họp mỗi năm."]


def test_so_does_a_sentence_that_ends_in_a_colon():
    nodes = [
        {
            "key": "1",
            "kind": "clause",
            "number": "1",
            "heading": "",
            "body": "Tòa án chủ trì các việc sau:",
            "only_for": None,
            "children": [
                {
                    "key": "a",
                    "kind": "point",
                    "number": "a",
                    "heading": "",
                    "body": body,
                    "only_for": None,
                    "children": [],
                }
                for body in ("Xét xử lưu động;", "Gửi kết quả cho Công an phường.")
            ],
        }
    ]
    assert [line.part for line in summary_of(unfolded(nodes), COURT).lines] == [Part.LEADS] * 3
    nodes[0]["body"] = "Các bên thống nhất:"
    assert {line.part for line in summary_of(unfolded(nodes), COURT).lines} == {Part.TOGETHER}


def test_clauses_of_its_own_programme_are_all_its_own():
    nodes = [
        {
            "key": "1",
            "kind": "clause",
            "number": "1",
            "heading": "",
            "body": "Cử cán bộ.",
            "only_for": 7,
            "children": [],
        }
    ]
    mine = Names(alone=("Tòa án",), own_programmes=frozenset({7}))
    assert [line.part for line in summary_of(unfolded(nodes), mine).lines] == [Part.OWES]
    assert summary_of(unfolded(nodes), COURT).lines == ()


def test_a_part_of_another_agencys_longer_name_is_somebody_else():
    others = ("Văn phòng Ủy ban nhân dân phường", "Ủy ban nhân dân phường Đại Thành", "Ủy ban nhân dân phường")
    mine = Names(alone=COMMITTEE.alone, others=others)
    lines = only(
        mine,
        "Văn phòng Ủy ban nhân dân phường báo cáo.",
        "UỶ BAN NHÂN DÂN PHƯỜNG ĐẠI THÀNH chủ trì.",
        "Ủy ban nhân dân phường gửi báo cáo.",
        "Văn phòng Ủy ban nhân dân phường phối hợp với Ủy ban nhân dân phường Ngã Bảy.",
    )
    assert [(line.label, line.part) for line in lines] == [("Clause 3", Part.OWES), ("Clause 4", Part.SUPPORTS)]


def test_whoever_takes_the_lead_may_be_any_party():
    lines = only(
        COURT,
        "Cơ quan chủ trì thông báo kết quả.",
        "Cơ quan chủ trì: Công an phường; tổng hợp kết quả.",
        "Công an phường xác định cơ quan chủ trì giải quyết.",
        "Mỗi việc có một cơ quan chủ trì chịu trách nhiệm.",
    )
    assert [(line.label, line.part) for line in lines] == [("Clause 1", Part.TOGETHER)]
    nobody = Names(alone=("Tòa án",))
    assert only(nobody, "Cơ quan chủ trì thông báo kết quả.") == ()


def test_the_standing_unit_is_called_by_its_office():
    unit = Names(alone=("Ban Xây dựng Đảng", *STANDING_UNIT))
    assert [line.part for line in only(unit, "Khi có việc đột xuất, đơn vị thường trực báo cáo ngay.")] == [Part.OWES]


def test_a_long_sentence_is_cut_at_a_word():
    (line,) = only(COURT, "Tòa án báo cáo " + "rất dài " * 80)
    assert line.quote.endswith(" …")
    assert len(line.quote) < 430


def test_what_is_left_out_when_summed_up():
    found = summary_of(text(("1", "Tòa án chủ trì hằng quý."), ("2", "Kiến nghị của Tòa án được ghi.")), COURT)
    assert [line.label for line in found.duties] == ["Clause 1"]
    assert [line.label for line in found.mentions] == ["Clause 2"]
    assert [line.label for line in found.timed] == ["Clause 1"]
    assert found.clauses == ("Clause 1", "Clause 2")


@samples.needed
def test_the_police_in_the_circular_on_enforcement():
    police = Names(alone=("Bộ Công an", "cơ quan công an", "lực lượng công an"), shared=EVERYONE)
    found = summary_of(sample("ttlt-03-2012-btp-bca.txt"), police)
    timed = {timing for line in found.timed for timing in line.timings}
    assert "Trong thời hạn 03 ngày làm việc" in timed
    assert "Định kỳ 6 tháng một lần" in timed
    assert "Định kỳ mỗi năm" in timed
    parts = {line.label: line.part for line in found.lines if line.quote.startswith("Định kỳ")}
    assert parts == {"Article 10": Part.SUPPORTS, "Article 11": Part.SUPPORTS}


@samples.needed
def test_the_ministry_of_justice_there_leads_what_the_police_support():
    justice = Names(alone=("Bộ Tư pháp", "cơ quan thi hành án dân sự"), shared=EVERYONE)
    found = summary_of(sample("ttlt-03-2012-btp-bca.txt"), justice)
    leads = [line.label for line in found.duties if line.part is Part.LEADS]
    assert {"Article 10", "Article 11"} <= set(leads)


@samples.needed
def test_the_parties_of_the_joint_resolution():
    culture = Names(alone=("Bộ Văn hóa - Thông tin",), shared=("các bên ký", *EVERYONE))
    found = summary_of(sample("nqlt-01-1999-tp-vhtt-nnptnt-dtmn-nd.txt"), culture)
    meeting = next(line for line in found.lines if line.timings == ("Định kỳ 6 tháng",))
    assert meeting.part is Part.TOGETHER
    assert [line.part for line in found.lines if line.quote.startswith("Cơ quan chủ trì")] == [Part.LEADS] * 2


@samples.needed
def test_the_two_ministries_of_the_circular_of_2016():
    finance = Names(alone=("Bộ Tài chính", "cơ quan tài chính"), shared=EVERYONE)
    found = summary_of(sample("ttlt-85-2016-btc-bca.txt"), finance)
    assert len(found.duties) > 10
    assert any("bảy (07) ngày làm việc" in timing for line in found.timed for timing in line.timings)
