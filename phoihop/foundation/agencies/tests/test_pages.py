"""The register, its keeping, and one's own account, as pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies import verbs
from phoihop.foundation.agencies.models import Account, Agency, Delegation, Tenure
from phoihop.foundation.agencies.tests.factories import (
    BASIS,
    a_founded_agency,
    a_place,
    account_of,
    in_post,
    person_of,
    quan,
    tenure_of,
)
from tests.cast import MONDAY, TODAY, an_agency, lan, minh, nga, sign_in, tu

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


# ── The register ──


def test_every_member_reads_the_register_tones_aside(client):
    sign_in(client, lan())
    a_founded_agency("Đội Quản lý thị trường", by=quan())
    page = text(client.get("/agencies/", {"words": "doi quan ly"}))
    assert "Đội Quản lý thị trường" in page
    assert "Ban Xây dựng Đảng</a>" not in page
    assert "Enter an agency" not in page, "that is for administrators"
    assert "Nothing matches." in text(client.get("/agencies/", {"words": "khong co"}))
    assert client.get("/agencies/", {"kind": "nonsense", "page": "x", "sort": "x"}).status_code == 200


def test_the_register_is_for_members_only(client):
    assert client.get("/agencies/")["Location"] == "/accounts/login/?next=/agencies/"


def test_the_register_sorts_pages_and_costs_the_same_however_long(client):
    sign_in(client, lan())
    client.get("/agencies/")
    costs = []
    for count in (3, 70):
        Agency.objects.bulk_create(
            Agency(name=f"Tổ {n}", folded=f"to {n}", kind="other", regime="state") for n in range(count)
        )
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page = text(client.get("/agencies/", {"sort": "-name", "words": "to"}))
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 6  # session, account, tenure, notices in the masthead, count, page
    assert 'aria-sort="descending"' in page
    assert "showing 1–50 of" in page


def test_the_register_is_exported_without_formulas(client):
    sign_in(client, lan())
    by = quan()
    agency = a_founded_agency("=1+1", by=by, locality=a_place("Phường Ngã Bảy", "31340"))
    verbs.give_code(agency=agency, code="H13.25", from_on=TODAY, by=by, at=MONDAY)
    response = client.get("/agencies/register.csv", {"words": "1+1"})
    body = b"".join(response.streaming_content).decode()
    assert response["Content-Disposition"] == 'attachment; filename="agencies.csv"'
    assert body.startswith("\ufeffName,")
    assert "'=1+1,,Other body,Phường Ngã Bảy,H13.25,2020-01-01," in body


def test_an_agencys_page_tells_names_codes_posts_and_holders(client):
    by = quan()
    agency = a_founded_agency(by=by, locality=a_place("Phường Ngã Bảy", "31340", a_place("Cần Thơ", "92")))
    verbs.rename_agency(agency=agency, name="Phòng Mới", effective_on=TODAY, legal_basis=BASIS, by=by, at=MONDAY)
    tenure = in_post(agency=agency, by=by)
    verbs.open_account(person=tenure.person, email="son@example.vn", by=by, at=MONDAY)
    verbs.open_post(agency=agency, title="Phó phòng", by=by, at=MONDAY)
    sign_in(client, lan())
    page = text(client.get(f"/agencies/{agency.pk}/"))
    for word in ("Phòng Văn hóa", "Phòng Mới", BASIS, "Dương Văn Sơn", "vacant", "Cần Thơ"):
        assert word in page
    assert "son@example.vn" not in page, "contact data stays inside the agency"
    sign_in(client, by)
    page = text(client.get(f"/agencies/{agency.pk}/"))
    assert "son@example.vn" in page
    assert "Fill the post" in page


def test_colleagues_see_each_others_address(client):
    actor = minh()
    sign_in(client, nga())
    assert account_of(actor).email in text(client.get(f"/agencies/{actor.agency_id}/"))


def test_an_ended_agency_says_so(client):
    by = quan()
    agency = a_founded_agency(by=by)
    verbs.end_agency(agency=agency, ended_on=TODAY, legal_basis=BASIS, by=by, at=MONDAY)
    sign_in(client, by)
    page = text(client.get(f"/agencies/{agency.pk}/"))
    assert "This agency has ended." in page
    assert "Open a post" not in page
    assert "ended on" in text(client.get("/agencies/", {"ended": "on"}))


def test_no_agency_no_page(client):
    sign_in(client, lan())
    assert client.get("/agencies/999/").status_code == 404


# ── Keeping it ──


@pytest.mark.parametrize(
    "path",
    [
        "/agencies/new/",
        "/agencies/{agency}/name/",
        "/agencies/{agency}/code/",
        "/agencies/{agency}/end/",
        "/agencies/{agency}/posts/",
        "/agencies/posts/{post}/tenures/",
        "/agencies/tenures/{tenure}/end/",
        "/agencies/people/{person}/account/",
        "/agencies/accounts/",
    ],
)
def test_for_others_these_pages_do_not_exist(client, path):
    by = quan()
    tenure = in_post(agency=a_founded_agency(by=by), by=by)
    path = path.format(agency=tenure.post.agency_id, post=tenure.post_id, tenure=tenure.pk, person=tenure.person_id)
    sign_in(client, lan())
    assert client.get(path).status_code == client.post(path).status_code == 404
    sign_in(client, by)
    assert client.get(path).status_code == 200


def test_an_administrator_does_it_all_by_forms(client):
    by = quan()
    sign_in(client, by)
    a_place("Phường Ngã Bảy", "31340")
    today = timezone.localdate().isoformat()
    told = {"name": "Trạm y tế", "kind": "other", "locality": "31340", "founded_on": "2026-01-01"}
    agency_url = client.post("/agencies/new/", told)["Location"]
    agency = Agency.objects.get(name="Trạm y tế")
    assert (agency_url, agency.locality.code) == (f"/agencies/{agency.pk}/", "31340")
    named = {"name": "Trạm Y tế phường", "effective_on": today, "legal_basis": BASIS}
    assert client.post(f"/agencies/{agency.pk}/name/", named)["Location"] == agency_url
    assert client.post(f"/agencies/{agency.pk}/code/", {"code": "H92.7", "from_on": today})["Location"] == agency_url
    client.post(f"/agencies/{agency.pk}/posts/", {"title": "Trạm trưởng"})
    post = agency.posts.get()
    filled = {"full_name": "Bùi Thị Mơ", "roles": ["officer", "head"], "authority": "TM", "from_on": today}
    assert client.post(f"/agencies/posts/{post.pk}/tenures/", filled)["Location"] == agency_url
    tenure = post.tenures.get()
    assert tenure.role_set == {Role.OFFICER, Role.HEAD}
    path = f"/agencies/people/{tenure.person_id}/account/"
    assert client.post(path, {"email": "mo@example.vn"})["Location"] == "/agencies/accounts/"
    account = Account.objects.get(email="mo@example.vn")
    page = text(client.get("/agencies/accounts/?all=1"))
    assert "mo@example.vn" in page
    assert "Invite again" in page
    client.post(f"/agencies/accounts/{account.pk}/invitation/")
    client.post(f"/agencies/accounts/{account.pk}/closing/")
    assert "Closed by an administrator" in text(client.get("/agencies/accounts/"))
    client.post(f"/agencies/accounts/{account.pk}/unlocking/")
    assert "Open an account for the person again" in text(client.get("/agencies/accounts/"))
    tomorrow = (timezone.localdate() + timezone.timedelta(days=1)).isoformat()
    assert client.post(f"/agencies/tenures/{tenure.pk}/end/", {"until_on": tomorrow})["Location"] == agency_url
    ended = {"ended_on": tomorrow, "legal_basis": BASIS}
    assert client.post(f"/agencies/{agency.pk}/end/", ended)["Location"] == agency_url


def test_what_was_typed_wrong_comes_back_with_a_sentence(client):
    by = quan()
    sign_in(client, by)
    agency = a_founded_agency(by=by)
    response = client.post("/agencies/new/", {"name": "X", "kind": "other", "locality": "99", "founded_on": "x"})
    assert response.status_code == 422
    assert "No locality in force has this code." in text(response)
    post = verbs.open_post(agency=agency, title="Phó", by=by, at=MONDAY)
    response = client.post(f"/agencies/posts/{post.pk}/tenures/", {"from_on": "2026-01-01"})
    assert "Choose a person or give the name of someone new" in text(response)


def test_a_refusal_comes_back_as_the_forms_error(client):
    by = quan()
    sign_in(client, by)
    agency = a_founded_agency(by=by)
    response = client.post(f"/agencies/{agency.pk}/code/", {"code": "none", "from_on": "2026-01-01"})
    assert response.status_code == 422
    assert "This is no identifier under Decision 20/2020" in text(response)


def test_an_administrator_unlocks_an_account(client):
    by, locked = quan(), account_of(lan())
    Account.objects.filter(pk=locked.pk).update(locked_until=timezone.now() + timezone.timedelta(hours=2))
    sign_in(client, by)
    assert "Locked" in text(client.get("/agencies/accounts/"))
    client.post(f"/agencies/accounts/{locked.pk}/unlocking/")
    assert "No account is locked or closed." in text(client.get("/agencies/accounts/"))
    assert client.post("/agencies/accounts/999/unlocking/").status_code == 404


def test_outside_the_area_the_buttons_say_why(client):
    office = an_agency("Văn phòng phường", "other")
    office.locality = a_place("Phường Ngã Bảy", "31340")
    office.save()
    elsewhere = a_founded_agency(by=quan())
    sign_in(client, quan(office))
    assert "outside the area" in text(client.get(f"/agencies/{elsewhere.pk}/"))
    assert "outside the area" in text(client.get(f"/agencies/{elsewhere.pk}/name/"))


# ── One's own account ──


def test_the_own_account_tells_posts_and_who_stands_in(client):
    boss, deputy = minh(), nga()
    sign_in(client, boss)
    page = text(client.get("/account/"))
    assert "Acting as Chủ tịch, Ủy ban nhân dân phường Ngã Bảy." in page
    assert "Nobody stands in for this post" in page
    today = timezone.localdate().isoformat()
    form = text(client.get("/account/delegations/"))
    assert ">Nga</option>" in form
    assert ">Minh</option>" not in form
    told = {"to": person_of(deputy).pk, "from_on": today, "until_on": today, "reason": "Đi công tác"}
    assert client.post("/account/delegations/", told)["Location"] == "/account/"
    assert "Đi công tác" in text(client.get("/account/"))

    sign_in(client, deputy)
    assert "standing in for Minh" in text(client.get("/account/"))
    client.post("/account/post/", {"tenure": boss.tenure_id})
    page = text(client.get("/account/"))
    assert "Standing in for Minh." in page
    assert "Only the holder of a post may let someone stand in." in page

    sign_in(client, boss)
    delegation = Delegation.objects.get()
    assert client.post(f"/account/delegations/{delegation.pk}/withdrawal/")["Location"] == "/account/"
    assert "Nobody stands in for this post" in text(client.get("/account/"))


def test_standing_in_too_long_is_refused_in_the_form(client):
    boss, deputy = minh(), nga()
    sign_in(client, boss)
    last = (timezone.localdate() + timezone.timedelta(days=200)).isoformat()
    told = {"to": person_of(deputy).pk, "from_on": timezone.localdate().isoformat(), "until_on": last}
    response = client.post("/account/delegations/", told)
    assert response.status_code == 422
    assert "more than 90 days" in text(response)


@pytest.mark.parametrize("tenure", ["", "x", "999"])
def test_a_post_that_is_none_cannot_be_chosen(client, tenure):
    sign_in(client, lan())
    assert client.post("/account/post/", {"tenure": tenure}).status_code == 404


def test_a_post_of_others_cannot_be_chosen(client):
    other = tenure_of(tu())
    sign_in(client, lan())
    client.post("/account/post/", {"tenure": other.pk})
    assert "not held, nor lent" in text(client.get("/account/"))
    assert Tenure.objects.get(pk=other.pk).person.account.acting_in is None


def test_what_others_lent_is_not_ones_own_to_withdraw(client):
    boss, deputy = minh(), nga()
    day = timezone.localdate()
    row = Delegation.objects.create(tenure=tenure_of(boss), to=person_of(deputy), from_on=day, until_on=day)
    sign_in(client, lan())
    assert client.post(f"/account/delegations/{row.pk}/withdrawal/").status_code == 404
