"""Many guesses at the same moment, with real commits: no more than five are ever compared."""

import threading
import time

import pytest
from django.db import OperationalError, connection

from phoihop.foundation.agencies.models import Account
from phoihop.foundation.agencies.tests.factories import account_of
from phoihop.foundation.agencies.verbs import sign_in
from phoihop.foundation.ledger.models import Entry
from tests.cast import MONDAY, lan


def patiently(act):
    """A database in memory answers "locked" at once where one in a file would wait."""
    for _try in range(500):
        try:
            return act()
        except OperationalError as busy:
            if "locked" not in str(busy):
                raise
            time.sleep(0.01)
    raise AssertionError("the database stayed locked for five seconds")


@pytest.mark.slow
def test_guesses_at_once_do_not_slip_past_the_count(committed):
    account, allowed, gate = account_of(lan()), [], threading.Barrier(12)

    def guess():
        gate.wait()
        try:
            if patiently(lambda: sign_in.may_try(account=account, at=MONDAY)):
                allowed.append(1)
                patiently(lambda: sign_in.fail(account=account, method="password", at=MONDAY))
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(allowed) == 5
    assert Account.objects.get(pk=account.pk).locked_until is not None
    assert Entry.objects.filter(kind="account.locked").count() == 1
