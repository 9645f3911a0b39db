"""What the text asks of each agency, on a page: for the lead before and after the opening, for an agency its own."""

import pytest
from django.urls import reverse

from phoihop.agree.consultation import verbs
from phoihop.agree.consultation.tests.factories import a_round, clause, fresh
from phoihop.agree.drafting import verbs as drafting
from tests.cast import MONDAY, an_agency, hanh, lan, minh, sign_in

pytestmark = pytest.mark.django_db
CLAUSES = {
    "5": (
        "Trách nhiệm",
        [
            "Tòa án nhân dân khu vực cung cấp số liệu trong thời hạn 03 ngày làm việc.",
            "Ủy ban nhân dân phường Ngã Bảy bảo đảm địa điểm.",
            "Văn phòng Tòa án nhân dân khu vực lập danh sách.",
        ],
    )
}


@pytest.fixture
def lead(db):
    return lan()


def words(response):
    return " ".join(response.content.decode().split())


def page(client, round_, agency=None):
    query = f"?agency={agency.pk}" if agency else ""
    return client.get(reverse("consultation:summaries", args=[round_.pk]) + query)


def test_the_lead_reads_each_agencys_before_the_opening(client, lead):
    head, court = minh(), hanh()
    round_ = a_round(lead, head, court, state="PREPARED", clauses=CLAUSES)
    sign_in(client, lead)
    of_court = words(page(client, round_, court.agency))
    assert "trong thời hạn 03 ngày làm việc" in of_court
    assert "bảo đảm địa điểm" not in of_court
    assert "Read from the draft as it stands" in of_court
    assert "(.docx)" not in of_court
    assert "bảo đảm địa điểm" in words(page(client, round_, head.agency))


def test_the_first_agency_asked_is_shown_where_none_is_chosen(client, lead):
    round_ = a_round(lead, minh(), hanh(), clauses=CLAUSES)
    shown = page(sign_in(client, lead), round_)
    assert shown.context["invitation"] == round_.invitations.order_by("position").first()
    assert f"{reverse('consultation:show', args=[round_.pk])}?clause=" in words(shown)
    assert "Take it along (.docx)" in words(shown)


def test_after_the_opening_it_is_what_the_agency_was_told(client, lead):
    court = hanh()
    round_ = a_round(lead, court, clauses=CLAUSES)
    drafting.reword(
        text=round_.text, node=clause(round_, "1"), heading="", body="Bỏ.", seen_revision=1, by=lead, at=MONDAY
    )
    assert "trong thời hạn 03 ngày làm việc" in words(page(sign_in(client, lead), round_, court.agency))


def test_an_agency_reads_its_own_and_no_other(client, lead):
    head, court = minh(), hanh()
    round_ = a_round(lead, head, court, clauses=CLAUSES)
    sign_in(client, court)
    mine = words(page(client, round_))
    assert "cung cấp số liệu" in mine
    assert "What this text asks of this agency" in mine
    assert page(client, round_, head.agency).status_code == 404


def test_a_longer_name_of_another_party_is_not_taken_for_the_agency(client, lead):
    court = hanh()
    round_ = a_round(lead, court, state="PREPARED", clauses=CLAUSES)
    assert "lập danh sách" in words(page(sign_in(client, lead), round_, court.agency))
    office = an_agency("Văn phòng Tòa án nhân dân khu vực", "court")
    round_.text.framework.programmes.get().parties.create(agency=office, position=9)
    assert "lập danh sách" not in words(page(client, round_, court.agency))


def test_nobody_asked_yet(client, lead):
    round_ = a_round(lead, minh(), state="PREPARED")
    verbs.withdraw_invitation(invitation=round_.invitations.get(), by=lead, at=MONDAY)
    assert "Nobody is asked yet." in words(page(sign_in(client, lead), fresh(round_)))


def test_more_agencies_ask_no_more_of_the_database(client, lead, django_assert_max_num_queries):
    round_ = a_round(lead, hanh(), clauses=CLAUSES)
    for place in range(8):
        verbs.invite(round=round_, agency=an_agency(f"Hội {place}", "front"), by=lead, at=MONDAY)
    sign_in(client, lead)
    with django_assert_max_num_queries(14):
        page(client, round_)
