"""Authenticator apps, recovery codes, and who must have one of them. Passkeys are driven in tests/journeys."""

import dataclasses

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.utils import timezone

from phoihop.foundation.agencies.models import Account
from phoihop.foundation.agencies.tests.factories import account_of, quan
from phoihop.foundation.ledger.models import Entry
from tests.cast import MONDAY, PASSWORD, lan

pytestmark = pytest.mark.usefixtures("door")


def code_of(secret, steps=0):
    return auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time())) + 1 + steps))


def tried(client, account):
    return client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})


@pytest.fixture
def with_an_app(committed):
    """Sets an app up as a member would and returns its secret; allauth speaks of it after the commit only."""
    return set_up_an_app


def set_up_an_app(client, account):
    tried(client, account)
    page = client.get("/accounts/2fa/totp/activate/", follow=True)
    page = client.post(page.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    assert "data:image/svg+xml" in page.content.decode()
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert done["Location"] == "/accounts/2fa/recovery-codes/"
    return secret


def test_an_app_is_set_up_and_asked_for_from_then_on(client, with_an_app):
    account = account_of(lan())
    secret = with_an_app(client, account)
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    assert client.get("/accounts/2fa/recovery-codes/download/").content.decode().split() == codes
    client.post("/accounts/logout/")
    assert tried(client, account)["Location"] == "/accounts/2fa/authenticate/"
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "The code or key is not right." in wrong
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, 1)}).status_code == 302
    entry = Entry.objects.filter(kind="account.signed_in").latest("seq")
    assert entry.details == {"methods": ["password", "totp"]}
    client.post("/accounts/logout/")
    tried(client, account)
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    factors = Entry.objects.filter(kind="account.second_factor_added").values_list("details__factor", flat=True)
    assert set(factors) >= {"totp", "recovery_codes"}


def test_the_secret_lies_encrypted(client, with_an_app):
    account = account_of(lan())
    secret = with_an_app(client, account)
    rows = list(Authenticator.objects.filter(user=account))
    assert rows
    assert secret not in str([row.data for row in rows])
    assert next(row for row in rows if row.type == "totp").wrap().validate_code(code_of(secret, 1))


def test_wrong_codes_count_towards_the_same_lock(client, with_an_app):
    account = account_of(lan())
    secret = with_an_app(client, account)
    client.post("/accounts/logout/")
    tried(client, account)
    for _n in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    page = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, 1)})
    assert "locked for 12 hours" in page.content.decode()
    assert Entry.objects.filter(kind="account.locked").count() == 1
    assert "_auth_user_id" not in client.session


def test_a_lock_set_meanwhile_holds_against_a_right_code(client, with_an_app):
    account = account_of(lan())
    secret = with_an_app(client, account)
    client.post("/accounts/logout/")
    tried(client, account)
    later = timezone.now() + timezone.timedelta(hours=1)
    Account.objects.filter(pk=account.pk).update(locked_until=later, failed_sign_ins=0)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, 1)})
    assert "_auth_user_id" not in client.session


def test_an_app_is_removed_again(client, with_an_app):
    account = account_of(lan())
    with_an_app(client, account)
    assert "Remove the app" in client.get("/accounts/2fa/").content.decode()
    assert client.post("/accounts/2fa/totp/deactivate/")["Location"] == "/accounts/2fa/"
    assert not Authenticator.objects.filter(user=account).exists()
    assert Entry.objects.filter(kind="account.second_factor_removed").exists()


def test_recovery_codes_are_made_anew(client, with_an_app):
    account = account_of(lan())
    with_an_app(client, account)
    old = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert "stop working at once" in client.get("/accounts/2fa/recovery-codes/generate/").content.decode()
    client.post("/accounts/2fa/recovery-codes/generate/")
    assert client.get("/accounts/2fa/recovery-codes/").context["unused_codes"] != old


@pytest.mark.django_db
def test_without_an_app_there_are_no_recovery_codes(client):
    account = account_of(lan())
    tried(client, account)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.post("/accounts/2fa/recovery-codes/generate/")
    assert "Set up an authenticator app or a security key first." in page.content.decode()


# ── Who must ──


def test_an_administrator_sets_up_a_second_step_before_anything_else(client, with_an_app):
    account = account_of(quan())
    tried(client, account)
    response = client.get("/agencies/")
    assert response["Location"] == "/accounts/2fa/"
    assert "needs a second step" in client.get("/accounts/2fa/").content.decode()
    client.get("/accounts/logout/")
    with_an_app(client, account)
    assert client.get("/agencies/").status_code == 200
    page = client.post("/accounts/2fa/totp/deactivate/")
    assert "compulsory for this account" in page.content.decode()


@pytest.mark.django_db
def test_an_officer_need_not_unless_the_owner_says_so(client, door):
    account = account_of(lan())
    tried(client, account)
    assert client.get("/agencies/").status_code == 200
    client.post("/accounts/logout/")
    door.SIGN_IN = dataclasses.replace(door.SIGN_IN, second_factor="all")
    tried(client, account)
    assert client.get("/agencies/")["Location"] == "/accounts/2fa/"


@pytest.mark.django_db
def test_in_the_demonstration_nobody_must(client, door):
    door.SIGN_IN = dataclasses.replace(door.SIGN_IN, second_factor="off")
    tried(client, account_of(quan()))
    assert client.get("/agencies/").status_code == 200


def test_how_strict_is_read_from_the_environment(monkeypatch):
    from phoihop.config import accounts

    for name, value, wanted in (
        ("PHOIHOP_MFA", "all", "all"),
        ("PHOIHOP_MFA", "nonsense", "administrators"),
        ("PHOIHOP_DEMO", "1", "off"),
    ):
        monkeypatch.setenv(name, value)
        assert accounts._second_factor() == wanted


@pytest.mark.django_db
def test_confirming_who_is_here_counts_wrong_passwords_too(client):
    account = account_of(lan())
    tried(client, account)
    for _n in range(5):
        client.post("/accounts/reauthenticate/", {"password": "wrong"})
    assert "locked for 12 hours" in client.post("/accounts/reauthenticate/", {"password": PASSWORD}).content.decode()
    account.refresh_from_db()
    assert account.is_locked(timezone.now())
    assert not account.is_locked(account.locked_until)
    assert account.locked_until > MONDAY


@pytest.mark.django_db
def test_a_key_is_renamed_and_removed(client):
    account = account_of(lan())
    tried(client, account)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    key = Authenticator.objects.create(user=account, type="webauthn", data={"name": "Khóa 1", "credential": {}})
    edit = f"/accounts/2fa/keys/{key.pk}/edit/"
    assert 'value="Khóa 1"' in client.get(edit).content.decode()
    assert "required" in client.post(edit, {"name": ""}).content.decode()
    assert client.post(edit, {"name": "Khóa USB"}).status_code == 302
    key.refresh_from_db()
    assert key.data["name"] == "Khóa USB"
    remove = f"/accounts/2fa/keys/{key.pk}/remove/"
    assert "It stops working at once." in client.get(remove).content.decode()
    client.post(remove)
    assert not Authenticator.objects.exists()
    assert Entry.objects.get(kind="account.second_factor_removed").details == {"factor": "webauthn"}
