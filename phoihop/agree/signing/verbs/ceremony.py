"""What is noted of the ceremony."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing import rules
from phoihop.agree.signing.models import Photo, Signing, Witness
from phoihop.agree.signing.verbs.holding import hold
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.files import kinds
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def note_presence(*, witness: Witness, by: Actor, at: dt.datetime) -> Witness:
    """Once; who was there does not become absent."""
    hold(witness.signing)
    rules.may_witness(by, witness.signing, at=at).require()
    if Witness.objects.filter(pk=witness.pk, present_at=None).update(present_at=at):
        witness.present_at = at
        ledger.record(
            "signing.witness_present",
            on=witness,
            by=by,
            at=at,
            personal={"witness": witness.name},
            post=witness.post_title,
            agency=witness.agency_name,
        )
    return witness


@transaction.atomic
def add_photo(*, signing: Signing, file: StoredFile, caption: str, by: Actor, at: dt.datetime) -> Photo:
    rules.may_add_photo(by, signing).require()
    if file.media_type not in kinds.PICTURES:
        raise NotAllowed(_("A photo is a picture: send a .png or a .jpg."))
    if signing.photos.filter(file=file).exists():
        raise NotAllowed(_("This photo is in the record already."))
    photo = Photo.objects.create(signing=signing, file=file, caption=caption, at=at)
    ledger.record("signing.photo_added", on=photo, by=by, at=at, title=signing.title, photo=file.sha256)
    return photo
