"""Agencies: founded, renamed, given codes, ended."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from phoihop.foundation.agencies import queries, rules
from phoihop.foundation.agencies.actor import CLOCK, Actor
from phoihop.foundation.agencies.models import Agency, AgencyCode, AgencyName, Locality, Tenure
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.vietnamese import fold, nfc


@transaction.atomic
def found_agency(
    *,
    name: str,
    kind: str,
    founded_on: dt.date,
    by: Actor,
    at: dt.datetime,
    regime: str = "",
    short_name: str = "",
    name_en: str = "",
    locality: Locality | None = None,
    parent: Agency | None = None,
    legal_basis: str = "",
) -> Agency:
    """Enter an agency in the register. Without `regime`, Party organs write as the Party does, others as the State."""
    name = nfc(name).strip()
    rules.may_found(by, name=name, locality=locality, parent=parent, on=queries.day_of(at)).require()
    agency = write_agency(
        name=name,
        kind=kind,
        regime=regime,
        short_name=short_name,
        name_en=name_en,
        locality=locality,
        parent=parent,
        founded_on=founded_on,
        legal_basis=legal_basis,
    )
    ledger.record(
        "agency.founded",
        on=agency,
        by=by,
        at=at,
        name=name,
        kind=kind,
        founded_on=founded_on.isoformat(),
        legal_basis=legal_basis,
    )
    return agency


def write_agency(
    *,
    name: str,
    kind: str,
    founded_on: dt.date,
    regime: str = "",
    short_name: str = "",
    name_en: str = "",
    locality: Locality | None = None,
    parent: Agency | None = None,
    legal_basis: str = "",
) -> Agency:
    """The rows of a new agency, without rule and entry."""
    party = kind == Agency.Kind.PARTY_COMMITTEE
    agency = Agency.objects.create(
        name=name,
        kind=kind,
        regime=regime or (Agency.Regime.PARTY if party else Agency.Regime.STATE),
        short_name=short_name,
        name_en=name_en,
        locality=locality,
        parent=parent,
        founded_on=founded_on,
    )
    agency.names.create(name=name, short_name=short_name, name_en=name_en, from_on=founded_on, legal_basis=legal_basis)
    _fold(agency)
    return agency


@transaction.atomic
def rename_agency(
    *,
    agency: Agency,
    name: str,
    effective_on: dt.date,
    legal_basis: str,
    by: Actor,
    at: dt.datetime,
    short_name: str = "",
    name_en: str = "",
) -> AgencyName:
    """A name from that day on, until the next name on record begins; the one before ends that day.

    A day in the past puts the name into history; a day to come leaves today's name until the day arrives.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    name = nfc(name).strip()
    rules.may_rename(by, agency, name=name, effective_on=effective_on).require()
    words = {"name": name, "short_name": short_name, "name_en": name_en, "legal_basis": legal_basis}
    before, row = _put_into_history(agency, effective_on, **words)
    today = queries.day_of(at)
    if effective_on <= today and (row.until_on is None or today < row.until_on):
        _go_by(agency, row)
    _fold(agency)
    ledger.record(
        "agency.renamed",
        on=agency,
        by=by,
        at=at,
        old_name=before.name,
        name=name,
        effective_on=effective_on.isoformat(),
        legal_basis=legal_basis,
    )
    return row


@transaction.atomic
def take_names_into_use(*, at: dt.datetime) -> list[Agency]:
    """Let agencies go by the names that have come into force since they were decided."""
    renamed = []
    for row in queries.names_due(queries.day_of(at)):
        old_name = row.agency.name
        _go_by(row.agency, row)
        _fold(row.agency)
        ledger.record("agency.name_taken_into_use", on=row.agency, by=CLOCK, at=at, old_name=old_name, name=row.name)
        renamed.append(row.agency)
    return renamed


@transaction.atomic
def give_code(*, agency: Agency, code: str, from_on: dt.date, by: Actor, at: dt.datetime) -> AgencyCode:
    """An identifier from that day on; the one in force until then is struck out on the same day."""
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    code = code.strip().upper()
    rules.may_give_code(by, agency, code=code, from_on=from_on).require()
    agency.codes.filter(until_on=None).update(until_on=from_on)
    row = agency.codes.create(code=code, from_on=from_on)
    _fold(agency)
    ledger.record(
        "agency.code_given", on=agency, by=by, at=at, name=agency.name, code=code, from_on=from_on.isoformat()
    )
    return row


@transaction.atomic
def end_agency(*, agency: Agency, ended_on: dt.date, legal_basis: str, by: Actor, at: dt.datetime) -> Agency:
    """The agency is there until the day before. Its codes are struck out and its posts fall vacant that day."""
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    rules.may_end(by, agency, ended_on=ended_on).require()
    agency.ended_on, agency.end_legal_basis = ended_on, legal_basis
    agency.save(update_fields=["ended_on", "end_legal_basis"])
    agency.codes.filter(Q(until_on=None) | Q(until_on__gt=ended_on)).update(until_on=ended_on)
    vacated = _vacate(agency, ended_on, by=by, at=at)
    ledger.record(
        "agency.ended",
        on=agency,
        by=by,
        at=at,
        name=agency.name,
        ended_on=ended_on.isoformat(),
        legal_basis=legal_basis,
        posts_vacated=vacated,
    )
    return agency


def _vacate(agency: Agency, day: dt.date, *, by: Actor, at: dt.datetime) -> int:
    """End what runs past that day; what was to begin on it or later is never taken up: it ends as it begins."""
    running = Tenure.objects.filter(Q(until_on=None) | Q(until_on__gt=day), post__agency=agency)
    ended = 0
    for tenure in running.select_related("person", "post__agency").order_by("pk"):
        tenure.until_on = max(day, tenure.from_on)
        tenure.save(update_fields=["until_on"])
        record_end(tenure, by=by, at=at)
        ended += 1
    return ended


def record_end(tenure: Tenure, *, by: Actor, at: dt.datetime) -> None:
    ledger.record(
        "tenure.ended",
        on=tenure,
        by=by,
        at=at,
        personal={"person": tenure.person.full_name},
        post=tenure.post.title,
        agency=tenure.post.agency.name,
        until_on=tenure.until_on.isoformat() if tenure.until_on else "",
    )


def _put_into_history(agency: Agency, day: dt.date, **words: str) -> tuple[AgencyName, AgencyName]:
    """End the name in force that day and let the new one run until the next begins; both of them."""
    before = agency.names.get(Q(until_on=None) | Q(until_on__gt=day), from_on__lt=day)
    until_on, before.until_on = before.until_on, day
    before.save(update_fields=["until_on"])
    return before, agency.names.create(from_on=day, until_on=until_on, **words)


def _go_by(agency: Agency, row: AgencyName) -> None:
    agency.name, agency.short_name, agency.name_en = row.name, row.short_name, row.name_en
    agency.save(update_fields=["name", "short_name", "name_en"])


def _fold(agency: Agency) -> None:
    """What the register finds the agency by: the present name first, so that it also sorts by it."""
    words = [agency.name, agency.short_name, agency.name_en]
    for row in agency.names.order_by("-from_on", "pk"):
        words += [row.name, row.short_name]
    words += agency.codes.order_by("pk").values_list("code", flat=True)
    agency.folded = " ".join(dict.fromkeys(fold(word) for word in words if word))
    agency.save(update_fields=["folded"])
