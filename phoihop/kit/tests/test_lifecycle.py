"""Moves on a table, compare-and-swap, and the drawing."""

import pytest

from phoihop.kit.lifecycle import Lifecycle, Move
from phoihop.kit.verdict import YES, NotAllowed, StateMoved, first_no, no

LIFE = Lifecycle(start="SHUT", moves=[Move("open", "SHUT", "OPEN"), Move("shut", "OPEN", "SHUT")])


class Rows:
    """What a manager answers: whether a row in the expected state was still there."""

    def __init__(self, state):
        self.state = state

    def filter(self, *, pk, state):
        self.matches = state == self.state
        return self

    def update(self, **changes):
        if self.matches:
            self.state = changes["state"]
        return int(self.matches)


def a_door(seen, in_database):
    door = type("Door", (), {"pk": 1, "state": seen, "_base_manager": Rows(in_database)})()
    return door


def test_a_move_sets_what_goes_with_it():
    door = a_door("SHUT", "SHUT")
    LIFE.move(door, "open", opened_by="Lan")
    assert (door.state, door.opened_by, door._base_manager.state) == ("OPEN", "Lan", "OPEN")


def test_the_second_of_two_is_told():
    door = a_door("SHUT", "OPEN")
    with pytest.raises(StateMoved, match="Someone else has just changed this"):
        LIFE.move(door, "open")
    assert door.state == "SHUT"


def test_a_move_that_does_not_exist_from_here_is_refused():
    with pytest.raises(NotAllowed):
        LIFE.move(a_door("OPEN", "OPEN"), "open")


def test_the_table_answers_what_is_possible():
    assert LIFE.allows("open", "SHUT")
    assert not LIFE.allows("open", "OPEN")
    assert LIFE.verbs_from("OPEN") == ("shut",)
    assert LIFE.states() == ("SHUT", "OPEN")


def test_the_drawing():
    assert LIFE.as_mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> SHUT",
        "    SHUT --> OPEN: open",
        "    OPEN --> SHUT: shut",
    ]


def test_a_no_knows_why_and_the_first_one_counts():
    YES.require()
    late, shut = no("Too late."), no("Shut.")
    assert first_no(YES, YES) is YES
    assert first_no(YES, late, shut) is late
    with pytest.raises(NotAllowed, match="Too late"):
        late.require()
