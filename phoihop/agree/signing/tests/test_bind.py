"""A later signed text amends, extends, ends early or takes in a party; the first reads as it holds with it."""

import datetime as dt

import pytest

from phoihop.agree.programmes.models import Framework
from phoihop.agree.signing import queries, verbs
from phoihop.agree.signing.models import Change, Signing
from phoihop.agree.signing.tests.factories import (
    HELD,
    READY,
    UNTIL,
    a_clerk,
    a_settled_version,
    a_signing,
    again,
)
from phoihop.agree.signing.tests.test_ceremony import scanned
from phoihop.agree.signing.verbs import Bound
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed
from tests.cast import hanh, lan, minh

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATER = HELD + dt.timedelta(days=200)


def signed_by_hand(signing, lead, *, at=HELD) -> Signing:
    """The quickest way to a signed paper."""
    clerk = a_clerk(lead)
    verbs.attest_wet_ink(signing=signing, scan=scanned(clerk), numbers={}, by=clerk, at=at)
    return again(signing)


def a_first(lead, head) -> Signing:
    return signed_by_hand(a_signing(lead, head), lead)


def a_later(lead, head, bound, *, opened=True, at=LATER) -> Signing:
    """A text of its own, settled like the first, and bound to it."""
    version = a_settled_version(lead, head)
    signing = verbs.prepare_signing(version=version, expires_at=at + dt.timedelta(days=9), bound=bound, by=lead, at=at)
    if opened:
        verbs.open_signing(signing=signing, by=lead, at=at)
    return again(signing)


def key_of_clause(signing: Signing, words: str) -> str:
    return next(key for key, name in queries.clauses_to_change(signing) if words in name)


def source_of_clause(signing: Signing, words: str) -> str:
    return next(key for key, name in queries.clauses_in(signing.version) if words in name)


def test_an_extension_moves_the_last_day_when_it_is_signed():
    lead, head = lan(), minh()
    first = a_first(lead, head)
    bound = Bound(first, "extension", ends_on=dt.date(2031, 6, 30))
    later = a_later(lead, head, bound)
    assert queries.ends_on(first) == dt.date(2030, 12, 31)
    signed_by_hand(later, lead, at=LATER)
    assert queries.ends_on(first) == dt.date(2031, 6, 30)
    assert Framework.objects.get(pk=first.version.text.framework_id).ends_on == dt.date(2031, 6, 30)


def test_an_early_end_shortens_the_term():
    lead, head = lan(), minh()
    first = a_first(lead, head)
    signed_by_hand(a_later(lead, head, Bound(first, "early_end", ends_on=dt.date(2028, 12, 31))), lead, at=LATER)
    assert Framework.objects.get(pk=first.version.text.framework_id).ends_on == dt.date(2028, 12, 31)


def test_an_accession_makes_a_party():
    lead, head, court = lan(), minh(), hanh()
    first = a_first(lead, head)
    later = a_later(lead, court, Bound(first, "accession", agency=court.agency))
    signed_by_hand(later, lead, at=LATER)
    assert first.version.programme.parties.filter(agency=court.agency).exists()


@pytest.mark.parametrize(
    ("kind", "words"),
    [("extension", "new last day"), ("early_end", "new last day"), ("accession", "agency that accedes")],
)
def test_what_a_change_needs_is_asked_for(kind, words):
    lead, head = lan(), minh()
    first = a_first(lead, head)
    version = a_settled_version(lead, head)
    with pytest.raises(NotAllowed, match=words):
        verbs.prepare_signing(version=version, expires_at=UNTIL, bound=Bound(first, kind), by=lead, at=READY)


def test_only_what_was_signed_is_changed():
    lead, head = lan(), minh()
    first = a_signing(lead, head)
    version = a_settled_version(lead, head)
    with pytest.raises(NotAllowed, match="Only a text that was signed"):
        verbs.prepare_signing(version=version, expires_at=UNTIL, bound=Bound(first, "amendment"), by=lead, at=READY)


def test_a_change_is_not_itself_changed():
    lead, head = lan(), minh()
    first = a_first(lead, head)
    second = signed_by_hand(a_later(lead, head, Bound(first, "amendment")), lead, at=LATER)
    version = a_settled_version(lead, head)
    with pytest.raises(NotAllowed, match="name the first one"):
        verbs.prepare_signing(version=version, expires_at=UNTIL, bound=Bound(second, "amendment"), by=lead, at=READY)


@pytest.fixture
def amended():
    """An amendment still being prepared: (lead, first, later)."""
    lead, head = lan(), minh()
    first = a_first(lead, head)
    return lead, first, a_later(lead, head, Bound(first, "amendment"), opened=False)


def named(amended, action, target, source=""):
    lead, first, later = amended
    return verbs.name_change(
        signing=later,
        action=action,
        target_key=key_of_clause(first, target),
        source_key=source_of_clause(later, source) if source else "",
        by=lead,
        at=LATER,
    )


def test_the_consolidated_text_replaces_repeals_and_adds(amended):
    lead, first, later = amended
    named(amended, "replace", "Các bên thông tin", "Hằng quý")
    named(amended, "repeal", "Ban Xây dựng Đảng chủ trì")
    named(amended, "add_after", "Hằng quý", "Các bên thông tin")
    verbs.open_signing(signing=again(later), by=lead, at=LATER)
    signed_by_hand(again(later), lead, at=LATER)
    article4, article5 = queries.consolidated(first)
    assert article4.children[0].body.startswith("Hằng quý")
    assert article4.children[0].source == later
    assert article5.label == "Điều 5."
    assert article5.children[0].is_repealed
    assert [one.body[:9] for one in article5.children] == ["", "Hằng quý,", "Các bên t"]
    assert article5.source == first


def test_before_the_amendment_the_first_text_holds(amended):
    lead, first, later = amended
    named(amended, "repeal", "Ban Xây dựng Đảng chủ trì")
    verbs.open_signing(signing=again(later), by=lead, at=LATER)
    signed_by_hand(again(later), lead, at=LATER)
    held = queries.consolidated(first, on=LATER - dt.timedelta(days=1))
    assert not held[1].children[0].is_repealed


def test_a_change_is_named_once_and_can_be_taken_back(amended):
    lead, _first, later = amended
    change = named(amended, "repeal", "Ban Xây dựng Đảng chủ trì")
    with pytest.raises(NotAllowed, match="named already"):
        named(amended, "repeal", "Ban Xây dựng Đảng chủ trì")
    verbs.drop_change(change=change, by=lead, at=LATER)
    assert not Change.objects.exists()
    assert ledger.history(later)[-1].kind == "signing.change_dropped"


def test_a_change_names_clauses_that_exist(amended):
    lead, first, later = amended
    with pytest.raises(NotAllowed, match="Choose a clause of the text"):
        verbs.name_change(signing=later, action="repeal", target_key="n999", by=lead, at=LATER)
    with pytest.raises(NotAllowed, match="takes its place"):
        verbs.name_change(
            signing=later, action="replace", target_key=key_of_clause(first, "Hằng quý"), by=lead, at=LATER
        )


def test_a_text_that_stands_on_its_own_changes_nothing():
    lead, head = lan(), minh()
    signing = a_signing(lead, head, state="PREPARING")
    with pytest.raises(NotAllowed, match="stands on its own"):
        verbs.name_change(signing=signing, action="repeal", target_key="n1", by=lead, at=READY)


def test_an_extension_to_the_day_that_holds_already_changes_no_term():
    lead, head = lan(), minh()
    first = a_first(lead, head)
    day = dt.date(2031, 6, 30)
    second, third = (a_later(lead, head, Bound(first, "extension", ends_on=day)) for _time in range(2))
    for later in (second, third):
        signed_by_hand(later, lead, at=LATER)
    framework = Framework.objects.get(pk=first.version.text.framework_id)
    assert framework.ends_on == day
    assert [line.kind for line in ledger.history(framework)].count("framework.term_changed") == 1
