"""Certificates people and agencies sign with. Only the public part ever comes here."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing import craft, rules
from phoihop.agree.signing.models import Certificate
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def register_certificate(*, data: bytes, by: Actor, at: dt.datetime, agency: Agency | None = None) -> Certificate:
    """`data` is DER or PEM. Without `agency` it is that of the person who registers it, in any post held."""
    verdict = rules.may_register_for(by, agency) if agency else rules.may_register_own(by)
    verdict.require()
    facts = craft.read_certificate(data)
    if Certificate.objects.filter(sha256=facts.sha256, withdrawn_at=None).exists():
        raise NotAllowed(_("This certificate is registered already."))
    if facts.valid_until <= at:
        raise NotAllowed(_("This certificate has expired; register the one you sign with now."))
    person = None if agency else Tenure.objects.select_related("person").get(pk=by.tenure_id or 0).person
    certificate = Certificate.objects.create(
        person=person,
        agency=agency,
        der=facts.der,
        sha256=facts.sha256,
        subject=facts.subject,
        issuer=facts.issuer,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        registered_at=at,
    )
    ledger.record(
        "certificate.registered",
        on=certificate,
        by=by,
        at=at,
        personal={} if agency else {"subject": facts.subject},
        sha256=facts.sha256,
        of=agency.name if agency else "",
    )
    return certificate


@transaction.atomic
def withdraw_certificate(*, certificate: Certificate, by: Actor, at: dt.datetime) -> Certificate:
    """Lost, replaced or revoked: nothing is signed with it any more. What was signed stays."""
    rules.may_withdraw(by, certificate).require()
    if Certificate.objects.filter(pk=certificate.pk, withdrawn_at=None).update(withdrawn_at=at):
        certificate.withdrawn_at = at
        ledger.record("certificate.withdrawn", on=certificate, by=by, at=at, sha256=certificate.sha256)
    return certificate
