"""Signing in with a real browser: a password, an authenticator app, a passkey. Accounts here have real passwords."""

import os
import threading

import pytest
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.db import connections
from pytest_django.live_server_helper import LiveServer

from phoihop.foundation.agencies.models import Account
from phoihop.foundation.ledger.models import Entry
from tests.cast import PASSWORD, lan
from tests.journeys.conftest import Visitor

# Playwright keeps an event loop in this thread, and Django takes that for an asynchronous program.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(autouse=True)
def _leaves_no_connection():
    """Under that loop Django opens connections of its own, which would keep the test database from being dropped."""
    yield
    connections.close_all()


class Door:
    def __init__(self, address):
        self.address = address


@pytest.fixture
def door(committed, settings):
    """A server of this very process, under a host name: passkeys are bound to names, never to numbers."""
    settings.LOGIN_REDIRECT_URL = "agencies:account"
    cache.clear()
    server = LiveServer("localhost")
    yield Door(server.url)
    # The browser is closed by now, but its last connections are still being laid down, and hold the database.
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)
    server.stop()


@pytest.fixture
def someone(door, chromium, tmp_path):
    """A browser that reads Vietnamese, and the account of Lan."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    visitor = Visitor(door, context, tmp_path)
    visitor.account = Account.objects.get(pk=lan().account_id)
    yield visitor
    context.close()


def types_in(visitor, password=PASSWORD):
    page = visitor.go("/accounts/login/")
    page.get_by_label("Địa chỉ thư điện tử").fill(visitor.account.email)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    return page


def goes_out(visitor):
    visitor.go("/accounts/logout/").get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    visitor.page.wait_for_url("**/accounts/login/")


def code_of(secret, steps=0):
    now = list(auth.yield_hotp_counters_from_time())[1]
    return auth.format_hotp_value(auth.hotp_value(secret, now + steps))


def ways_in():
    return [e.details["methods"] for e in Entry.objects.filter(kind="account.signed_in").order_by("seq")]


@pytest.fixture
def key(someone):
    """A key built into the machine that has just seen the right finger; `key(seen=False)` has not."""
    devtools = someone.context.new_cdp_session(someone.page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def finger(*, seen):
        told = {"authenticatorId": made["authenticatorId"], "isUserVerified": seen}
        devtools.send("WebAuthn.setUserVerified", told)

    return finger


def test_a_wrong_password_is_told_in_vietnamese_and_the_right_one_opens(someone):
    page = someone.go("/accounts/login/")
    someone.looks_right()
    types_in(someone, "sai mật khẩu")
    page.get_by_role("alert").get_by_text("Địa chỉ thư điện tử hoặc mật khẩu không đúng.").wait_for()
    assert "not" not in page.get_by_role("main").inner_text()
    someone.looks_right()
    types_in(someone)
    page.wait_for_url("**/account/")
    page.get_by_role("heading", name="Lan").wait_for()
    someone.looks_right()


def test_an_authenticator_app_is_set_up_and_asked_for(someone):
    types_in(someone)
    page = someone.go("/accounts/2fa/")
    someone.looks_right()
    page.get_by_role("link", name="Thiết lập ứng dụng").click()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    someone.looks_right()
    page.get_by_role("button", name="Xác nhận").click()
    secret = page.locator("#authenticator_secret").inner_text()
    assert page.get_by_role("img").first.evaluate("picture => picture.naturalWidth") > 100
    someone.looks_right()
    page.get_by_label("Mã", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="Thiết lập ứng dụng").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.get_by_role("listitem").locator("code").count() == 10
    someone.looks_right()
    goes_out(someone)
    types_in(someone)
    page.wait_for_url("**/2fa/authenticate/")
    someone.looks_right()
    page.get_by_label("Mã", exact=True).fill("000000")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_role("alert").get_by_text("Mã hoặc khóa không đúng.").wait_for()
    page.get_by_label("Mã", exact=True).fill(code_of(secret, 1))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/account/")
    assert ways_in() == [["password"], ["password", "totp"]]


def test_a_passkey_is_added_and_signs_in_without_a_password(someone, key):
    types_in(someone)
    page = someone.go("/accounts/2fa/keys/add/")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_label("Đăng nhập chỉ bằng khóa này").check()
    someone.looks_right()
    page.get_by_role("button", name="Thêm khóa").click()
    page.wait_for_url("**/recovery-codes/")
    page = someone.go("/accounts/2fa/keys/")
    page.get_by_role("cell", name="Khóa truy cập, không cần mật khẩu").wait_for()
    someone.looks_right()
    goes_out(someone)
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url("**/account/")
    assert ways_in() == [["password"], ["webauthn"]]

    goes_out(someone)
    types_in(someone)
    page.get_by_role("button", name="Bằng khóa bảo mật").click()
    page.wait_for_url("**/account/")
    assert ways_in()[-1] == ["password", "webauthn"]
    someone.looks_right()

    goes_out(someone)
    key(seen=False)
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.get_by_role("alert").get_by_text("Khóa không trả lời").wait_for()
    assert len(ways_in()) == 3
