"""What happens to frameworks, programmes and their legal bases. Each verb is one thing, with one ledger entry."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes import rules
from phoihop.agree.programmes.models import Citation, Framework, LegalBasis, Party, Programme
from phoihop.agree.programmes.states import LIFE
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency, Locality, Tenure
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import heads
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import fold


@transaction.atomic
def open_framework(
    *,
    title: str,
    kind: str,
    begins_on: date,
    ends_on: date,
    by: Actor,
    at: datetime,
    cadence: str = Framework.Cadence.QUARTER,
    cutoff_day: int = 0,
    chair_rule: str = Framework.ChairRule.FIXED,
    locality: Locality | None = None,
    parent: Framework | None = None,
) -> Framework:
    """The agency of whoever opens it leads it. `cutoff_day` 0 means calendar periods, else Decree 09/2019 art. 12."""
    rules.may_open(by).require()
    framework = Framework.objects.create(
        title=title,
        folded=fold(title),
        kind=kind,
        lead_agency=by.agency,
        locality=locality or by.agency.locality,
        parent=parent,
        begins_on=begins_on,
        ends_on=ends_on,
        cadence=cadence,
        cutoff_day=cutoff_day,
        chair_rule=chair_rule,
        opened_at=at,
    )
    ledger.record("framework.opened", on=framework, by=by, at=at, title=title, term=_term(begins_on, ends_on))
    return framework


@transaction.atomic
def correct_framework(
    *,
    framework: Framework,
    title: str,
    begins_on: date,
    ends_on: date,
    cadence: str,
    cutoff_day: int,
    chair_rule: str,
    by: Actor,
    at: datetime,
) -> Framework:
    rules.may_shape(by, framework).require()
    wanted = {
        "title": title,
        "begins_on": begins_on,
        "ends_on": ends_on,
        "cadence": cadence,
        "cutoff_day": cutoff_day,
        "chair_rule": chair_rule,
    }
    changed = {name: str(value) for name, value in wanted.items() if getattr(framework, name) != value}
    for name, value in wanted.items():
        setattr(framework, name, value)
    framework.folded = fold(title)
    framework.save(update_fields=[*wanted, "folded"])
    ledger.record("framework.corrected", on=framework, by=by, at=at, title=title, changed=changed)
    return framework


@transaction.atomic
def open_programme(
    *,
    framework: Framework,
    name: str,
    partners: Sequence[Agency],
    by: Actor,
    at: datetime,
    standing_unit: Agency | None = None,
) -> Programme:
    """One set of parties that will sign together: the lead agency and at least one partner.

    The first entry of the programme's own chain carries the head of the framework's, which ties the two together.
    """
    rules.may_shape(by, framework).require()
    members = [agency for agency in dict.fromkeys(partners) if agency.pk != framework.lead_agency_id]
    if not members:
        raise NotAllowed(_("A programme needs at least one partner besides the lead agency."))
    last = framework.programmes.aggregate(last=Max("position"))["last"] or 0
    programme = Programme.objects.create(
        framework=framework,
        name=name,
        position=last + 1,
        standing_unit=standing_unit or framework.lead_agency,
        opened_at=at,
    )
    Party.objects.create(programme=programme, agency=framework.lead_agency, role=Party.Role.LEAD, position=0)
    Party.objects.bulk_create(
        Party(programme=programme, agency=agency, position=place) for place, agency in enumerate(members, 1)
    )
    ledger.record(
        "programme.opened",
        on=programme,
        by=by,
        at=at,
        name=name,
        parties=[framework.lead_agency.name, *(agency.name for agency in members)],
        framework=heads.head_of(framework.ledger_chain),
    )
    return programme


@transaction.atomic
def add_party(*, programme: Programme, agency: Agency, by: Actor, at: datetime) -> Party:
    rules.may_shape(by, programme.framework).require()
    if programme.parties.filter(agency=agency).exists():
        raise NotAllowed(_("This agency is already a party."))
    last = programme.parties.aggregate(last=Max("position"))["last"] or 0
    party = Party.objects.create(programme=programme, agency=agency, position=last + 1)
    ledger.record("programme.party_added", on=programme, by=by, at=at, agency=agency.name)
    return party


@transaction.atomic
def remove_party(*, party: Party, by: Actor, at: datetime) -> None:
    programme = party.programme
    rules.may_shape(by, programme.framework).require()
    if party.role == Party.Role.LEAD:
        raise NotAllowed(_("The lead agency cannot leave its own programme."))
    if programme.parties.exclude(role=Party.Role.LEAD).count() == 1:
        raise NotAllowed(_("A programme needs at least one partner besides the lead agency."))
    ledger.record("programme.party_removed", on=programme, by=by, at=at, agency=party.agency.name)
    party.delete()


@transaction.atomic
def name_focal_point(*, party: Party, tenure: Tenure | None, by: Actor, at: datetime) -> Party:
    """`tenure` None takes the name back. The person must hold a post in the party's agency."""
    rules.may_name_focal_point(by, party.programme, party.agency_id).require()
    if tenure and tenure.post.agency_id != party.agency_id:
        raise NotAllowed(_("A focal point holds a post in the agency it stands for."))
    party.focal_point = tenure
    party.save(update_fields=["focal_point"])
    ledger.record(
        "programme.focal_point_named",
        on=party.programme,
        by=by,
        at=at,
        personal={"focal_point": tenure.person.full_name} if tenure else {},
        agency=party.agency.name,
        post=tenure.post.title if tenure else "",
    )
    return party


@transaction.atomic
def register_basis(
    *,
    number: str,
    title: str,
    issued_by: str,
    by: Actor,
    at: datetime,
    issued_on: date | None = None,
    in_force_from: date | None = None,
    in_force_until: date | None = None,
) -> LegalBasis:
    rules.may_keep_register(by).require()
    if LegalBasis.objects.filter(number=number, issued_on=issued_on).exists():
        raise NotAllowed(_("This legal basis is in the register already."))
    basis = LegalBasis.objects.create(
        number=number,
        title=title,
        folded=fold(f"{number} {title}"),
        issued_by=issued_by,
        issued_on=issued_on,
        in_force_from=in_force_from,
        in_force_until=in_force_until,
    )
    ledger.record("legal_basis.registered", on=basis, by=by, at=at, number=number, title=title)
    return basis


@transaction.atomic
def end_basis(
    *, basis: LegalBasis, in_force_until: date, by: Actor, at: datetime, replaced_by: LegalBasis | None = None
) -> LegalBasis:
    """From the next day it is no longer in force, and every page that cites it says so."""
    rules.may_keep_register(by).require()
    if basis.in_force_from and in_force_until < basis.in_force_from:
        raise NotAllowed(_("It cannot end before it came into force."))
    if replaced_by == basis:
        raise NotAllowed(_("A legal basis cannot replace itself."))
    basis.in_force_until, basis.replaced_by = in_force_until, replaced_by
    basis.save(update_fields=["in_force_until", "replaced_by"])
    ledger.record(
        "legal_basis.ended",
        on=basis,
        by=by,
        at=at,
        number=basis.number,
        until=in_force_until.isoformat(),
        replaced_by=replaced_by.number if replaced_by else "",
    )
    return basis


@transaction.atomic
def cite(*, framework: Framework, basis: LegalBasis, by: Actor, at: datetime) -> Citation:
    rules.may_shape(by, framework).require()
    if framework.citations.filter(basis=basis).exists():
        raise NotAllowed(_("This legal basis is cited already."))
    last = framework.citations.aggregate(last=Max("position"))["last"] or 0
    citation = Citation.objects.create(framework=framework, basis=basis, position=last + 1)
    ledger.record("framework.basis_cited", on=framework, by=by, at=at, number=basis.number)
    return citation


@transaction.atomic
def stop_citing(*, citation: Citation, by: Actor, at: datetime) -> None:
    rules.may_shape(by, citation.framework).require()
    ledger.record("framework.basis_dropped", on=citation.framework, by=by, at=at, number=citation.basis.number)
    citation.delete()


@transaction.atomic
def consult(*, framework: Framework, by: Actor, at: datetime) -> Framework:
    """The parties may see the framework from now on."""
    rules.may_consult(by, framework).require()
    LIFE.move(framework, "consult")
    ledger.record("framework.sent_for_opinions", on=framework, by=by, at=at, title=framework.title)
    return framework


@transaction.atomic
def complete(*, framework: Framework, by: Actor, at: datetime) -> Framework:
    rules.may_complete(by, framework).require()
    LIFE.move(framework, "complete")
    ledger.record("framework.being_completed", on=framework, by=by, at=at, title=framework.title)
    return framework


@transaction.atomic
def settle(*, framework: Framework, by: Actor, at: datetime) -> Framework:
    rules.may_settle(by, framework).require()
    LIFE.move(framework, "settle", settled_at=at)
    ledger.record("framework.settled", on=framework, by=by, at=at, title=framework.title)
    return framework


@transaction.atomic
def drop(*, framework: Framework, reason: str, by: Actor, at: datetime) -> Framework:
    rules.may_drop(by, framework).require()
    LIFE.move(framework, "drop")
    ledger.record("framework.dropped", on=framework, by=by, at=at, title=framework.title, reason=reason)
    return framework


@transaction.atomic
def put_in_force(*, framework: Framework, by: ledger.Doer, at: datetime) -> Framework:
    """Everybody has signed; called by signing."""
    rules.may_put_in_force(framework).require()
    LIFE.move(framework, "put_in_force")
    ledger.record("framework.in_force", on=framework, by=by, at=at, title=framework.title)
    return framework


@transaction.atomic
def change_term(*, framework: Framework, ends_on: date, by: ledger.Doer, at: datetime) -> Framework:
    """A signed extension, or a signed early end, gives the term another last day."""
    rules.may_change_term(framework, ends_on).require()
    was, framework.ends_on = framework.ends_on, ends_on
    framework.save(update_fields=["ends_on"])
    ledger.record(
        "framework.term_changed",
        on=framework,
        by=by,
        at=at,
        title=framework.title,
        was=was.isoformat(),
        ends_on=ends_on.isoformat(),
    )
    return framework


@transaction.atomic
def accede(*, programme: Programme, agency: Agency, by: ledger.Doer, at: datetime) -> Party:
    """A signed accession makes the agency a party to a programme in force."""
    rules.may_accede(programme.framework).require()
    if programme.parties.filter(agency=agency).exists():
        raise NotAllowed(_("This agency is already a party."))
    last = programme.parties.aggregate(last=Max("position"))["last"] or 0
    party = Party.objects.create(programme=programme, agency=agency, position=last + 1)
    ledger.record("programme.acceded", on=programme, by=by, at=at, agency=agency.name)
    return party


@transaction.atomic
def end(*, framework: Framework, by: ledger.Doer, at: datetime) -> Framework:
    """The term is over; called by the clock the day after its last day."""
    rules.may_end(framework, on=day_of(at)).require()
    LIFE.move(framework, "end")
    ledger.record(
        "framework.ended", on=framework, by=by, at=at, title=framework.title, ends_on=framework.ends_on.isoformat()
    )
    return framework


def _term(begins_on: date, ends_on: date) -> str:
    return f"{begins_on.isoformat()}/{ends_on.isoformat()}"
