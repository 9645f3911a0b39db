"""The ceremony as a room sees it: who has signed, who is next."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from phoihop.agree.signing.models import Signing, Slot
from phoihop.agree.signing.queries.slots import on_turn, slots_of
from phoihop.agree.signing.states import SlotState, State


@dataclass(frozen=True, slots=True)
class Step:
    """One place, how it stands ("done", "sealed", "next", ""), and the verdict on what was signed there, if any."""

    slot: Slot
    state: str
    verdict: str = ""


@dataclass(slots=True)
class PartySteps:
    """One party and its places in order. `is_current`: something of it has the turn."""

    agency_name: str
    steps: list[Step] = field(default_factory=list)
    is_lead: bool = False
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One field of the bar: done (ink), sealed (red), next, or nothing yet."""

    state: str
    label: str


@dataclass(frozen=True, slots=True)
class Ceremony:
    """`turn` counts parties from 1; `now` is who signs now, `then` who comes after."""

    parties: Sequence[PartySteps]
    witnesses: Sequence[Step]
    boxes: Sequence[Box]
    now: Sequence[Slot]
    then: Sequence[Slot]
    turn: int
    given: int

    @property
    def total(self) -> int:
        return len(self.boxes)


def ceremony_of(signing: Signing, slots: Sequence[Slot] | None = None) -> Ceremony:
    """`slots` when the caller has them already."""
    slots = slots_of(signing) if slots is None else slots
    now = on_turn(slots, signing.order) if signing.state == State.OPEN else []
    turns = {slot.pk for slot in now}
    steps = [_step(slot, turns, _verdicts(signing)) for slot in slots]
    parties: dict[int, PartySteps] = {}
    for step in steps:
        if step.slot.kind != Slot.Kind.WITNESS:
            row = parties.setdefault(step.slot.agency_id, PartySteps(step.slot.agency_name))
            row.steps.append(step)
            row.is_current = row.is_current or step.state == "next"
    rows = list(parties.values())
    if rows:
        rows[0].is_lead = True
    given = [step for step in steps if step.slot.kind != Slot.Kind.NUMBER]
    return Ceremony(
        parties=rows,
        witnesses=[step for step in steps if step.slot.kind == Slot.Kind.WITNESS],
        boxes=[Box(step.state, f"{step.slot.agency_name}, {step.slot.get_kind_display()}") for step in given],
        now=now,
        then=_after(slots, signing.order, turns),
        turn=next((place for place, row in enumerate(rows, 1) if row.is_current), len(rows)),
        given=sum(step.state in ("done", "sealed") for step in given),
    )


def _step(slot: Slot, turns: set[int], verdicts: dict[str, str]) -> Step:
    if slot.state == SlotState.SIGNED:
        return Step(slot, "sealed" if slot.kind == Slot.Kind.SEAL else "done", verdicts.get(slot.field, ""))
    return Step(slot, "next" if slot.pk in turns else "")


def _verdicts(signing: Signing) -> dict[str, str]:
    """{field: verdict} as last checked; a paper signed by hand has none."""
    return {one["field"]: one["verdict"] for one in signing.report.get("signatures", [])}


def _after(slots: Sequence[Slot], order: str, turns: set[int]) -> list[Slot]:
    """Who has the turn once those have signed who have it now."""
    if not turns:
        return []
    rest = [slot for slot in slots if slot.pk not in turns]
    return on_turn(rest, order)[:3]
