"""A settled text and its signing, brought to where a test begins by the verbs people use. Keys are real ones."""

import datetime as dt
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from phoihop.agree.consultation import verbs as consultation
from phoihop.agree.consultation.tests.factories import AFTER, a_round
from phoihop.agree.drafting.models import Version
from phoihop.agree.signing import queries, verbs
from phoihop.agree.signing.models import Signing, Slot
from phoihop.engines.pdf_signing import signing as engine
from phoihop.engines.pdf_signing.content import Services
from phoihop.engines.pdf_signing.keys.demo import DemoAuthority
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Tenure
from phoihop.foundation.files import queries as files
from tests.cast import lan, minh, someone

READY = AFTER + dt.timedelta(days=1)
HELD = AFTER + dt.timedelta(days=3)
UNTIL = AFTER + dt.timedelta(days=10)


def a_signatory(actor: Actor, authority: str = "own") -> Actor:
    """The same person, with authority to sign."""
    Tenure.objects.filter(pk=actor.tenure_id).update(authority=authority)
    return actor


def a_clerk(of: Actor) -> Actor:
    return someone("Văn thư", agency=of.agency, roles=(Role.CLERK,), title="Văn thư")


def a_leader(of: Actor, name: str = "Nghĩa") -> Tenure:
    actor = someone(name, agency=of.agency, roles=(Role.LEADER,), title="Phó Bí thư Thường trực")
    return Tenure.objects.select_related("person", "post__agency").get(pk=actor.tenure_id)


def a_settled_version(lead: Actor, *partners: Actor) -> Version:
    """The settled text of the one programme between these people's agencies."""
    for person, authority in zip((lead, *partners), ("own", *(["TM"] * len(partners))), strict=True):
        a_signatory(person, authority)
    round_ = a_round(lead, *partners, state="SETTLED")
    consultation.settle_text(round=round_, by=lead, at=AFTER)
    return Version.objects.select_related("programme", "text__framework__lead_agency").get(
        kind="final", programme__isnull=False, text=round_.text
    )


def a_signing(lead: Actor, *partners: Actor, state: str = "OPEN", **terms) -> Signing:
    """Prepared, and opened unless told otherwise. Numbers are typed, not taken from a book."""
    version = a_settled_version(lead, *partners)
    given = {"expires_at": UNTIL, "symbol": "CTrPH-BXDĐ-UBND"} | terms
    signing = verbs.prepare_signing(version=version, by=lead, at=READY, **given)
    if state != "PREPARING":
        verbs.open_signing(signing=signing, by=lead, at=READY)
    return again(signing)


def again(signing: Signing) -> Signing:
    """As another request would load it."""
    return Signing.objects.select_related("version__programme", "version__text__framework__lead_agency", "file").get(
        pk=signing.pk
    )


def place(signing: Signing, actor: Actor, kind: str = "person") -> Slot:
    """The place of this person's agency, with its signing as it stands now."""
    return next(
        one for one in queries.slots_of(again(signing)) if one.agency_id == actor.agency_id and one.kind == kind
    )


@cache
def the_key(name: str, organisation: str):
    """A real key with a real certificate, made once for a run."""
    return the_authority().key_for(name, organisation, at=READY)


@cache
def the_authority() -> DemoAuthority:
    """The demonstration's authority, in a home of this run."""
    return DemoAuthority(Path(mkdtemp(prefix="phoihop-tests-"), "demo-authority"))


def key_of(slot: Slot):
    return the_key(slot.signatory or f"Dấu {slot.agency_name}", slot.agency_name)


def register(slot: Slot, by: Actor, *, at=READY) -> None:
    """The certificate of whoever signs there, unless it is known already."""
    if queries.certificate_of(slot, at=at) is None:
        agency = None if slot.by_person else slot.agency
        verbs.register_certificate(data=key_of(slot).certificate, agency=agency, by=by, at=at)


def sign(signing: Signing, by: Actor, kind: str = "person", *, at=HELD) -> Slot:
    """Begun, signed by a real key, finished."""
    slot = place(signing, by, kind)
    register(slot, by)
    return verbs.sign_with(slot=slot, key=key_of(slot), way=Slot.Way.TOKEN, by=by, at=at)


def signed_elsewhere(slot: Slot, *, at=HELD) -> bytes:
    """The paper of this place as a signing tool of one's own would give it back."""
    key = key_of(slot)
    with files.open_file(slot.signing.file) as file:
        begun = engine.begin(
            file.read(), field=slot.field, certificate=key.certificate, chain=tuple(key.chain), stamp=None, at=at
        )
    return engine.finish(begun.state, key.sign(begun.to_sign), services=Services()).pdf


def a_party_signs(signing: Signing, head: Actor, clerk: Actor, *, number: str = "5", at=HELD) -> None:
    """Person, number, seal."""
    sign(signing, head, at=at)
    verbs.put_number(slot=place(signing, head, "number"), number=number, by=clerk, at=at)
    sign(signing, clerk, "seal", at=at)


def a_signed_signing(lead: Actor | None = None, *partners: Actor) -> Signing:
    lead, partners = lead or lan(), partners or (minh(),)
    signing = a_signing(lead, *partners)
    for head in (lead, *partners):
        a_party_signs(signing, head, a_clerk(head))
    return again(signing)
