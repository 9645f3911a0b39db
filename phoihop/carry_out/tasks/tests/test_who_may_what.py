"""State × verb × role, written out whole: who may do what with a task, a part and what is handed in."""

import pytest

from phoihop.carry_out.tasks import rules
from phoihop.carry_out.tasks.models import Evidence, Extension, Participation, Report
from phoihop.carry_out.tasks.states import (
    EVIDENCE_LIFE,
    EXTENSION_LIFE,
    IMPORT_LIFE,
    LIFE,
    PART_LIFE,
    REPORT_LIFE,
    EvidenceState,
    ExtensionState,
    PartState,
    ReportState,
    State,
)
from phoihop.carry_out.tasks.tests.factories import a_programme, a_task, part_of
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import Actor
from tests.cast import hanh, lan, minh, nga, someone, tu

pytestmark = pytest.mark.django_db

UNIT = {"unit head", "unit officer"}
OWN = {"head", "officer"}
NOBODY: set[str] = set()

#                    DRAFT   OPEN    DONE    CANCELLED DROPPED
TASK = {
    "change":        (UNIT,  NOBODY, NOBODY, NOBODY,   NOBODY),
    "confirm":       (UNIT,  NOBODY, NOBODY, NOBODY,   NOBODY),
    "drop":          (UNIT,  NOBODY, NOBODY, NOBODY,   NOBODY),
    "cancel":        (NOBODY, UNIT,  NOBODY, NOBODY,   NOBODY),
    "join":          (NOBODY, UNIT,  NOBODY, NOBODY,   NOBODY),
    "set_indicator": (UNIT,  UNIT,   NOBODY, NOBODY,   NOBODY),
    "record_figure": (NOBODY, OWN,   OWN,    NOBODY,   NOBODY),
}  # fmt: skip
#                    DRAFT   OWED    HANDED_IN DONE    ENDED
PART = {
    "hand_in":       (NOBODY, OWN,   NOBODY,   NOBODY, NOBODY),
    "ask_extension": (NOBODY, OWN,   NOBODY,   NOBODY, NOBODY),
    "open_report":   (NOBODY, OWN,   OWN,      NOBODY, NOBODY),
    "extend":        (NOBODY, UNIT,  NOBODY,   NOBODY, NOBODY),
    "remind":        (NOBODY, UNIT,  NOBODY,   NOBODY, NOBODY),
    "release":       (NOBODY, UNIT,  UNIT,     NOBODY, NOBODY),
    "transfer":      (NOBODY, UNIT,  UNIT,     NOBODY, NOBODY),
}  # fmt: skip
#                    HANDED_IN ACCEPTED RETURNED TAKEN_BACK LAPSED
EVIDENCE = {
    "accept":        (UNIT,  NOBODY,  NOBODY,  NOBODY,    NOBODY),
    "return":        (UNIT,  NOBODY,  NOBODY,  NOBODY,    NOBODY),
    "take_back":     (OWN,   NOBODY,  NOBODY,  NOBODY,    NOBODY),
}  # fmt: skip
#                    ASKED  APPROVED REFUSED LAPSED
EXTENSION = {
    "decide":        (UNIT, NOBODY,  NOBODY, NOBODY),
}  # fmt: skip
#                    DRAFT   SUBMITTED RETURNED ACCEPTED SKIPPED
REPORT = {
    "write":         (OWN,    NOBODY, OWN,     NOBODY,  NOBODY),
    "submit":        (OWN,    NOBODY, OWN,     NOBODY,  NOBODY),
    "skip":          (OWN,    NOBODY, OWN,     NOBODY,  NOBODY),
    "accept_report": (NOBODY, UNIT,   NOBODY,  NOBODY,  NOBODY),
}  # fmt: skip


@pytest.fixture
def world():
    lead, head, court = lan(), minh(), hanh()
    people = {
        "unit head": lead,
        "unit officer": someone("Diễm", agency=lead.agency),
        "unit clerk": someone("Bình", agency=lead.agency, roles=(Role.CLERK,)),
        "unit leader": someone("Thịnh", agency=lead.agency, roles=(Role.LEADER,)),
        "unit administrator": someone("Quản", agency=lead.agency, roles=(Role.ADMINISTRATOR,)),
        "head": head,
        "officer": nga(),
        "clerk": someone("An", agency=head.agency, roles=(Role.CLERK,)),
        "leader": someone("Sơn", agency=head.agency, roles=(Role.LEADER,)),
        "guest": Actor(None, "Khách", head.agency, "", frozenset({Role.OFFICER}), guest_ref="7"),
        "other party": court,
        "stranger": tu(),
    }
    task = a_task(a_programme(lead, head, court), lead, court, head)
    return people, task, part_of(task, head)


def allowed(people, ask):
    return {name for name, person in people.items() if ask(person)}


@pytest.mark.parametrize("state", list(State))
def test_who_may_do_what_with_a_task(world, state):
    people, task, _part = world
    task.state = state
    asks = {
        "change": rules.may_change, "confirm": rules.may_confirm, "drop": rules.may_drop, "cancel": rules.may_cancel,
        "join": rules.may_join, "set_indicator": rules.may_set_indicator, "record_figure": rules.may_record_figure,
    }  # fmt: skip
    place = list(State).index(state)
    found = {verb: allowed(people, lambda person, ask=ask: ask(person, task)) for verb, ask in asks.items()}
    # The court leads this task, so it tells figures too.
    found["record_figure"] -= {"other party"}
    assert found == {verb: row[place] for verb, row in TASK.items()}


@pytest.mark.parametrize("state", list(PartState))
def test_who_may_do_what_with_a_part(world, state):
    people, _task, part = world
    part.state = state
    asks = {
        "hand_in": rules.may_hand_in, "ask_extension": rules.may_ask_extension, "open_report": rules.may_open_report,
        "extend": rules.may_extend, "remind": rules.may_remind, "release": rules.may_release,
        "transfer": rules.may_transfer,
    }  # fmt: skip
    place = list(PartState).index(state)
    found = {verb: allowed(people, lambda person, ask=ask: ask(person, part)) for verb, ask in asks.items()}
    assert found == {verb: row[place] for verb, row in PART.items()}


@pytest.mark.parametrize("state", list(EvidenceState))
def test_who_may_decide_on_evidence(world, state):
    people, _task, part = world
    evidence = Evidence(participation=part, state=state, by="account:0")
    asks = {"accept": rules.may_accept, "return": rules.may_return, "take_back": rules.may_take_back}
    place = list(EvidenceState).index(state)
    found = {verb: allowed(people, lambda person, ask=ask: ask(person, evidence)) for verb, ask in asks.items()}
    assert found == {verb: row[place] for verb, row in EVIDENCE.items()}


@pytest.mark.parametrize("state", list(ExtensionState))
def test_who_may_decide_on_more_time(world, state):
    people, _task, part = world
    extension = Extension(participation=part, state=state)
    found = allowed(people, lambda person: rules.may_decide_extension(person, extension))
    assert found == EXTENSION["decide"][list(ExtensionState).index(state)]


@pytest.mark.parametrize("state", list(ReportState))
def test_who_may_do_what_with_a_report(world, state):
    people, _task, part = world
    report = Report(participation=part, state=state, period="2026-Q1")
    asks = {
        "write": rules.may_write_report, "submit": rules.may_submit_report, "skip": rules.may_skip_report,
        "accept_report": rules.may_accept_report,
    }  # fmt: skip
    place = list(ReportState).index(state)
    found = {verb: allowed(people, lambda person, ask=ask: ask(person, report)) for verb, ask in asks.items()}
    assert found == {verb: row[place] for verb, row in REPORT.items()}


def test_who_may_make_tasks(world):
    people, task, _part = world
    for ask in (rules.may_assign, rules.may_suggest, rules.may_begin_duty, rules.may_import):
        assert allowed(people, lambda person, ask=ask: ask(person, task.programme)) == UNIT


def test_the_lead_of_a_task_is_not_released_but_its_task_cancelled(world):
    people, task, _part = world
    lead = Participation.objects.get(task=task, role="lead")
    assert "cancel the task" in str(rules.may_release(people["unit head"], lead).why_not)


def test_the_drawings():
    assert "OPEN --> DONE: complete" in LIFE.as_mermaid()
    assert "HANDED_IN --> DONE: accept" in PART_LIFE.as_mermaid()
    assert "HANDED_IN --> RETURNED: return_evidence" in EVIDENCE_LIFE.as_mermaid()
    assert "ASKED --> APPROVED: approve_extension" in EXTENSION_LIFE.as_mermaid()
    assert "RETURNED --> SUBMITTED: submit_report" in REPORT_LIFE.as_mermaid()
    assert "PREVIEW --> ACCEPTED: accept_import" in IMPORT_LIFE.as_mermaid()
