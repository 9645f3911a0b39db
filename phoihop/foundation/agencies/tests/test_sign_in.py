"""At the door: the right and the wrong password, locks, idle desks, invitations."""

import datetime as dt
import re

import pytest
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies import verbs
from phoihop.foundation.agencies.models import Account
from phoihop.foundation.agencies.sign_in import invitations, log
from phoihop.foundation.agencies.sign_in.adapter import AccountAdapter
from phoihop.foundation.agencies.tests.factories import GOOD, a_founded_agency, account_of, in_post, quan
from phoihop.foundation.agencies.verbs import sign_in
from phoihop.foundation.ledger.models import Entry, PersonalValue
from tests.cast import MONDAY, PASSWORD, an_agency, lan, someone
from tests.cast import sign_in as let_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("door")]
LOGIN = "/accounts/login/"


def tried(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def kinds():
    return list(Entry.objects.order_by("seq").values_list("kind", flat=True))


# ── Passwords ──


def test_the_right_password_opens_and_is_on_record(client):
    account = account_of(lan())
    response = tried(client, account.email.upper())
    assert (response.status_code, response["Location"]) == (302, "/account/")
    entry = Entry.objects.get()
    assert (entry.kind, entry.by, entry.details) == (
        "account.signed_in",
        f"account:{account.pk}",
        {"methods": ["password"]},
    )
    assert PersonalValue.objects.get(name="address").value == "127.0.0.1"
    client.post("/accounts/logout/")
    assert Entry.objects.get(kind="account.signed_out").details == {"why": "asked"}


def test_a_wrong_password_says_no_more_than_that(client):
    known = tried(client, account_of(lan()).email, "wrong")
    unknown = tried(client, "nobody@example.vn", "wrong")
    for response in (known, unknown):
        assert "The e-mail address or the password is not right." in response.content.decode()
    assert kinds() == ["account.sign_in_failed"] * 2
    first, second = Entry.objects.order_by("seq")
    assert (first.details["known"], second.details["known"]) == (True, False)
    assert "nobody" not in str(list(PersonalValue.objects.values()) + list(Entry.objects.values()))


def test_five_wrong_passwords_lock_known_and_unknown_alike(client):
    account = account_of(lan())
    for email in (account.email, "nobody@example.vn"):
        for _n in range(5):
            tried(client, email, "wrong")
        assert "locked for 12 hours" in tried(client, email).content.decode()
    assert kinds().count("account.locked") == 1
    assert "_auth_user_id" not in client.session
    verbs.unlock_account(account=Account.objects.get(pk=account.pk), by=quan(), at=timezone.now())
    assert tried(client, account.email).status_code == 302


def test_what_was_wrong_before_is_forgotten_once_someone_is_in(client):
    account = account_of(lan())
    for _round in range(2):
        for _n in range(4):
            tried(client, account.email, "wrong")
        assert tried(client, account.email).status_code == 302
        client.post("/accounts/logout/")
    account.refresh_from_db()
    assert account.failed_sign_ins == 0


def test_too_many_attempts_from_one_address_must_wait(client, door):
    door.ACCOUNT_RATE_LIMITS = {**door.ACCOUNT_RATE_LIMITS, "wrong_from_address": "1/m/ip"}
    account = account_of(lan())
    tried(client, "a@example.vn", "wrong")
    assert "quarter of an hour" in tried(client, account.email).content.decode()


def test_a_closed_account_is_told_so_after_the_right_password_only(client):
    account = account_of(lan())
    Account.objects.filter(pk=account.pk).update(is_active=False, closed_at=MONDAY)
    assert "not right" in tried(client, account.email, "wrong").content.decode()
    assert tried(client, account.email)["Location"] == "/accounts/inactive/"
    assert "This account is closed" in client.get("/accounts/inactive/").content.decode()


def test_a_closed_account_is_out_with_the_next_click(client):
    account = account_of(lan())
    tried(client, account.email)
    assert client.get("/account/").status_code == 200
    Account.objects.filter(pk=account.pk).update(is_active=False, closed_at=MONDAY)
    assert client.get("/account/").status_code == 302


def test_nobody_signs_up_and_nobody_changes_the_address():
    for name in ("account_signup", "account_email", "account_confirm_email", "account_request_login_code"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_signing_in_leads_back_to_where_one_wanted_to_go(client):
    account = account_of(lan())
    assert 'name="next" value="/agencies/"' in client.get(f"{LOGIN}?next=/agencies/").content.decode()
    assert tried(client, account.email, next="/agencies/")["Location"] == "/agencies/"
    client.post("/accounts/logout/")
    assert tried(client, account.email, next="https://elsewhere.example/")["Location"] == "/account/"


# ── The desk one left ──


def aged(client, seconds):
    session = client.session
    session["seen_at"] = int(timezone.now().timestamp()) - seconds
    session.save()


def test_after_fifteen_minutes_without_a_click_one_is_signed_out(client):
    tried(client, account_of(lan()).email)
    aged(client, 15 * 60 + 1)
    response = client.get("/agencies/?words=ban")
    assert response["Location"] == "/accounts/login/?next=%2Fagencies%2F%3Fwords%3Dban"
    assert "Signed out after 15 minutes" in client.get(LOGIN).content.decode()
    assert Entry.objects.get(kind="account.signed_out").details == {"why": "idle"}


def test_a_click_in_time_keeps_one_in_and_the_session_is_written_once_a_minute(client):
    tried(client, account_of(lan()).email)
    client.get("/account/")
    aged(client, 14 * 60)
    client.get("/account/")
    seen = client.session["seen_at"]
    assert timezone.now().timestamp() - seen < 5
    aged(client, 30)
    seen = client.session["seen_at"]
    client.get("/account/")
    assert client.session["seen_at"] == seen


@pytest.mark.parametrize(
    ("headers", "location"),
    [
        ({}, "/account/"),
        ({"Referer": "http://testserver/agencies/"}, "http://testserver/agencies/"),
        ({"Referer": "https://elsewhere.example/"}, "/account/"),
    ],
)
def test_a_form_sent_too_late_leads_back_to_its_page(client, headers, location):
    tried(client, account_of(lan()).email)
    aged(client, 3600)
    response = client.post("/account/post/", headers=headers)
    assert response["Location"] == f"/accounts/login/?next={location.replace(':', '%3A').replace('/', '%2F')}"


def test_a_fragment_asked_for_too_late_moves_the_whole_page(client):
    tried(client, account_of(lan()).email)
    aged(client, 3600)
    response = client.get("/agencies/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/account/"})
    assert response["HX-Redirect"].startswith("/accounts/login/?next=http%3A%2F%2Ftestserver%2Faccount")


def test_a_visitor_without_a_session_is_not_looked_at(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(LOGIN)
    assert response.status_code == 200


def test_a_page_costs_three_queries_before_it_begins(client):
    let_in(client, lan())
    client.get("/account/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/agencies/accounts/")
    asked = [re.search(r'FROM "(\w+)"', query["sql"])[1] for query in seen]
    # The account comes with its person, the tenure with post and agency; what the shell adds is not ours.
    assert asked[:3] == ["django_session", "agencies_account", "agencies_tenure"]
    assert not [table for table in asked[3:] if table.startswith(("agencies", "django_session"))]


# ── What must be done first ──


def test_a_password_given_by_others_is_changed_before_anything_else(client):
    account = account_of(lan())
    Account.objects.filter(pk=account.pk).update(must_change_password=True)
    tried(client, account.email)
    response = client.get("/agencies/")
    assert response["Location"] == "/accounts/password/change/"
    assert "must be changed before anything else" in client.get(response["Location"]).content.decode()
    new = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD}
    assert client.post("/accounts/password/change/", new)["Location"] == "/account/"
    assert client.get("/agencies/").status_code == 200
    assert "account.password_changed" in kinds()
    assert "The password of this account has been changed." in mail.outbox[0].body
    assert mail.outbox[0].to == [account.email]


def test_administrators_change_theirs_every_two_months(client, door):
    admin, officer = account_of(quan()), account_of(lan())
    old = timezone.now() - dt.timedelta(days=61)
    for account in (admin, officer):
        Account.objects.filter(pk=account.pk).update(password_changed_at=old)
        tried(client, account.email)
        client.post("/accounts/logout/")
        account.refresh_from_db()
    assert (admin.must_change_password, officer.must_change_password) == (True, False)


def test_the_old_password_must_be_right_and_the_new_one_new(client):
    let_in(client, lan())
    url = "/accounts/password/change/"
    page = client.post(url, {"oldpassword": "x", "password1": GOOD, "password2": GOOD}).content.decode()
    assert "The present password is not right." in page
    page = client.post(url, {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}).content.decode()
    assert "used before" in page


# ── Invitations and forgotten passwords ──


def an_invited(by):
    person = in_post(agency=a_founded_agency(by=by), by=by).person
    return verbs.open_account(person=person, email="son@example.vn", by=by, at=timezone.now())


def test_an_invitation_survives_a_mail_scanner_and_works_once(client):
    account = an_invited(quan())
    link = invitations.link_for(account).removeprefix("http://127.0.0.1:8000")
    for _scan in range(3):
        assert client.head(link).status_code == client.get(link).status_code == 302
        client.cookies.clear()
    form = client.get(link)["Location"]
    assert "Set a password" in client.get(form).content.decode()
    assert "still lacks" in client.post(form, {"password1": "abcdefgh", "password2": "abcdefgh"}).content.decode()
    assert client.post(form, {"password1": GOOD, "password2": GOOD})["Location"].endswith("/done/")
    assert "The password is set" in client.get("/accounts/password/reset/key/done/").content.decode()
    assert tried(client, "son@example.vn", GOOD).status_code == 302
    client.post("/accounts/logout/")
    assert "no longer good" in client.get(link).content.decode()


def test_an_invitation_is_good_for_three_days(client, monkeypatch):
    account = an_invited(quan())
    link = invitations.link_for(account).removeprefix("http://127.0.0.1:8000")
    for days, status in ((2.99, 302), (3.01, 200)):
        later = dt.datetime.now() + dt.timedelta(days=days)  # noqa: DTZ005 — as the token counts
        monkeypatch.setattr(invitations.LinkTokens, "_now", lambda _self, later=later: later)
        assert client.get(link).status_code == status


def test_a_forgotten_password_is_answered_alike_for_everyone(client):
    account = account_of(lan())
    pages = []
    for email in (account.email, "nobody@example.vn"):
        assert client.post("/accounts/password/reset/", {"email": email})["Location"].endswith("/reset/done/")
        pages.append(client.get("/accounts/password/reset/done/").content)
    assert [letter.to for letter in mail.outbox] == [[account.email]]
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    form = client.get(link)["Location"]
    client.post(form, {"password1": GOOD, "password2": GOOD})
    assert Account.objects.get(pk=account.pk).check_password(GOOD)


def test_a_mail_server_that_is_down_tells_strangers_nothing(client, door, caplog):
    door.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    door.EMAIL_HOST, door.EMAIL_PORT, door.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    response = client.post("/accounts/password/reset/", {"email": account_of(lan()).email})
    assert response["Location"].endswith("/reset/done/")
    assert "mail could not be sent" in caplog.text


# ── Language ──


def test_a_language_is_kept_in_a_cookie_and_with_the_account(client):
    response = client.post("/accounts/language/", {"language": "vi", "next": "/accounts/login/"})
    assert (response["Location"], response.cookies["django_language"].value) == ("/accounts/login/", "vi")
    account = account_of(lan())
    tried(client, account.email)
    client.post("/accounts/language/", {"language": "en", "next": "https://elsewhere.example"})
    account.refresh_from_db()
    assert account.language == "en"
    client.post("/accounts/logout/")
    client.cookies.clear()
    assert tried(client, account.email).cookies["django_language"].value == "en"


def test_a_language_unknown_changes_nothing(client):
    assert "django_language" not in client.post("/accounts/language/", {"language": "fr"}).cookies
    assert client.get("/accounts/language/").status_code == 405


def test_someone_without_a_post_still_has_an_account(client):
    actor = someone("Hết nhiệm kỳ", agency=an_agency(), roles=(Role.OFFICER,))
    account = account_of(actor)
    account.person.tenures.update(until_on=MONDAY.date())
    tried(client, account.email)
    assert "Holds no post today." in client.get("/account/").content.decode()
    refused = client.get("/agencies/")
    assert refused.status_code == 403
    assert "No post today" in refused.content.decode()
    client.post("/accounts/language/", {"language": "vi"})
    account.refresh_from_db()
    assert account.language == "vi"
    sign_in.sign_out(account=account, why="asked", at=MONDAY)


# ── What no page reaches ──


def test_a_lock_holds_at_the_last_step_of_every_way_in(rf):
    account = account_of(lan())
    Account.objects.filter(pk=account.pk).update(locked_until=timezone.now() + dt.timedelta(hours=1))
    request = rf.get("/")
    request.session, request.user = SessionStore(), account
    request._messages = FallbackStorage(request)
    with context.request_context(request), pytest.raises(ImmediateHttpResponse) as refused:
        AccountAdapter().login(request, account)
    assert refused.value.response["Location"] == LOGIN
    assert "locked" in str(next(iter(request._messages)))
    assert not Entry.objects.exists()


def test_signing_up_stays_closed_even_if_someone_opened_its_door(rf):
    assert not AccountAdapter().is_open_for_signup(rf.get("/"))


def test_a_session_of_nobody_ends_without_an_entry():
    log.signed_out(request=None, user=None)
    assert not Entry.objects.exists()
