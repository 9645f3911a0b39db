"""Opening, closing, waking and unlocking accounts, and what their holders choose."""

import datetime as dt
import re

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies import jobs, queries, verbs
from phoihop.foundation.agencies.models import Account, Person
from phoihop.foundation.agencies.tests.factories import (
    GOOD,
    a_founded_agency,
    a_place,
    account_of,
    in_post,
    person_of,
    quan,
)
from phoihop.foundation.agencies.verbs import sign_in
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, TODAY, an_agency, lan, someone

pytestmark = pytest.mark.django_db


def an_invited_account(by=None, email="Son@Example.vn"):
    by = by or quan()
    person = in_post(agency=a_founded_agency(by=by), by=by).person
    return verbs.open_account(person=person, email=email, by=by, at=MONDAY)


# ── Opening ──


def test_an_account_is_opened_without_a_password_and_its_holder_is_invited():
    account = an_invited_account()
    assert (account.email, account.has_usable_password(), account.is_active) == ("son@example.vn", False, True)
    assert "son@" not in str(Entry.objects.get(kind="account.opened").details)
    assert DBTaskResult.objects.get().args_kwargs == {"args": [account.pk], "kwargs": {}}


def test_the_invitation_is_written_in_the_holders_language_with_a_link():
    account = an_invited_account()
    jobs.send_invitation.call(account.pk)
    letter = mail.outbox[0]
    assert letter.to == ["son@example.vn"]
    assert "Dương Văn Sơn" in letter.body
    assert re.search(r"http://127\.0\.0\.1:8000/accounts/password/reset/key/\S+-\S+/", letter.body)
    assert "3 days" in letter.body


def test_nobody_is_invited_into_a_closed_account():
    by = quan()
    account = an_invited_account(by)
    verbs.close_account(account=account, by=by, at=MONDAY)
    jobs.send_invitation.call(account.pk)
    assert not mail.outbox


def test_one_account_is_one_person_and_one_address():
    by = quan()
    account = an_invited_account(by)
    with pytest.raises(NotAllowed, match="has an account already"):
        verbs.open_account(person=account.person, email="other@example.vn", by=by, at=MONDAY)
    second = in_post("Người khác", agency=by.agency, by=by).person
    with pytest.raises(NotAllowed, match="belongs to another account"):
        verbs.open_account(person=second, email="SON@example.vn ", by=by, at=MONDAY)


def test_only_administrators_keep_accounts_and_only_of_people_in_their_area():
    by = quan()
    account = an_invited_account(by)
    office = an_agency("Văn phòng phường", "other")
    office.locality = a_place("Phường Ngã Bảy", "31340")
    office.save()
    nobody = Person.objects.create(full_name="Không có vị trí")
    for actor, why in ((lan(), "Only an administrator"), (quan(office), "holds no post in the area")):
        with pytest.raises(NotAllowed, match=why):
            verbs.open_account(person=nobody, email="a@example.vn", by=actor, at=MONDAY)
        for verb in (verbs.close_account, verbs.unlock_account, verbs.invite_again):
            with pytest.raises(NotAllowed, match=why):
                verb(account=account, by=actor, at=MONDAY)


def test_an_invitation_goes_out_again_until_a_password_is_set():
    by = quan()
    account = an_invited_account(by)
    assert verbs.invite_again(account=account, by=by, at=LATER).invited_at == LATER
    assert Entry.objects.filter(kind="account.invited_again").exists()
    sign_in.change_password(account=account, password=GOOD, at=LATER)
    with pytest.raises(NotAllowed, match="has set a password already"):
        verbs.invite_again(account=account, by=by, at=LATER)
    verbs.close_account(account=account, by=by, at=LATER)
    with pytest.raises(NotAllowed, match="closed"):
        verbs.invite_again(account=account, by=by, at=LATER)


# ── Closing and opening again ──


def test_a_closed_account_signs_nobody_in_and_can_be_opened_again():
    by = quan()
    account = an_invited_account(by)
    sign_in.change_password(account=account, password=GOOD, at=MONDAY)
    verbs.close_account(account=account, by=by, at=LATER)
    assert (account.is_active, account.closed_because, account.closed_at) == (False, "closed", LATER)
    with pytest.raises(NotAllowed, match="This account is closed"):
        verbs.close_account(account=account, by=by, at=LATER)
    with pytest.raises(NotAllowed, match="Open an account for the person again"):
        verbs.unlock_account(account=account, by=by, at=LATER)
    again = verbs.open_account(person=account.person, email="moi@example.vn", by=by, at=LATER)
    assert (again.pk, again.is_active, again.has_usable_password()) == (account.pk, True, False)


def test_nobody_closes_the_account_in_use():
    by = quan()
    with pytest.raises(NotAllowed, match="Nobody closes the account in use"):
        verbs.close_account(account=account_of(by), by=by, at=MONDAY)


# ── Disuse ──


def test_what_nobody_uses_for_45_days_is_put_to_sleep_and_can_be_woken():
    by = quan()
    unused, used, fresh = (an_account(name, by) for name in ("Một", "Hai", "Ba"))
    now = MONDAY + dt.timedelta(days=46)
    Account.objects.filter(pk=used.pk).update(last_login=now - dt.timedelta(days=44))
    Account.objects.filter(pk=fresh.pk).update(joined_at=now - dt.timedelta(days=1))
    assert verbs.disable_unused(at=now) == [unused]
    unused.refresh_from_db()
    assert (unused.is_active, unused.closed_because) == (False, "unused")
    assert Entry.objects.get(kind="account.disabled_unused").by == "clock"
    assert verbs.disable_unused(at=now) == []
    verbs.unlock_account(account=unused, by=by, at=now)
    assert (unused.is_active, unused.closed_because) == (True, "")
    assert verbs.disable_unused(at=now) == []


def an_account(name, by):
    person = in_post(name, agency=by.agency, by=by).person
    return verbs.open_account(person=person, email=f"{person.pk}@example.vn", by=by, at=MONDAY)


def test_the_clock_keeps_names_and_accounts_up(monkeypatch):
    by = quan()
    account = an_account("Một", by)
    monkeypatch.setattr(jobs.timezone, "now", lambda: MONDAY + dt.timedelta(days=46))
    jobs.keep_up()
    account.refresh_from_db()
    assert not account.is_active


# ── Locks ──


def test_an_administrator_unlocks_what_is_locked_and_nothing_else():
    by = quan()
    account = an_account("Một", by)
    with pytest.raises(NotAllowed, match="not locked"):
        verbs.unlock_account(account=account, by=by, at=MONDAY)
    for _n in range(5):
        assert sign_in.may_try(account=account, at=MONDAY)
        sign_in.fail(account=account, method="password", at=MONDAY)
    account.refresh_from_db()
    assert account.locked_until == MONDAY + dt.timedelta(hours=12)
    assert list(queries.shut_accounts(by, at=MONDAY)) == [account]
    verbs.unlock_account(account=account, by=by, at=MONDAY)
    assert sign_in.may_try(account=account, at=MONDAY)
    kinds = list(Entry.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds.count("account.sign_in_failed") == 5
    assert kinds[-2:] == ["account.locked", "account.unlocked"]


def test_a_lock_runs_out_and_takes_the_count_with_it():
    account = account_of(lan())
    for _n in range(5):
        sign_in.may_try(account=account, at=MONDAY)
        sign_in.fail(account=account, method="password", at=MONDAY)
    almost = MONDAY + dt.timedelta(hours=12) - dt.timedelta(seconds=1)
    assert not sign_in.may_try(account=account, at=almost)
    assert sign_in.may_try(account=account, at=almost + dt.timedelta(seconds=1))
    account.refresh_from_db()
    assert (account.failed_sign_ins, account.locked_until) == (1, None)


def test_a_right_attempt_gives_back_only_itself():
    account = account_of(lan())
    sign_in.may_try(account=account, at=MONDAY)
    sign_in.fail(account=account, method="password", at=MONDAY)
    sign_in.may_try(account=account, at=MONDAY)
    sign_in.forgive(account=account)
    account.refresh_from_db()
    assert account.failed_sign_ins == 1
    sign_in.sign_in(account=account, methods=["password"], at=MONDAY)
    account.refresh_from_db()
    assert account.failed_sign_ins == 0


def test_attempts_used_up_but_never_settled_lock_too():
    account = account_of(lan())
    for _n in range(5):
        assert sign_in.may_try(account=account, at=MONDAY)
    assert not sign_in.may_try(account=account, at=MONDAY)
    assert Entry.objects.get().kind == "account.locked"
    assert not sign_in.lock_when_spent(account=account, at=MONDAY), "once only"


# ── Passwords and language ──


def test_the_last_ten_passwords_are_remembered():
    account = account_of(lan())
    for n in range(12):
        sign_in.change_password(account=account, password=f"{GOOD}{n}", at=MONDAY)
    assert account.passwords_used.count() == 10
    assert account.password_changed_at == MONDAY


def test_a_password_that_served_its_time_must_go_once():
    account = account_of(lan())
    for _n in range(2):
        sign_in.require_new_password(account=account, at=MONDAY)
    assert account.must_change_password
    assert Entry.objects.get().kind == "account.password_expired"
    sign_in.change_password(account=account, password=GOOD, at=MONDAY)
    assert not account.must_change_password


def test_a_language_is_chosen_once():
    actor = lan()
    for _n in range(2):
        verbs.change_language(account=account_of(actor), language="en", by=actor, at=MONDAY)
    assert account_of(actor).language == "en"
    assert Entry.objects.get().kind == "account.language_changed"


def test_who_is_an_administrator():
    assert queries.is_administrator(account_of(quan()), on=TODAY)
    assert not queries.is_administrator(account_of(lan()), on=TODAY)
    both = someone("Hai vai", agency=an_agency(), roles=(Role.OFFICER, Role.ADMINISTRATOR))
    assert queries.is_administrator(account_of(both), on=TODAY)
    assert person_of(both).full_name == str(person_of(both))
