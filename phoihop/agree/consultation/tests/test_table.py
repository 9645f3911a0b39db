"""The table of opinions and responses: page, Word, Excel; and the summary of one agency on paper."""

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phoihop.agree.consultation import papers, queries, verbs
from phoihop.agree.consultation.tests.factories import (
    AFTER,
    a_remark,
    a_round,
    an_opinion,
    clause,
    fresh,
    invitation_of,
)
from phoihop.agree.drafting import verbs as drafting
from phoihop.agree.programmes import verbs as programmes
from phoihop.engines import reading
from phoihop.foundation.agencies.models import Locality
from tests.cast import LATER, MONDAY, an_agency, hanh, lan, minh, sign_in

pytestmark = pytest.mark.django_db
NEW = "Hằng quý, các bên gửi trong 5 ngày làm việc kể từ ngày kết thúc kỳ."


@pytest.fixture
def lead(db):
    return lan()


@pytest.fixture
def round_(lead):
    """Two agencies with remarks, one that agrees, one that is silent; answered in every way."""
    head, court, council = minh(), hanh(), an_agency("Hội đồng nhân dân phường", "peoples_council")
    round_ = a_round(lead, head, court)
    for agency in (council, an_agency("Công an phường", "other")):
        verbs.invite(round=round_, agency=agency, by=lead, at=MONDAY)
    a_remark(round_, head, "Chung", node=None)
    a_remark(round_, head, "Lùi hạn", proposed=NEW)
    a_remark(round_, head, "Đổi tên", node=clause(round_, "1", "4"))
    an_opinion(round_, head, dispatch_number="12/UBND-VX", dispatch_on=dt.date(2026, 3, 5))
    for body in ("Lùi hạn nữa", "Hỏi lãnh đạo", "Chưa trả lời", "Ghi nhận"):
        a_remark(round_, court, body)
    an_opinion(round_, court)
    verbs.record_dispatch(
        invitation=round_.invitations.get(agency=council),
        stance="agree",
        dispatch_number="7/HĐND",
        dispatch_on=dt.date(2026, 3, 6),
        by=lead,
        at=MONDAY,
    )
    one = {remark.body: remark for remark in round_.remarks.all()}
    answers = {
        "Chung": {"outcome": "explained", "reason": "Đã rà soát."},
        "Lùi hạn": {"outcome": "accepted", "wording": NEW},
        "Đổi tên": {"outcome": "partly", "reason": "Giữ tên cũ."},
        "Lùi hạn nữa": {"outcome": "duplicate", "duplicate_of": one["Lùi hạn"]},
        "Hỏi lãnh đạo": {"outcome": "leadership", "reason": "Ai chủ trì?"},
        "Ghi nhận": {"outcome": "noted"},
    }
    for body, answer in answers.items():
        verbs.respond(remark=fresh(one[body]), by=lead, at=LATER, **answer)
    verbs.close(round=fresh(round_), by=lead, at=AFTER)
    return fresh(round_)


def read_back(answer):
    """The words of a Word paper, as the reader of documents finds them."""
    return " ".join(reading.read(answer.content, filename="x.docx").all_text().split())


def made(round_, actor):
    remarks = queries.official_remarks(round_, actor=actor)
    return papers.response_table(round_, remarks, queries.invitations_of(round_))


def test_the_table_has_the_six_counts_and_one_group_for_each_clause(lead, round_):
    table = made(round_, lead)
    assert (table.asked, table.received) == (4, 3)
    assert [count for _name, count in table.counts.named()] == [2, 2, 1, 1, 1, 1]
    assert [(group.label, len(group.rows)) for group in table.groups] == [
        ("Ý kiến chung", 1),
        ("Điều 4 khoản 1", 1),
        ("Điều 5 khoản 2", 5),
    ]
    assert [(one.name, one.dispatch) for one in table.agreeing] == [
        ("Hội đồng nhân dân phường", "Công văn số 7/HĐND ngày 06/03/2026"),
        ("Công an phường", "xem như thống nhất"),
    ]
    assert table.silence_sentence.endswith("Ngoài ra, số ý kiến được ghi nhận: 01.")


def test_each_row_says_who_what_and_what_became_of_it(lead, round_):
    rows = {row.content.partition(". ")[2]: row for group in made(round_, lead).groups for row in group.rows}
    accepted = rows["Lùi hạn"]
    assert (accepted.agency, accepted.dispatch) == (
        "Ủy ban nhân dân phường Ngã Bảy",
        "Công văn số 12/UBND-VX ngày 05/03/2026",
    )
    assert accepted.response == f"Tiếp thu.\nCâu chữ đưa vào dự thảo: {NEW}"
    assert {piece.change for piece in accepted.proposed} == {"same", "insert", "delete"}
    assert rows["Lùi hạn nữa"].response == "Trùng ý kiến số 3."
    assert rows["Đổi tên"].response == "Tiếp thu một phần. Giữ tên cũ."
    assert rows["Chưa trả lời"].response == ""


def test_what_was_carried_over_says_where_to_and_what_is_gone_says_so(lead, round_):
    drafting.remove_node(text=round_.text, node=clause(round_), seen_revision=2, by=lead, at=AFTER)
    following = verbs.begin_next_round(round=round_, working_days=5, silence_agrees=True, by=lead, at=AFTER)
    carried = [row.response for group in made(fresh(round_), lead).groups for row in group.rows]
    assert "Chuyển sang đợt 2 (số 1)." in carried
    verbs.open_for_opinions(round=following, by=lead, at=AFTER)
    assert [group.label for group in made(following, lead).groups] == ["Điều, khoản không còn trong dự thảo"]
    assert made(following, lead).silence_sentence == ""


def test_before_the_end_an_agency_sees_its_own_part_alone(client, round_):
    page = sign_in(client, hanh()).get(reverse("consultation:table", args=[round_.pk])).content.decode()
    assert "Lùi hạn nữa" in page
    assert "phần ý kiến của Tòa án nhân dân khu vực" in page
    for others in ("Giữ tên cũ.", "agencies asked", "Hội đồng nhân dân phường"):
        assert others not in page


def test_its_paper_tells_it_nothing_of_the_others_before_the_end(client, round_):
    sign_in(client, hanh())
    document = read_back(client.get(reverse("consultation:table_document", args=[round_.pk])))
    assert "Lùi hạn nữa" in document
    assert "Tổng số 01 cơ quan" in document
    for others in ("Giữ tên cũ.", "Hội đồng nhân dân phường", "xem như thống nhất", "Công an phường"):
        assert others not in document


def test_after_the_end_it_sees_the_whole(client, lead, round_):
    for remark in round_.remarks.exclude(
        response__outcome__in=["explained", "accepted", "partly", "noted", "duplicate"]
    ):
        answer = verbs.change_response if hasattr(remark, "response") else verbs.respond
        revision = remark.response.revision if hasattr(remark, "response") else 0
        answer(remark=fresh(remark), outcome="explained", reason="Rõ.", seen_response=revision, by=lead, at=AFTER)
    verbs.settle(round=fresh(round_), by=lead, at=AFTER)
    document = read_back(sign_in(client, hanh()).get(reverse("consultation:table_document", args=[round_.pk])))
    for others in ("Giữ tên cũ.", "Hội đồng nhân dân phường", "Tổng số 04 cơ quan"):
        assert others in document


def test_a_refusal_stands_in_the_table_with_or_without_remarks(client, lead):
    head, court = minh(), hanh()
    round_ = a_round(lead, head, court)
    a_remark(round_, head, "Lùi hạn")
    an_opinion(round_, head, stance="disagree")
    an_opinion(round_, court, stance="disagree", body="Chưa có kinh phí.")
    table = made(round_, lead)
    whole = [(row.agency, row.content, row.response) for row in table.groups[0].rows]
    assert (table.groups[0].label, whole) == (
        "Ý kiến chung",
        [
            (head.agency.name, "Không thống nhất với dự thảo.", "Giải trình tại từng ý kiến, số 1."),
            (court.agency.name, "Không thống nhất với dự thảo.\nChưa có kinh phí.", ""),
        ],
    )
    assert table.counts.unanswered == 2
    url = reverse("consultation:table", args=[round_.pk])
    sign_in(client, lead)
    of_court = client.get(f"{url}?agency={court.agency_id}").content.decode()
    assert "Chưa có kinh phí." in of_court
    assert "Lùi hạn" not in of_court
    assert "Chưa có kinh phí." not in client.get(f"{url}?outcome=none").content.decode()


def test_words_besides_the_remarks_stand_in_the_table_and_mere_agreement_in_its_list(lead):
    head, court = minh(), hanh()
    round_ = a_round(lead, head, court)
    a_remark(round_, head, "Lùi hạn")
    an_opinion(round_, head, body="Cơ bản nhất trí.")
    an_opinion(round_, court, body="Nhất trí.")
    table = made(round_, lead)
    assert [row.content for row in table.groups[0].rows] == ["Cơ bản nhất trí."]
    assert [one.name for one in table.agreeing] == [court.agency.name]


def test_the_paper_cites_the_legal_bases_of_the_framework(lead):
    round_ = a_round(lead, minh())
    for number, issued in (("238-QĐ/TW", dt.date(2020, 9, 30)), ("1-QC/TU", None)):
        basis = programmes.register_basis(
            number=number, title="Quy chế phối hợp", issued_by="Ban Bí thư", issued_on=issued, by=lead, at=MONDAY
        )
        programmes.cite(framework=round_.text.framework, basis=basis, by=lead, at=MONDAY)
    assert made(fresh(round_), lead).bases == (
        "Căn cứ Quy chế phối hợp (số 238-QĐ/TW ngày 30/09/2020 của Ban Bí thư)",
        "Căn cứ Quy chế phối hợp (số 1-QC/TU của Ban Bí thư)",
    )


@pytest.mark.parametrize("name", ["table", "table_document", "table_sheet"])
def test_ten_times_the_remarks_ask_no_more_of_the_database(client, lead, name):
    def queries_for(count):
        head, court = minh(), hanh()
        round_ = a_round(lead, head, court)
        for place in range(count):
            a_remark(round_, head, f"Ý kiến {place}")
            a_remark(round_, court, f"Góp ý {place}")
        an_opinion(round_, head)
        an_opinion(round_, court)
        first, *rest = round_.remarks.order_by("number")
        verbs.respond(remark=fresh(first), outcome="explained", reason="Rõ.", by=lead, at=LATER)
        for remark in rest[:count]:
            verbs.respond(remark=fresh(remark), outcome="duplicate", duplicate_of=first, by=lead, at=LATER)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"consultation:{name}", args=[round_.pk]))
        return len(asked)

    sign_in(client, lead).get(reverse("consultation:list"))
    assert queries_for(10) == queries_for(1) <= 16


def test_the_page_is_printed_on_its_side(client, lead, round_):
    page = sign_in(client, lead).get(reverse("consultation:table", args=[round_.pk])).content.decode()
    assert 'consultation/landscape.css" media="print"' in page
    assert 'scope="rowgroup" rowspan="5"' in page


def test_the_page_narrows_by_outcome_and_agency_and_keeps_the_counts(client, lead, round_):
    sign_in(client, lead)
    url = reverse("consultation:table", args=[round_.pk])
    court = invitation_of(round_, hanh()).agency_id
    assert client.get(url).context["shown"] == 7
    assert client.get(f"{url}?agency={court}&outcome=none").context["shown"] == 1
    none = client.get(f"{url}?outcome=partly&agency={court}")
    assert "Nothing matches" in none.content.decode()
    empty = a_round(lead, minh())
    assert "No remark yet." in client.get(reverse("consultation:table", args=[empty.pk])).content.decode()
    prepared = a_round(lead, minh(), state="PREPARED")
    assert client.get(reverse("consultation:table", args=[prepared.pk])).status_code == 404


def test_as_word_and_as_excel(client, lead, round_):
    sign_in(client, lead)
    document = read_back(client.get(reverse("consultation:table_document", args=[round_.pk])))
    assert "Điều 5 khoản 2" in document
    assert "Tiếp thu một phần. Giữ tên cũ." in document
    sheet = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("consultation:table_sheet", args=[round_.pk])).content)
    )
    values = [str(cell.value) for page in sheet for row in page.iter_rows() for cell in row if cell.value]
    assert "Điều 5 khoản 2" in values


def test_the_summary_of_an_agency_on_paper(client, lead, round_):
    head = minh()
    head.agency.locality = Locality.objects.create(code="1", name="Phường Ngã Bảy", folded="", level="commune")
    head.agency.save()
    mine = invitation_of(round_, head)
    sign_in(client, head)
    answer = client.get(reverse("consultation:summary", args=[round_.pk, mine.pk]))
    text = read_back(answer)
    assert "trước ngày 14 của tháng sau khi hết kỳ" in text
    theirs = invitation_of(round_, hanh())
    assert client.get(reverse("consultation:summary", args=[round_.pk, theirs.pk])).status_code == 404
    assert sign_in(client, lead).get(reverse("consultation:summary", args=[round_.pk, theirs.pk])).status_code == 200


def test_the_letterhead_of_a_lead_with_a_superior_and_a_place(lead, round_):
    lead.agency.parent = an_agency("Đảng ủy phường Ngã Bảy")
    lead.agency.locality = Locality.objects.create(code="1", name="Ngã Bảy", folded="", level="commune")
    lead.agency.save()
    table = made(fresh(round_), lead)
    assert (table.superior, table.place) == ("Đảng ủy phường Ngã Bảy", "Ngã Bảy")
