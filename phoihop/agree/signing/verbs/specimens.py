"""Pictures of signatures and seals, put on papers as Decree 30/2020 says (Annex I, part I.II.7d, 8a)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing import rules
from phoihop.agree.signing.models import Specimen
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.files import kinds
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def keep_specimen(*, file: StoredFile, by: Actor, at: dt.datetime, agency: Agency | None = None) -> Specimen:
    """Takes the place of the one in use. Without `agency` it is that of the person's own hand."""
    verdict = rules.may_register_for(by, agency) if agency else rules.may_register_own(by)
    verdict.require()
    if file.media_type != kinds.PNG:
        raise NotAllowed(_("Signatures and seals are pictures in PNG, best with a transparent ground."))
    person = None if agency else Tenure.objects.select_related("person").get(pk=by.tenure_id or 0).person
    Specimen.objects.filter(person=person, agency=agency, withdrawn_at=None).update(withdrawn_at=at)
    specimen = Specimen.objects.create(person=person, agency=agency, file=file, kept_at=at)
    ledger.record("specimen.kept", on=specimen, by=by, at=at, sha256=file.sha256, of=agency.name if agency else "")
    return specimen
