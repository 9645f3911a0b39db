"""The verdict on a paper as it stands, kept beside it. Signed is a fact; valid is a verdict, and may change."""

import datetime as dt

from django.db import transaction

from phoihop.agree.signing import craft
from phoihop.agree.signing.models import Signing
from phoihop.foundation.agencies.actor import CLOCK, Clock
from phoihop.foundation.ledger import verbs as ledger


def check_paper(*, signing: Signing, at: dt.datetime, by: Clock = CLOCK) -> Signing:
    """Ask the engine, which takes seconds, and keep what it says of this revision. The ledger has each change of it."""
    report = craft.judge(signing, at=at)
    with transaction.atomic():
        was = signing.report.get("verdict", "")
        now = {"report": report, "report_revision": signing.revision, "checked_at": at}
        if not Signing.objects.filter(pk=signing.pk, revision=signing.revision).update(**now):
            return signing  # the paper has grown meanwhile; the next round looks at what it is now
        for name, value in now.items():
            setattr(signing, name, value)
        if report["verdict"] != was:
            ledger.record(
                "signing.checked",
                on=signing,
                by=by,
                at=at,
                title=signing.title,
                verdict=report["verdict"],
                signatures=len(report["signatures"]),
                pdf=signing.file_id,
            )
    return signing
