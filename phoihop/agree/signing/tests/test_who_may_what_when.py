"""State × verb × role, written out whole: who may do what while a signing is prepared, open, signed, stopped."""

import pytest

from phoihop.agree.signing import queries, rules, verbs
from phoihop.agree.signing.models import Attempt, Certificate, Signing, Slot
from phoihop.agree.signing.states import ATTEMPT_LIFE, LIFE, SLOT_LIFE, SlotState, State
from phoihop.agree.signing.tests.factories import HELD, READY, UNTIL, a_signing, again, the_key
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.models import Tenure
from tests.cast import hanh, lan, minh, someone, tu

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ARRANGES = {"lead head", "lead officer"}
LEAD_HEAD = {"lead head"}
WITNESSES = {"lead head", "lead officer", "lead clerk"}
LEAD_CLERK = {"lead clerk"}
SIGNATORY = {"head"}
CLERK = {"clerk"}
NAMES = {"lead head", "lead officer", "head", "officer"}
NOBODY: set[str] = set()

#                      PREPARING  OPEN       SIGNED     STOPPED
TABLE = {
    "prepare_signing":  (NOBODY,    NOBODY,    NOBODY,    ARRANGES),
    "arrange":          (ARRANGES,  NOBODY,    NOBODY,    NOBODY),
    "invite_witness":   (ARRANGES,  NOBODY,    NOBODY,    NOBODY),
    "name_change":      (ARRANGES,  NOBODY,    NOBODY,    NOBODY),
    "drop_change":      (ARRANGES,  NOBODY,    NOBODY,    NOBODY),
    "open_signing":     (ARRANGES,  NOBODY,    NOBODY,    NOBODY),
    "substitute":       (NAMES,     NAMES,     NOBODY,    NOBODY),
    "begin_slot":       (NOBODY,    SIGNATORY, NOBODY,    NOBODY),
    "sign_with":        (NOBODY,    SIGNATORY, NOBODY,    NOBODY),
    "take_hand_back":   (NOBODY,    SIGNATORY, NOBODY,    NOBODY),
    "sign_in_demo":     (NOBODY,    SIGNATORY, NOBODY,    NOBODY),
    "finish_slot":      (NOBODY,    SIGNATORY, NOBODY,    NOBODY),
    "abandon_slot":     (SIGNATORY, SIGNATORY, SIGNATORY, SIGNATORY),
    "put_number":       (NOBODY,    CLERK,     NOBODY,    NOBODY),
    "seal":             (NOBODY,    CLERK,     NOBODY,    NOBODY),
    "decline":          (NOBODY,    SIGNATORY, NOBODY,    NOBODY),
    "stop":             (LEAD_HEAD, LEAD_HEAD, NOBODY,    NOBODY),
    "note_presence":    (NOBODY,    WITNESSES, NOBODY,    NOBODY),
    "add_photo":        (NOBODY,    ARRANGES,  ARRANGES,  NOBODY),
    "attest_wet_ink":   (NOBODY,    LEAD_CLERK, NOBODY,   NOBODY),
}  # fmt: skip
#: What everyone does for themselves, and the clerk for the seal, whatever the signing is in.
OF_ONES_OWN = {"register_certificate", "withdraw_certificate", "keep_specimen"}
#: What no person does.
BY_THE_CLOCK = {"expire", "raise_level", "check_paper", "abandon_overdue", "complete"}


def test_the_table_knows_every_verb():
    told = {name for name in verbs.__all__ if name[0].islower()}
    assert told == (TABLE.keys() - {"seal"}) | OF_ONES_OWN | BY_THE_CLOCK


@pytest.mark.parametrize("column", range(4), ids=State.values)
def test_who_may_what(column, settings):
    settings.DEMO = True
    lead, head, court = lan(), minh(), hanh()
    signing = in_state(a_signing(lead, head, court, order="parallel"), State.values[column])
    answers = {name: asked(actor, again(signing), head) for name, actor in cast(lead, head).items()}
    for verb, allowed in TABLE.items():
        may = {name for name, answer in answers.items() if answer[verb]}
        assert may == allowed[column], f"{verb} while {signing.state}"


def in_state(signing, state):
    """The row as it would be there; what leads to it is tested elsewhere."""
    facts = {
        State.PREPARING: {"opened_at": None},
        State.OPEN: {},
        State.SIGNED: {"signed_at": HELD},
        State.STOPPED: {"stopped_at": HELD, "stopped_because": "withdrawn", "reason": "Hoãn."},
    }
    Signing.objects.filter(pk=signing.pk).update(state=state, **facts[State(state)])
    return again(signing)


def cast(lead, head):
    return {
        "lead head": lead,
        "lead officer": someone("Diễm", agency=lead.agency),
        "lead clerk": someone("Bình", agency=lead.agency, roles=(Role.CLERK,)),
        "lead leader": someone("Thịnh", agency=lead.agency, roles=(Role.LEADER,)),
        "lead administrator": someone("Quản", agency=lead.agency, roles=(Role.ADMINISTRATOR,)),
        "head": head,
        "officer": someone("Nga", agency=head.agency),
        "clerk": someone("An", agency=head.agency, roles=(Role.CLERK,)),
        "leader": someone("Sơn", agency=head.agency, roles=(Role.LEADER,)),
        "stranger": tu(),
    }


def asked(actor, signing, head):
    """The rule of each verb, asked about the places of one party in the state in which the verb would find them."""
    slots = queries.slots_of(signing)
    person = next(one for one in slots if one.agency_id == head.agency_id and one.kind == Slot.Kind.PERSON)
    number, seal = (
        next(one for one in slots if one.agency_id == head.agency_id and one.kind == kind)
        for kind in ("number", "seal")
    )
    person.certificate_sha256 = "a"
    attempt = Attempt(slot=person, signing=signing, by=head.ref, at=READY, expires_at=UNTIL)
    return {
        "prepare_signing": rules.may_prepare(actor, signing.version),
        "arrange": rules.may_arrange(actor, signing),
        "invite_witness": rules.may_arrange(actor, signing),
        "name_change": rules.may_arrange(actor, signing),
        "drop_change": rules.may_arrange(actor, signing),
        "open_signing": rules.may_open(actor, signing, at=HELD),
        "substitute": rules.may_substitute(actor, person, at=HELD),
        "begin_slot": rules.may_begin(actor, person, at=HELD),
        "sign_with": rules.may_sign(actor, person, at=HELD),
        "take_hand_back": rules.may_hand_back(actor, person, at=HELD),
        "sign_in_demo": rules.may_sign_in_demo(actor, person, at=HELD),
        "finish_slot": rules.may_finish(actor, attempt, at=HELD),
        "abandon_slot": rules.may_abandon(actor, attempt),
        "put_number": once_given(rules.may_put_number, actor, number),
        "seal": once_given(rules.may_sign, actor, seal),
        "decline": rules.may_decline(actor, person, at=HELD),
        "stop": rules.may_stop(actor, signing),
        "note_presence": rules.may_witness(actor, signing, at=HELD),
        "add_photo": rules.may_add_photo(actor, signing),
        "attest_wet_ink": rules.may_attest(actor, signing, at=HELD),
    }


def once_given(rule, actor, slot):
    """What the rule says when all that comes before this place in its party is given."""
    before = Slot.objects.filter(signing=slot.signing, agency=slot.agency, position__lt=slot.position)
    before.update(state=SlotState.SIGNED, way=Slot.Way.TOKEN, signed_at=HELD)
    answer = rule(actor, slot, at=HELD)
    before.update(state=SlotState.WAITING, way="", signed_at=None)
    return answer


@pytest.mark.parametrize("kind", ["own", "seal"])
def test_who_registers_a_certificate(kind):
    lead = lan()
    clerk = someone("Bình", agency=lead.agency, roles=(Role.CLERK,))
    told = {
        "head": rules.may_register_own(lead) if kind == "own" else rules.may_register_for(lead, lead.agency),
        "clerk": rules.may_register_own(clerk) if kind == "own" else rules.may_register_for(clerk, lead.agency),
        "elsewhere": rules.may_register_for(clerk, tu().agency) if kind == "seal" else False,
    }
    assert {name for name, answer in told.items() if answer} == ({"head", "clerk"} if kind == "own" else {"clerk"})


def test_a_registered_certificate_tells_whose_it_is():
    lead = lan()
    kept = verbs.register_certificate(data=the_key("Lan", "Ban").certificate, by=lead, at=READY)
    assert Certificate.objects.get().person_id == Tenure.objects.get(pk=lead.tenure_id).person_id
    assert rules.may_withdraw(lead, kept)


def test_the_drawings():
    assert "PREPARING --> OPEN: open_signing" in LIFE.as_mermaid()
    assert "BEGUN --> SIGNED: finish_slot" in SLOT_LIFE.as_mermaid()
    assert "BEGUN --> ABANDONED: abandon_slot" in ATTEMPT_LIFE.as_mermaid()
    assert set(SLOT_LIFE.states()) == set(SlotState.values)


def test_rows_say_what_they_are():
    signing = a_signing(lan(), minh())
    assert str(signing) == "Phối hợp"
    assert str(queries.slots_of(signing)[0]) == "Ban Xây dựng Đảng, person"
