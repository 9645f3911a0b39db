import pytest

from phoihop.agree.consultation import rules, verbs
from phoihop.agree.consultation.models import Invitation
from phoihop.agree.consultation.tests.factories import a_remark, a_round, fresh, invitation_of
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, hanh, lan, minh

pytestmark = pytest.mark.django_db


def test_another_agency_is_invited_after_the_others():
    lead, court = lan(), hanh()
    round_ = a_round(lead, minh(), state="PREPARED")
    invitation = verbs.invite(round=round_, agency=court.agency, by=lead, at=MONDAY)
    assert (invitation.position, invitation.channel, invitation.due_on) == (2, "account", round_.due_on)


def test_through_its_accounts_no_address_is_kept():
    lead, court = lan(), hanh()
    round_ = a_round(lead, minh(), state="PREPARED")
    invitation = verbs.invite(
        round=round_, agency=court.agency, guest_name="Vy", guest_email="vy@toaan.example", by=lead, at=MONDAY
    )
    assert (invitation.guest_name, invitation.guest_email) == ("", "")


def test_while_the_round_is_open_the_link_goes_out_at_once():
    lead, court = lan(), hanh()
    round_ = a_round(lead, minh())
    invitation = verbs.invite(
        round=round_,
        agency=court.agency,
        channel=Invitation.Channel.LINK,
        guest_name="Vy",
        guest_email="vy@toaan.example",
        by=lead,
        at=MONDAY,
    )
    assert fresh(invitation).link_sent_at == MONDAY
    sent = Entry.objects.get(kind="consultation.link_sent")
    assert "vy@toaan.example" not in str(sent.details)
    assert "address" in sent.commitments


def test_a_link_needs_an_address():
    lead, court = lan(), hanh()
    with pytest.raises(NotAllowed, match="needs an e-mail address"):
        verbs.invite(round=a_round(lead, minh()), agency=court.agency, channel="link", by=lead, at=MONDAY)


def test_an_agency_is_asked_once_and_the_lead_never():
    lead, invited = lan(), minh()
    round_ = a_round(lead, invited)
    with pytest.raises(NotAllowed, match="invited already"):
        verbs.invite(round=round_, agency=invited.agency, by=lead, at=MONDAY)
    with pytest.raises(NotAllowed, match="does not ask itself"):
        verbs.invite(round=round_, agency=lead.agency, by=lead, at=MONDAY)


def test_not_after_closing():
    lead = lan()
    assert "until the round is closed" in str(rules.may_invite(lead, a_round(lead, minh(), state="CLOSED")).why_not)


def test_an_invitation_is_withdrawn_until_something_was_written():
    lead, invited, court = lan(), minh(), hanh()
    round_ = a_round(lead, invited, court)
    verbs.withdraw_invitation(invitation=invitation_of(round_, court), by=lead, at=MONDAY)
    assert round_.invitations.count() == 1
    assert Entry.objects.get(kind="consultation.invitation_withdrawn").details["agency"] == court.agency.name
    a_remark(round_, invited)
    with pytest.raises(NotAllowed, match="already written something"):
        verbs.withdraw_invitation(invitation=invitation_of(round_, invited), by=lead, at=MONDAY)
