"""State × verb × role, written out whole: who may do what while a round is prepared, open, closed, finished."""

import pytest

from phoihop.agree.consultation import queries, rules, verbs
from phoihop.agree.consultation.models import Remark
from phoihop.agree.consultation.states import INVITATION_LIFE, LIFE, REMARK_LIFE, Answer, RemarkState, State
from phoihop.agree.consultation.tests.factories import a_round, clause, fresh, invitation_of
from phoihop.foundation.access.roles import Role
from tests.cast import MONDAY, TODAY, hanh, lan, minh, nga, someone, tu

pytestmark = pytest.mark.django_db

LEAD = {"lead head", "lead officer"}
LEAD_HEAD = {"lead head"}
DISPATCH = {"lead head", "lead officer", "lead clerk"}
ASKED = {"head", "officer", "clerk", "guest"}
ANSWERS = {"head", "clerk", "guest"}
NOBODY: set[str] = set()

#                          PREPARED   OPEN       CLOSED     SETTLED
TABLE = {
    "change_terms":        (LEAD,     NOBODY,    NOBODY,    NOBODY),
    "invite":              (LEAD,     LEAD,      NOBODY,    NOBODY),
    "withdraw_invitation": (LEAD,     LEAD,      NOBODY,    NOBODY),
    "open_for_opinions":   (LEAD,     NOBODY,    NOBODY,    NOBODY),
    "send_link":           (NOBODY,   LEAD,      NOBODY,    NOBODY),
    "extend":              (NOBODY,   LEAD,      NOBODY,    NOBODY),
    "extend_all":          (NOBODY,   LEAD,      NOBODY,    NOBODY),
    "remind":              (NOBODY,   LEAD,      NOBODY,    NOBODY),
    "record_dispatch":     (NOBODY,   DISPATCH,  NOBODY,    NOBODY),
    "close":               (NOBODY,   LEAD,      NOBODY,    NOBODY),
    "reopen":              (NOBODY,   NOBODY,    LEAD,      NOBODY),
    "settle":              (NOBODY,   NOBODY,    LEAD_HEAD, NOBODY),
    "settle_text":         (NOBODY,   NOBODY,    NOBODY,    LEAD_HEAD),
    "begin_next_round":    (NOBODY,   NOBODY,    LEAD,      NOBODY),
    "prepare_round":       (NOBODY,   NOBODY,    NOBODY,    LEAD),
    "respond":             (NOBODY,   LEAD,      LEAD,      NOBODY),
    "save_draft_response": (NOBODY,   LEAD,      LEAD,      NOBODY),
    "change_response":     (NOBODY,   LEAD,      LEAD,      NOBODY),
    "put_to_leadership":   (NOBODY,   LEAD,      LEAD,      NOBODY),
    "remark":              (NOBODY,   ASKED,     NOBODY,    NOBODY),
    "change_remark":       (NOBODY,   ASKED,     NOBODY,    NOBODY),
    "drop_remark":         (NOBODY,   ASKED,     NOBODY,    NOBODY),
    "leave_out":           (NOBODY,   ANSWERS,   NOBODY,    NOBODY),
    "take_back_in":        (NOBODY,   ANSWERS,   NOBODY,    NOBODY),
    "submit_opinion":      (NOBODY,   ANSWERS,   NOBODY,    NOBODY),
}  # fmt: skip
#: Doors of guests, who are nobody yet when they knock.
AT_THE_DOOR = {"ask_for_code", "enter_code"}
#: What no person does.
BY_THE_CLOCK = {"recompute"}


def test_the_table_knows_every_verb():
    told = {name for name in verbs.__all__ if name[0].islower()}
    assert told == TABLE.keys() | AT_THE_DOOR | BY_THE_CLOCK


@pytest.mark.parametrize("place", range(4), ids=State.values)
def test_who_may_what(place):
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court, state=State.values[place])
    people = cast(lead, head, invitation_of(round_, court))
    answers = {name: asked(actor, fresh(round_), head, court) for name, actor in people.items()}
    for verb, allowed in TABLE.items():
        may = {name for name, answer in answers.items() if answer[verb]}
        assert may == allowed[place], f"{verb} while {round_.state}"


def cast(lead, head, guest_invitation):
    return {
        "lead head": lead,
        "lead officer": someone("Diễm", agency=lead.agency),
        "lead clerk": someone("Bình", agency=lead.agency, roles=(Role.CLERK,)),
        "lead leader": someone("Thịnh", agency=lead.agency, roles=(Role.LEADER,)),
        "lead administrator": someone("Quản", agency=lead.agency, roles=(Role.ADMINISTRATOR,)),
        "head": head,
        "officer": nga(),
        "clerk": someone("An", agency=head.agency, roles=(Role.CLERK,)),
        "leader": someone("Sơn", agency=head.agency, roles=(Role.LEADER,)),
        "guest": queries.guest_actor(guest_invitation),
        "stranger": tu(),
    }


def asked(actor, round_, head, court):
    """The rule of each verb, asked about things in the state in which the verb would find them."""
    theirs = invitation_of(round_, court if actor.guest_ref else head)
    theirs.state = Answer.AWAITED
    by_link = invitation_of(round_, court)
    by_link.channel = "link"
    staff = Remark(invitation=theirs, round=round_, state=RemarkState.STAFF, by=actor.ref, node=clause(round_))
    left_out = Remark(invitation=theirs, round=round_, state=RemarkState.LEFT_OUT, by=actor.ref)
    official = Remark(invitation=theirs, round=round_, state=RemarkState.OFFICIAL, number=1)
    return {
        "change_terms": rules.may_change_terms(actor, round_),
        "invite": rules.may_invite(actor, round_),
        "withdraw_invitation": rules.may_withdraw(actor, theirs),
        "open_for_opinions": rules.may_open(actor, round_, today=TODAY),
        "send_link": rules.may_send_link(actor, by_link),
        "extend": rules.may_extend_for(actor, theirs),
        "extend_all": rules.may_extend(actor, round_),
        "remind": rules.may_remind(actor, theirs),
        "record_dispatch": rules.may_record_dispatch(actor, theirs),
        "close": rules.may_close(actor, round_),
        "reopen": rules.may_reopen(actor, round_),
        "settle": rules.may_settle(actor, round_),
        "settle_text": rules.may_settle_text(actor, round_),
        "begin_next_round": rules.may_begin_next_round(actor, round_),
        "prepare_round": rules.may_prepare(actor, round_.text),
        "respond": rules.may_respond(actor, official),
        "save_draft_response": rules.may_respond(actor, official),
        "change_response": rules.may_respond(actor, official),
        "put_to_leadership": rules.may_respond(actor, official),
        "remark": rules.may_remark(actor, theirs),
        "change_remark": rules.may_change_remark(actor, staff),
        "drop_remark": rules.may_change_remark(actor, staff),
        "leave_out": rules.may_leave_out(actor, staff),
        "take_back_in": rules.may_take_back_in(actor, left_out),
        "submit_opinion": rules.may_submit_opinion(actor, theirs),
    }


def test_whom_nobody_asked():
    assert "was not asked" in str(rules.may_remark(minh(), None).why_not)


def test_the_drawings():
    assert "PREPARED --> OPEN: open_for_opinions" in LIFE.as_mermaid()
    assert "DEEMED --> AWAITED: await_again" in INVITATION_LIFE.as_mermaid()
    assert "OFFICIAL --> CARRIED: carry_over" in REMARK_LIFE.as_mermaid()


def test_rows_say_what_they_are():
    round_ = a_round(lan(), minh())
    invitation = round_.invitations.get()
    said = verbs.remark(invitation=invitation, body="…", by=minh_of(invitation), at=MONDAY)
    assert str(round_) == f"{round_.text_id} / 1"
    assert str(invitation).startswith("Ủy ban nhân dân phường Ngã Bảy")
    assert str(said) == f"{round_.pk} / {said.pk}"


def minh_of(invitation):
    return someone("Phúc", agency=invitation.agency)
