"""Evidence is handed in, taken back, accepted or returned."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.tasks import rules
from phoihop.carry_out.tasks.models import Evidence, EvidenceFile, Participation
from phoihop.carry_out.tasks.states import EVIDENCE_LIFE, LIFE, PART_LIFE
from phoihop.carry_out.tasks.verbs.holding import lapse_extension, next_number
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def hand_in(
    *,
    part: Participation,
    body: str,
    by: Actor,
    at: datetime,
    files: Sequence[tuple[StoredFile, str]] = (),
) -> Evidence:
    """Say that the agency's part is done, and show it: in words, by papers kept before (file, name), or both.

    The day of handing in decides whether it was in time, however long accepting takes.
    """
    rules.may_hand_in(by, part).require()
    if not body.strip() and not files:
        raise NotAllowed(_("Say what was done, or attach the paper that shows it."))
    today = day_of(at)
    PART_LIFE.move(part, "hand_in", handed_on=today)
    evidence = Evidence.objects.create(
        participation=part,
        number=next_number(part.evidence),
        body=body.strip(),
        handed_on=today,
        handed_at=at,
        by=by.ref,
        by_name=by.name,
    )
    EvidenceFile.objects.bulk_create(
        EvidenceFile(evidence=evidence, file=file, name=name, position=place)
        for place, (file, name) in enumerate({file.pk: (file, name) for file, name in files}.values())
    )
    lapse_extension(part, at=at)
    ledger.record(
        "task.handed_in",
        on=evidence,
        by=by,
        at=at,
        **_named(evidence),
        late=is_late(evidence),
        files=[file.sha256 for file, _name in files],
    )
    return evidence


@transaction.atomic
def take_back(*, evidence: Evidence, by: Actor, at: datetime) -> Evidence:
    """Before it is decided on: something was wrong or missing in it. The part is owed again."""
    rules.may_take_back(by, evidence).require()
    EVIDENCE_LIFE.move(evidence, "take_back", decided_at=at, decided_by_name=by.name)
    PART_LIFE.move(evidence.participation, "take_back", handed_on=None)
    ledger.record("task.taken_back", on=evidence, by=by, at=at, **_named(evidence))
    return evidence


@transaction.atomic
def accept(*, evidence: Evidence, by: Actor, at: datetime) -> Evidence:
    """The part is done, on the day on which this was handed in; with the lead agency's the task is completed."""
    rules.may_accept(by, evidence).require()
    part = evidence.participation
    EVIDENCE_LIFE.move(evidence, "accept", decided_at=at, decided_by_name=by.name)
    PART_LIFE.move(part, "accept", done_on=evidence.handed_on, closed_at=at, handed_on=None)
    if part.is_lead:
        LIFE.move(part.task, "complete", closed_at=at)
    ledger.record(
        "task.accepted", on=evidence, by=by, at=at, **_named(evidence), late=is_late(evidence), completes=part.is_lead
    )
    return evidence


@transaction.atomic
def return_evidence(*, evidence: Evidence, reason: str, by: Actor, at: datetime) -> Evidence:
    """It does not show that the part is done; the reason says what is missing. The due date stays as it was."""
    rules.may_return(by, evidence).require()
    EVIDENCE_LIFE.move(evidence, "return_evidence", decided_at=at, decided_by_name=by.name, reason=reason)
    PART_LIFE.move(evidence.participation, "return_evidence", handed_on=None)
    ledger.record("task.returned", on=evidence, by=by, at=at, **_named(evidence), reason=reason)
    return evidence


def is_late(evidence: Evidence) -> bool:
    due_on = evidence.participation.due_on
    return due_on is not None and evidence.handed_on > due_on


def _named(evidence: Evidence) -> dict[str, Any]:
    part = evidence.participation
    return {"code": part.task.code, "agency": part.agency.name, "number": evidence.number}
