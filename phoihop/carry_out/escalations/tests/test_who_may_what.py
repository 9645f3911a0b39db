"""Every verb in every state by everybody it could concern, against a table written by hand."""

import pytest

from phoihop.carry_out.escalations import rules, verbs
from phoihop.carry_out.escalations.states import LIFE, State
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    again,
    awaited,
    decided,
    leader,
)
from tests.cast import MONDAY, hanh, lan, minh, tu

pytestmark = pytest.mark.django_db

UNIT, REPORTER, MEMBER = {"unit"}, {"reporter"}, {"member"}
NOBODY: set[str] = set()
#: state -> verb -> who may. What is not named, nobody may. The unit, the reporter, another party, a member, a stranger.
TABLE = {
    "REPORTED": {"return": UNIT, "answer": UNIT, "merge": UNIT, "refer": UNIT, "withdraw": REPORTER},
    "REOPENED": {"return": UNIT, "answer": UNIT, "merge": UNIT, "refer": UNIT, "withdraw": REPORTER},
    "RETURNED": {"complete": REPORTER, "withdraw": REPORTER},
    "REFERRED": {"decide": MEMBER, "refuse": MEMBER, "ask_back": MEMBER, "withdraw": REPORTER},
    "ANSWERED": {"resolve": REPORTER, "reopen": REPORTER},
    "DECIDED": {"resolve": REPORTER, "reopen": REPORTER},
    "REFUSED": {"refer": UNIT, "reopen": REPORTER},
    "MERGED": {},
    "RESOLVED": {},
    "WITHDRAWN": {},
}
RULES = {
    "return": rules.may_return,
    "answer": rules.may_answer,
    "merge": rules.may_merge,
    "refer": rules.may_refer,
    "complete": rules.may_complete,
    "withdraw": rules.may_withdraw,
    "resolve": rules.may_resolve,
    "reopen": rules.may_reopen,
}
OF_THE_BODY = {"decide": rules.may_decide, "refuse": rules.may_refuse, "ask_back": rules.may_ask_back}


@pytest.fixture
def cast():
    people = {"unit": lan(), "reporter": minh(), "other": hanh(), "member": leader(), "stranger": tu()}
    return people, a_programme(people["unit"], people["reporter"], people["other"])


def brought_to(state, people, programme):
    """By the verbs people use."""
    unit, reporter, member = people["unit"], people["reporter"], people["member"]
    one = a_difficulty(programme, reporter)
    if state in ("REFERRED", "DECIDED", "REFUSED", "RESOLVED"):
        a_referral(one, unit)
    if state in ("DECIDED", "RESOLVED"):
        decided(one, member)
    steps = {
        "RETURNED": lambda: verbs.return_for_completion(difficulty=one, reason="…", by=unit, at=MONDAY),
        "REFUSED": lambda: verbs.refuse(referral=awaited(one), reason="…", by=member, at=MONDAY),
        "MERGED": lambda: verbs.merge(difficulty=one, into=a_difficulty(programme, reporter), by=unit, at=MONDAY),
        "RESOLVED": lambda: verbs.resolve(difficulty=again(one), by=reporter, at=MONDAY),
        "WITHDRAWN": lambda: verbs.withdraw(difficulty=one, reason="…", by=reporter, at=MONDAY),
    }
    if state in ("ANSWERED", "REOPENED"):
        verbs.answer(difficulty=one, text="…", by=unit, at=MONDAY)
    if state == "REOPENED":
        verbs.reopen(difficulty=again(one), reason="…", by=reporter, at=MONDAY)
    if state in steps:
        steps[state]()
    found = again(one)
    assert found.state == state
    return found


@pytest.mark.parametrize("state", TABLE)
def test_who_may_what(state, cast):
    people, programme = cast
    difficulty = brought_to(state, people, programme)
    wrong = []
    for verb, rule in RULES.items():
        for name, actor in people.items():
            wanted = name in TABLE[state].get(verb, NOBODY)
            if bool(rule(actor, difficulty)) != wanted:
                wrong.append((verb, name, str(rule(actor, difficulty).why_not)))
    if difficulty.referrals.exists():
        for verb, rule in OF_THE_BODY.items():
            for name, actor in people.items():
                wanted = name in TABLE[state].get(verb, NOBODY)
                if bool(rule(actor, awaited(difficulty))) != wanted:
                    wrong.append((verb, name))
    assert not wrong


def test_the_table_speaks_of_every_state_and_every_move():
    assert set(TABLE) == set(State)
    words = {"return_for_completion": "return"}
    moves = {(move.source, words.get(move.verb, move.verb)) for move in LIFE.moves}
    assert moves == {(state, verb) for state, row in TABLE.items() for verb in row}
