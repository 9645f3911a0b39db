"""A member who reads Vietnamese meets no English at the door, whatever goes wrong there."""

import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

from phoihop.foundation.agencies import jobs, verbs
from phoihop.foundation.agencies.models import Account
from phoihop.foundation.agencies.sign_in import borrowed_words, invitations
from phoihop.foundation.agencies.tests.factories import GOOD, a_founded_agency, account_of, in_post, quan
from tests.cast import MONDAY, PASSWORD, lan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("door")]

# What stands on these pages and is no sentence: names, addresses, and words Vietnamese offices use as they are.
NO_SENTENCE = re.compile(
    r"\S+@\S+|https?://\S+|English|Phối Hợp|JSON|JavaScript|passkey|USB|PIN|csv|example\.vn|\b\d+\b|Lan|Quân|Ban|HĐND"
)
ENGLISH = re.compile(
    r"\b(the|this|is|are|be|of|and|or|to|a|an|not|with|for|your|you|please|enter|must|password|code|sign|account|"
    r"error|field|required|valid|email|e-mail|address|key|again|change|new|no|long|short|common|similar)\b",
    re.IGNORECASE,
)


@pytest.fixture
def reader(client):
    client.cookies["django_language"] = "vi"
    return client


def english_in(html):
    """English words in what is seen or read aloud. Page furniture that is not ours to word stays in `<head>`."""
    body = html.split("<body", 1)[-1]
    body = re.sub(r"<(script|svg|template|time|code)\b.*?</\1>", " ", body, flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', body)
    seen = re.sub(r"<[^>]+>", " ", body)
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    words = NO_SENTENCE.sub(" ", unescape(" ".join([seen, *spoken, title[1] if title else ""])))
    # "no" and "to", "an", "a" are Vietnamese syllables too: only runs of two English words count for those.
    return [
        m.group() for m in ENGLISH.finditer(words) if m.group().lower() not in {"no", "to", "an", "a", "be", "long"}
    ]


def no_english(response):
    page = response.content.decode()
    assert '<html lang="vi"' in page
    assert english_in(page) == []
    return page


def test_the_eye_for_english_sees_it(client):
    client.cookies["django_language"] = "en"
    seen = english_in(client.post("/accounts/login/", {}).content.decode())
    assert {"password", "required"} <= {word.lower() for word in seen}


WRONG = [
    ({}, "Trường này là bắt buộc."),
    ({"login": "not-an-address", "password": "x"}, "Địa chỉ thư điện tử không hợp lệ."),
    ({"login": "a@example.vn", "password": "x"}, "Địa chỉ thư điện tử hoặc mật khẩu không đúng."),
    ({"login": "a@example.vn\0", "password": "x"}, "Không được có ký tự rỗng"),
    ({"login": "a" * 400 + "@example.vn", "password": "x"}, "320"),
]


@pytest.mark.parametrize(("told", "said"), WRONG)
def test_each_wrong_input_is_answered_in_vietnamese(reader, told, said):
    assert said in no_english(reader.post("/accounts/login/", told))


def test_a_lock_and_a_closed_account_are_told_in_vietnamese(reader):
    account = account_of(lan())
    for _n in range(6):
        page = no_english(reader.post("/accounts/login/", {"login": account.email, "password": "sai"}))
    assert "bị khóa 12 giờ" in page
    no_english(reader.get("/accounts/inactive/"))


def test_a_code_that_is_wrong_is_told_in_vietnamese(reader):
    account = account_of(lan())
    Authenticator.objects.create(user=account, type="totp", data={"secret": ""})
    reader.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    no_english(reader.get("/accounts/2fa/authenticate/"))
    assert "bắt buộc" in no_english(reader.post("/accounts/2fa/authenticate/", {"code": ""}))


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("", "", "", "Trường này là bắt buộc."),
        ("sai", GOOD, GOOD, "Mật khẩu hiện tại không đúng."),
        (PASSWORD, GOOD, f"{GOOD}x", "Hai lần nhập mật khẩu phải giống nhau."),
        (PASSWORD, "Ab1!", "Ab1!", "Mật khẩu quá ngắn. Cần ít nhất 8 ký tự."),
        (PASSWORD, "matkhaumoi", "matkhaumoi", "Mật khẩu còn thiếu: chữ hoa, chữ số, ký tự đặc biệt"),
        (PASSWORD, "12345678", "12345678", "còn thiếu: chữ thường, chữ hoa"),
        (PASSWORD, "P@ssw0rd", "P@ssw0rd", "phổ biến"),
        (PASSWORD, "P1@example.vn", "P1@example.vn", "địa chỉ thư điện tử"),
        (PASSWORD, PASSWORD, PASSWORD, "đã dùng trước đây"),
    ],
)
def test_each_bad_password_is_refused_in_vietnamese(reader, old, new, again, said):
    account = account_of(lan())
    Account.objects.filter(pk=account.pk).update(email="p1@example.vn")
    reader.post("/accounts/login/", {"login": "p1@example.vn", "password": PASSWORD})
    told = {"oldpassword": old, "password1": new, "password2": again}
    page = no_english(reader.post("/accounts/password/change/", told))
    assert said in page


PAGES = [
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/password/reset/key/1-none/",
    "/accounts/inactive/",
]
OWN_PAGES = [
    "/account/",
    "/account/delegations/",
    "/agencies/",
    "/agencies/?words=x",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/keys/",
    "/accounts/2fa/keys/add/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_before_the_door_speaks_vietnamese(reader, path):
    no_english(reader.get(path))


@pytest.mark.parametrize("path", OWN_PAGES)
def test_every_page_behind_it_speaks_vietnamese(reader, path):
    account = account_of(lan())
    reader.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    reader.post("/accounts/reauthenticate/", {"password": PASSWORD})
    no_english(reader.get(path, follow=True))


def test_what_an_administrator_sees_is_vietnamese(reader):
    by = quan()
    agency = a_founded_agency(by=by)
    post = in_post(agency=agency, by=by).post
    reader.force_login(account_of(by), backend="allauth.account.auth_backends.AuthenticationBackend")
    paths = ["", "name/", "code/", "end/", "posts/"]
    for path in [f"/agencies/{agency.pk}/{tail}" for tail in paths] + [
        "/agencies/new/",
        "/agencies/accounts/",
        "/agencies/accounts/?all=1",
        f"/agencies/posts/{post.pk}/tenures/",
        f"/agencies/tenures/{post.tenures.get().pk}/end/",
        f"/agencies/people/{post.tenures.get().person_id}/account/",
    ]:
        no_english(reader.get(path))
        if path.endswith(("name/", "code/", "end/", "posts/", "new/", "tenures/", "account/")):
            no_english(reader.post(path, {"effective_on": "x", "from_on": "x", "founded_on": "x", "kind": "x"}))


def test_letters_are_vietnamese_unless_the_holder_chose_otherwise(settings):
    settings.LANGUAGE_CODE = "vi"
    by = quan()
    person = in_post(agency=a_founded_agency(by=by), by=by).person
    account = verbs.open_account(person=person, email="son@example.vn", by=by, at=MONDAY)
    jobs.send_invitation.call(account.pk)
    letter = mail.outbox[0]
    assert letter.subject == "Phối Hợp: tài khoản mới đã được mở"
    assert english_in(letter.body) == []
    account.language = "en"
    invitations.send(account)
    assert "Set a password here:" in mail.outbox[1].body


def test_a_letter_about_a_forgotten_password_is_vietnamese(reader):
    account = account_of(lan())
    reader.post("/accounts/password/reset/", {"email": account.email})
    assert english_in(mail.outbox[0].body.replace("testserver", "")) == []
    assert "Đường dẫn đặt mật khẩu mới" in mail.outbox[0].subject


def test_every_borrowed_sentence_has_its_vietnamese():
    with translation.override("vi"):
        for sentence in borrowed_words.SENTENCES:
            said = sentence % {"length": 8} if isinstance(sentence, Promise) else gettext(sentence)
            assert re.search("[ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹấầậẩẫắằặẳẵếềệểễốồộổỗớờợởỡứừựửữ]", said), sentence
