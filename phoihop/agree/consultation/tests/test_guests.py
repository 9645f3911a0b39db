import datetime as dt

import pytest

from phoihop.agree.consultation import links, queries, rules, verbs
from phoihop.agree.consultation.tests.factories import AFTER, a_remark, a_round, an_opinion, fresh, invitation_of
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, an_agency, hanh, lan, minh

pytestmark = pytest.mark.django_db

A_MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def lead(db):
    return lan()


@pytest.fixture
def invitation(lead):
    round_ = a_round(lead, minh())
    return verbs.invite(
        round=round_,
        agency=an_agency("Tòa án nhân dân khu vực", "court"),
        channel="link",
        guest_name="Vy",
        guest_email="vy@toaan.example",
        by=lead,
        at=MONDAY,
    )


def test_the_link_finds_its_invitation_and_no_row_holds_it(invitation):
    token = links.token_of(invitation)
    assert len(token) == 43
    assert queries.invitation_by_link(links.fingerprint(token)) == invitation
    assert token not in str(fresh(invitation).__dict__)


def test_sending_again_sends_the_same_link(lead, invitation):
    before = links.token_of(invitation)
    verbs.send_link(invitation=invitation, by=lead, at=AFTER)
    assert (links.token_of(fresh(invitation)), fresh(invitation).link_sent_at) == (before, AFTER)


def test_agencies_with_accounts_need_no_link(lead):
    head = minh()
    plain = invitation_of(a_round(lead, head), head)
    with pytest.raises(NotAllowed, match="its own accounts"):
        verbs.send_link(invitation=plain, by=lead, at=MONDAY)
    assert "its own accounts" in str(rules.is_link_alive(plain).why_not)
    assert queries.invitation_by_link("") is None


def test_the_code_lets_the_guest_in_once(invitation):
    verbs.ask_for_code(invitation=invitation, at=MONDAY)
    code = links.code_of(invitation)
    assert len(code) == 6
    assert code.isdigit()
    spaced = f" {code[:3]} {code[3:]}"
    guest = verbs.enter_code(invitation=invitation, code=spaced, at=MONDAY)
    assert (guest.name, guest.agency, guest.ref) == ("Vy", invitation.agency, f"guest:{invitation.pk}")
    with pytest.raises(NotAllowed, match="Ask for a code first"):
        verbs.enter_code(invitation=fresh(invitation), code=code, at=MONDAY)
    assert [e.kind for e in Entry.objects.order_by("pk")][-2:] == [
        "consultation.code_asked",
        "consultation.guest_entered",
    ]


def test_five_wrong_codes_and_the_right_one_no_longer_helps(invitation):
    verbs.ask_for_code(invitation=invitation, at=MONDAY)
    right = links.code_of(invitation)
    wrong = f"{(int(right) + 1) % 10**6:06}"
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(NotAllowed, match=f"Tries left: {left}"):
            verbs.enter_code(invitation=fresh(invitation), code=wrong, at=MONDAY)
    with pytest.raises(NotAllowed, match="Too many wrong codes"):
        verbs.enter_code(invitation=fresh(invitation), code=right, at=MONDAY)


def test_guesses_made_at_the_same_moment_are_counted_too(invitation):
    verbs.ask_for_code(invitation=invitation, at=MONDAY)
    seen = fresh(invitation)
    type(invitation).objects.filter(pk=invitation.pk).update(code_tries=5)
    with pytest.raises(NotAllowed, match="not the code"):
        verbs.enter_code(invitation=seen, code=links.code_of(seen), at=MONDAY)


def test_the_code_expires(invitation):
    verbs.ask_for_code(invitation=invitation, at=MONDAY)
    with pytest.raises(NotAllowed, match="has expired"):
        verbs.enter_code(invitation=invitation, code=links.code_of(invitation), at=MONDAY + queries.CODE_LIFETIME)


def test_a_mailbox_is_not_flooded(invitation):
    verbs.ask_for_code(invitation=invitation, at=MONDAY)
    with pytest.raises(NotAllowed, match="less than a minute ago"):
        verbs.ask_for_code(invitation=invitation, at=MONDAY + A_MINUTE / 2)
    first = links.code_of(invitation)
    verbs.ask_for_code(invitation=invitation, at=MONDAY + A_MINUTE)
    assert links.code_of(invitation) != first


def test_the_link_dies_when_the_round_closes(lead, invitation):
    verbs.close(round=invitation.round, by=lead, at=AFTER)
    assert queries.invitation_by_link(invitation.link_sha256) is None
    with pytest.raises(NotAllowed, match="does not receive opinions"):
        verbs.ask_for_code(invitation=fresh(invitation), at=AFTER)


def test_a_guest_remarks_and_answers_for_the_agency(lead, invitation):
    guest = queries.guest_actor(invitation)
    round_ = invitation.round
    said = a_remark(round_, guest)
    opinion = an_opinion(round_, guest)
    assert (fresh(said).number, fresh(said).by, opinion.by_name) == (1, f"guest:{invitation.pk}", "Vy")


def test_a_guest_of_one_round_is_nobody_in_another(lead, invitation):
    guest = queries.guest_actor(invitation)
    other = a_round(lead, hanh())
    with pytest.raises(NotAllowed, match="another invitation"):
        a_remark(other, guest)


def test_a_guest_without_a_name_speaks_as_the_agency(invitation):
    invitation.guest_name = ""
    assert queries.guest_actor(invitation).name == invitation.agency.name


def test_an_agency_guest_never_leads(lead, invitation):
    guest = queries.guest_actor(invitation)
    assert not queries.leads(invitation.round, guest)
    assert "Only the lead agency" in str(rules.may_close(guest, invitation.round).why_not)
