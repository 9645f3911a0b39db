"""What a password must be, in sentences."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from phoihop.foundation.agencies.models import Account
from phoihop.foundation.agencies.sign_in.passwords import NotUsedBefore
from phoihop.foundation.agencies.tests.factories import GOOD, account_of
from phoihop.foundation.agencies.verbs import sign_in
from tests.cast import MONDAY, lan


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Ab1!", "too short"),
        ("MATKHAU-2026", "lacks: a small letter"),
        ("matkhau-2026", "lacks: a capital letter"),
        ("MatKhau-moi", "lacks: a digit"),
        ("MatKhau2026", "lacks: a special character"),
        ("Mat Khau 2026", "lacks: a special character"),
        ("matkhaumoi", "lacks: a capital letter, a digit, a special character"),
        ("P@ssw0rd", "too common"),
    ],
)
def test_what_is_no_password(password, why):
    with pytest.raises(ValidationError, match=why):
        validate_password(password)


@pytest.mark.parametrize("password", [GOOD, "Đường-Lê-Lợi-9", "aA1!aA1!"])
def test_what_is_one(password):
    validate_password(password)


def test_every_rule_says_beforehand_what_it_wants():
    texts = " ".join(password_validators_help_texts())
    assert "a capital letter" in texts
    assert "one of the last 10 passwords" in texts


def test_with_nothing_kept_the_rule_speaks_of_the_last_one(settings):
    import dataclasses

    settings.SIGN_IN = dataclasses.replace(settings.SIGN_IN, passwords_kept=1)
    assert NotUsedBefore().get_help_text() == "It must not be the last password used."


def test_someone_not_in_the_register_yet_has_no_past():
    NotUsedBefore().validate(GOOD, Account())


@pytest.mark.django_db
def test_none_of_the_last_ten_comes_back():
    account = account_of(lan())
    for n in range(11):
        sign_in.change_password(account=account, password=f"{GOOD}{n}", at=MONDAY)
    validate_password(f"{GOOD}0", account)
    for n in (1, 10):
        with pytest.raises(ValidationError, match="used before"):
            validate_password(f"{GOOD}{n}", account)


@pytest.mark.django_db
def test_the_address_is_no_password():
    account = account_of(lan())
    account.email = "duongvanson@example.vn"
    with pytest.raises(ValidationError, match="too similar to the e-mail address"):
        validate_password("Duongvanson-1", account)
