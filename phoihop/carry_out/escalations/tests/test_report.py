"""A party says what stands in the way; the standing unit has it from then on."""

import datetime as dt

import pytest

from phoihop.agree.programmes import verbs as programmes
from phoihop.carry_out.escalations import verbs
from phoihop.carry_out.escalations.models import Difficulty, Statement, Turn
from phoihop.carry_out.escalations.tests.factories import DAY, a_difficulty, a_programme, a_task, again, at, clause
from phoihop.carry_out.escalations.verbs import Way
from phoihop.foundation.access.roles import Role
from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, hanh, lan, minh, someone, tu

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    lead, head = lan(), minh()
    return lead, head, a_programme(lead, head)


def test_a_party_reports_and_the_standing_unit_is_to_speak(cast):
    lead, head, programme = cast
    difficulty = a_difficulty(programme, head)
    assert (difficulty.code, difficulty.state) == ("VM1", "REPORTED")
    assert difficulty.waits_for == lead.agency
    assert difficulty.since_on == DAY
    assert difficulty.reporter == difficulty.held_by == head.agency
    assert [turn.verb for turn in Turn.objects.all()] == ["report"]


def test_the_entry_stands_in_the_chain_of_the_programme(cast):
    lead, head, programme = cast
    task = a_task(programme, lead, head)
    a_difficulty(programme, head, tasks=[task], nodes=[clause(programme)])
    entry = Entry.objects.get(kind="difficulty.reported")
    assert entry.chain == programme.ledger_chain
    assert entry.details["tasks"] == [task.code]
    assert entry.details["clauses"] == [clause(programme).key]


def test_what_was_said_is_kept_as_a_statement(cast):
    _lead, head, programme = cast
    a_difficulty(programme, head, options=[Way("Cấp quyền", "Nhanh"), Way("  ")], urgency="express")
    statement = Statement.objects.get()
    assert statement.options == [{"name": "Cấp quyền", "advantages": "Nhanh", "drawbacks": ""}]
    assert (statement.number, statement.urgency) == (1, "express")


def test_those_who_triage_are_told_and_the_reporter_is_not(cast):
    lead, head, programme = cast
    a_difficulty(programme, head)
    assert list(Notice.objects.filter(kind="difficulty.reported").values_list("account_id", flat=True)) == [
        lead.account_id
    ]


def test_difficulties_are_numbered_in_each_programme(cast):
    lead, head, programme = cast
    other = a_programme(lead, head)
    numbers = [a_difficulty(one, head).number for one in (programme, programme, other)]
    assert numbers == [1, 2, 1]


def test_the_standing_unit_reports_too(cast):
    lead, _head, programme = cast
    assert a_difficulty(programme, lead).held_by == lead.agency


def test_a_stranger_may_not(cast):
    _lead, _head, programme = cast
    with pytest.raises(NotAllowed, match="reported by the parties"):
        a_difficulty(programme, tu())
    assert not Difficulty.objects.exists()


def test_a_clerk_may_not(cast):
    _lead, head, programme = cast
    clerk = someone("Văn", agency=head.agency, roles=(Role.CLERK,))
    with pytest.raises(NotAllowed, match="for officers and heads"):
        a_difficulty(programme, clerk)


def test_not_after_the_programme_has_ended(cast):
    lead, head, programme = cast
    programmes.end(framework=programme.framework, by=lead, at=at(dt.date(2031, 1, 2)))
    with pytest.raises(NotAllowed, match="while the programme is in force"):
        verbs.report(programme=programme, title="Muộn", facts="…", proposal="…", by=head, at=LATER)


@pytest.mark.parametrize(
    ("field", "said"), [("title", "in a line"), ("facts", "facts come first"), ("proposal", "without a proposal")]
)
def test_what_must_be_said_is_said(cast, field, said):
    _lead, head, programme = cast
    with pytest.raises(NotAllowed, match=said):
        a_difficulty(programme, head, **{field: "  "})


def test_affected_tasks_and_clauses_are_the_programmes_own(cast):
    lead, head, programme = cast
    court = hanh()
    other = a_programme(lead, court)
    with pytest.raises(NotAllowed, match="the same programme"):
        a_difficulty(programme, head, tasks=[a_task(other, lead, court)])
    with pytest.raises(NotAllowed, match="the programme's own text"):
        a_difficulty(programme, head, nodes=[clause(other)])


def test_completing_keeps_the_former_words(cast):
    lead, head, programme = cast
    task = a_task(programme, lead, head)
    difficulty = a_difficulty(programme, head)
    verbs.return_for_completion(difficulty=difficulty, reason="Thiếu số liệu.", by=lead, at=MONDAY)
    done = verbs.complete(
        difficulty=again(difficulty),
        title="Thiếu dữ liệu của 1.245 hộ",
        facts="1.245 hộ chưa có dữ liệu.",
        proposal="Cấp quyền.",
        tasks=[task],
        by=head,
        at=LATER,
    )
    assert done.state == "REPORTED"
    assert done.waits_for == lead.agency
    assert done.since_on == LATER.date()
    assert list(done.tasks.all()) == [task]
    assert [one.title for one in done.statements.order_by("number")] == [
        "Thiếu số liệu dân cư để tổng hợp",
        "Thiếu dữ liệu của 1.245 hộ",
    ]
    assert Difficulty.objects.filter(folded__contains="1.245 ho").exists()
    assert Notice.objects.filter(kind="difficulty.completed", account_id=lead.account_id).exists()


def test_only_the_reporter_completes(cast):
    lead, head, programme = cast
    difficulty = a_difficulty(programme, head)
    verbs.return_for_completion(difficulty=difficulty, reason="Thiếu.", by=lead, at=MONDAY)
    with pytest.raises(NotAllowed, match="agency that reported"):
        verbs.complete(difficulty=again(difficulty), title="a", facts="b", proposal="c", by=lead, at=LATER)


def test_what_was_not_returned_is_not_completed(cast):
    _lead, head, programme = cast
    with pytest.raises(NotAllowed, match="after it was returned"):
        verbs.complete(difficulty=a_difficulty(programme, head), title="a", facts="b", proposal="c", by=head, at=LATER)
