"""State × verb × role, written out whole: who may do what with a briefing, an item, a proposal and a conclusion."""

import pytest

from phoihop.carry_out.briefings import rules
from phoihop.carry_out.briefings.models import Briefing, Conclusion, Document, Item, OwedPaper, Proposal, Seat
from phoihop.carry_out.briefings.states import CONCLUSION_LIFE, ITEM_LIFE, LIFE, PROPOSAL_LIFE
from phoihop.carry_out.briefings.tests.factories import BEFORE, a_clerk, a_series, programme_of
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.models import Tenure
from tests.cast import MONDAY, lan, minh, nga, someone, tu

pytestmark = pytest.mark.django_db

STATES = ("PLANNED", "CALLED", "HELD", "MINUTED", "CLOSED", "CANCELLED")
#: The chair heads the host agency, and the secretary, an officer there, is named; the clerk and another officer help.
WRITE = {"chair", "secretary", "officer", "clerk"}
GIVE = {"chair", "secretary", "officer"}
CHAIR = {"chair"}
OWN = {"partner head", "partner officer"}
BOTH = WRITE | OWN
NOBODY: set[str] = set()

#                     PLANNED  CALLED  HELD    MINUTED CLOSED  CANCELLED
BRIEFING = {
    "arrange":         (WRITE,  WRITE,  NOBODY, NOBODY, NOBODY, NOBODY),
    "assemble":        (WRITE,  WRITE,  NOBODY, NOBODY, NOBODY, NOBODY),
    "order":           (WRITE,  WRITE,  WRITE,  NOBODY, NOBODY, NOBODY),
    "ask_paper":       (WRITE,  WRITE,  NOBODY, NOBODY, NOBODY, NOBODY),
    "invite":          (WRITE,  WRITE,  WRITE,  NOBODY, NOBODY, NOBODY),
    "call":            (WRITE,  NOBODY, NOBODY, NOBODY, NOBODY, NOBODY),
    "cancel":          (WRITE,  WRITE,  NOBODY, NOBODY, NOBODY, NOBODY),
    "begin":           (NOBODY, WRITE,  NOBODY, NOBODY, NOBODY, NOBODY),
    "note_attendance": (NOBODY, WRITE,  WRITE,  WRITE,  NOBODY, NOBODY),
    "adjourn":         (NOBODY, NOBODY, WRITE,  NOBODY, NOBODY, NOBODY),
    "close":           (NOBODY, NOBODY, NOBODY, CHAIR,  NOBODY, NOBODY),
}  # fmt: skip
#                     PLANNED  CALLED  HELD    MINUTED CLOSED  CANCELLED
SEAT = {
    "send_delegate":   (NOBODY, BOTH,   BOTH,   NOBODY, NOBODY, NOBODY),
    "write_opinion":   (NOBODY, OWN,    NOBODY, NOBODY, NOBODY, NOBODY),
}  # fmt: skip
#                     PLANNED  CALLED  HELD    MINUTED CLOSED  CANCELLED
PAPER = {
    "hand_in_paper":   (BOTH,   BOTH,   BOTH,   NOBODY, NOBODY, NOBODY),
}  # fmt: skip
#                     PLANNED  CALLED  HELD    MINUTED CLOSED  CANCELLED
DOCUMENT = {
    "invitation":      (NOBODY, WRITE,  WRITE,  WRITE,  WRITE,  NOBODY),
    "pack":            (WRITE,  WRITE,  WRITE,  WRITE,  WRITE,  NOBODY),
    "minutes":         (NOBODY, NOBODY, NOBODY, WRITE,  WRITE,  NOBODY),
    "conclusions":     (NOBODY, NOBODY, NOBODY, WRITE,  WRITE,  NOBODY),
}  # fmt: skip
ITEM_STATES = ("EMPTY", "DRAFT", "APPROVED", "CARRIED")
#                     EMPTY    DRAFT   APPROVED CARRIED     while in session
ITEM = {
    "write":           (WRITE,  WRITE,  NOBODY, NOBODY),
    "conclude":        (WRITE,  WRITE,  NOBODY, NOBODY),
    "carry_over":      (WRITE,  WRITE,  NOBODY, NOBODY),
    "note_dissent":    (WRITE,  WRITE,  WRITE,  WRITE),
    "approve":         (NOBODY, CHAIR,  NOBODY, NOBODY),
    "unlock":          (NOBODY, NOBODY, CHAIR,  NOBODY),
}  # fmt: skip
OUTCOMES = ("NOTED", "TASK", "RAISED", "DIRECTED", "WITHDRAWN")
#                     NOTED   TASK    RAISED  DIRECTED WITHDRAWN
CONCLUSION = {
    "make_task":       (GIVE,  NOBODY, NOBODY, NOBODY, NOBODY),
    "raise":           (WRITE, NOBODY, NOBODY, NOBODY, NOBODY),
    "withdraw_conclusion": (WRITE, NOBODY, NOBODY, NOBODY, NOBODY),
}  # fmt: skip
PROPOSALS = ("WAITING", "PLACED", "DONE", "WITHDRAWN")
#                     WAITING PLACED  DONE    WITHDRAWN
PROPOSAL = {
    "withdraw_proposal": (BOTH,  NOBODY, NOBODY, NOBODY),
    "place":             (WRITE, NOBODY, NOBODY, NOBODY),
}  # fmt: skip


@pytest.fixture
def people():
    chair, partner = lan(), minh()
    agency = chair.agency
    return {
        "chair": chair,
        "secretary": someone("Diễm", agency=agency, title="Thư ký"),
        "officer": someone("Thư", agency=agency),
        "clerk": a_clerk(agency),
        "partner head": partner,
        "partner officer": nga(),
        "partner clerk": someone("Sen", agency=partner.agency, roles=(Role.CLERK,)),
        "administrator": someone("Khoa", agency=agency, roles=(Role.ADMINISTRATOR,)),
        "stranger": tu(),
    }


@pytest.fixture
def table(people):
    """A briefing that lacks nothing: place, agenda, chair and secretary are there; only the state is put by hand."""
    series = a_series(people["chair"], people["partner head"])
    briefing = series.briefings.order_by("held_at").first()
    briefing.series = series
    briefing.place = "Phòng họp A"
    briefing.chair_agency = people["chair"].agency
    briefing.chair_tenure = Tenure.objects.get(pk=people["chair"].tenure_id)
    briefing.secretary_tenure = Tenure.objects.get(pk=people["secretary"].tenure_id)
    briefing.save()
    item = Item.objects.create(briefing=briefing, position=1, kind="other", title="Nội dung", added_at=MONDAY)
    briefing.assemblies.create(number=1, on_day=MONDAY.date(), at=MONDAY, by_name="Diễm")
    return briefing, item


def in_state(briefing, state):
    briefing.state = state
    briefing.called_at = BEFORE if state not in ("PLANNED", "CANCELLED") else None
    return briefing


def allowed(people, ask):
    return {name for name, actor in people.items() if ask(actor)}


#: Clerks of the partner minute there, and may speak for it where officers may.
def expected_of(names, people):
    return names | ({"partner clerk"} if names >= OWN else set())


def check(people, table, states, ask):
    wrong = []
    for verb, expected in table.items():
        for state, names in zip(states, expected, strict=True):
            found = allowed(people, lambda actor, verb=verb, state=state: ask(verb, state, actor))
            if found != expected_of(names, people):
                wrong.append(f"{verb} in {state}: {sorted(found)}, expected {sorted(expected_of(names, people))}")
    assert not wrong, "\n".join(wrong)


def test_briefings(people, table):
    briefing, item = table

    def ask(verb, state, actor):
        Item.objects.filter(pk=item.pk).update(state="EMPTY")
        more = {"at": BEFORE} if verb == "call" else {}
        return getattr(rules, f"may_{verb}")(actor, in_state(briefing, state), **more)

    check(people, BRIEFING, STATES, ask)


def test_seats(people, table):
    briefing, _item = table
    seat = Seat(briefing=briefing, agency=people["partner head"].agency)
    check(
        people,
        SEAT,
        STATES,
        lambda verb, state, actor: in_state(briefing, state) and getattr(rules, f"may_{verb}")(actor, seat),
    )


def test_papers_owed(people, table):
    briefing, _item = table
    owed = OwedPaper(briefing=briefing, agency=people["partner head"].agency)
    check(
        people,
        PAPER,
        STATES,
        lambda verb, state, actor: in_state(briefing, state) and getattr(rules, f"may_{verb}")(actor, owed),
    )


def test_documents(people, table):
    briefing, _item = table
    check(
        people,
        DOCUMENT,
        STATES,
        lambda kind, state, actor: rules.may_make_document(actor, in_state(briefing, state), kind),
    )


def test_numbers_and_signed_papers_are_the_clerks(people, table):
    briefing, _item = table
    paper = Document(briefing=briefing, kind="invitation", version=1)
    assert allowed(people, lambda actor: rules.may_number(actor, paper)) == {"clerk"}
    assert allowed(people, lambda actor: rules.may_take_signed(actor, paper)) == {"clerk"}


def test_items(people, table):
    briefing, item = table
    item.briefing = in_state(briefing, "HELD")

    def ask(verb, state, actor):
        item.state = state
        return getattr(rules, f"may_{verb}")(actor, item)

    check(people, ITEM, ITEM_STATES, ask)


def test_items_of_a_briefing_that_is_not_at_work_are_left_alone(people, table):
    briefing, item = table
    for state in ("PLANNED", "CALLED", "CLOSED", "CANCELLED"):
        item.briefing = in_state(briefing, state)
        for verb in ITEM:
            item.state = "APPROVED" if verb == "unlock" else "DRAFT"
            assert not allowed(people, lambda actor, verb=verb: getattr(rules, f"may_{verb}")(actor, item)), (
                verb,
                state,
            )


def test_conclusions(people, table):
    briefing, item = table
    item.briefing = in_state(briefing, "HELD")
    conclusion = Conclusion(
        briefing=briefing, item=item, lead=people["partner head"].agency, due_on=BEFORE.date(), number=1, text="Việc"
    )
    programme = programme_of(briefing.series)

    def ask(verb, state, actor):
        conclusion.state = state
        more = [programme] if verb == "make_task" else []
        return getattr(rules, f"may_{verb}")(actor, conclusion, *more)

    check(people, CONCLUSION, OUTCOMES, ask)


def test_proposals(people, table):
    briefing, _item = table
    proposal = Proposal(series=briefing.series, agency=people["partner head"].agency)
    in_state(briefing, "PLANNED")

    def ask(verb, state, actor):
        proposal.state = state
        if verb == "place":
            return rules.may_place(actor, briefing, proposal)
        return rules.may_withdraw_proposal(actor, proposal)

    check(people, PROPOSAL, PROPOSALS, ask)


def test_drafts_are_read_by_those_who_write_and_whoever_chairs(people, table):
    briefing, _item = table
    found = allowed(people, lambda actor: rules.reads_drafts(actor, briefing))
    assert found == WRITE | {"administrator"}


def test_every_state_has_its_column():
    assert set(LIFE.states()) == set(STATES) == set(Briefing._meta.get_field("state").choices and STATES)
    assert set(ITEM_LIFE.states()) == set(ITEM_STATES)
    assert set(CONCLUSION_LIFE.states()) == set(OUTCOMES)
    assert set(PROPOSAL_LIFE.states()) == set(PROPOSALS)
