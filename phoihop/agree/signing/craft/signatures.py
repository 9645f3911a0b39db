"""Signatures and numbers put into the paper of a signing, and the proof of them raised.

The engine is imported where it is used: pyHanko takes half a second, and most processes never sign.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from phoihop.agree.signing.craft.services import services
from phoihop.agree.signing.models import Signing, Slot, Specimen
from phoihop.engines import typesetting
from phoihop.engines.pdf_signing.content import Begun, CannotSign, Raised, Signed
from phoihop.foundation.files import queries as files
from phoihop.kit.verdict import NotAllowed


def begin(paper: Signing, slot: Slot, certificate: bytes, chain: Sequence[bytes], *, at: dt.datetime) -> Begun:
    """What the key has to sign, with the visible stamp in place. Raises NotAllowed with the engine's sentence."""
    from phoihop.engines.pdf_signing import signing

    try:
        stamp = typesetting.stamp_pdf(_stamp(paper, slot, certificate, at=at))
        return signing.begin(
            _pdf(paper), field=slot.field, certificate=certificate, chain=tuple(chain), stamp=stamp, at=at
        )
    except (CannotSign, typesetting.CannotTypeset) as refusal:
        raise NotAllowed(str(refusal)) from refusal


def finish(state: bytes, signature: bytes, *, at: dt.datetime) -> Signed:
    from phoihop.engines.pdf_signing import signing

    try:
        return signing.finish(state, signature, services=services(at=at))
    except CannotSign as refusal:
        raise NotAllowed(str(refusal)) from refusal


def check_hand_back(paper: Signing, slot: Slot, data: bytes, *, certificate_sha256: str, at: dt.datetime) -> Signed:
    """Raises NotAllowed with the sentence of the first check that failed."""
    from phoihop.engines.pdf_signing import handing_back

    try:
        return handing_back.check(
            _pdf(paper),
            data,
            field=slot.field,
            certificate_sha256=certificate_sha256,
            services=services(at=at),
            at=at,
        )
    except CannotSign as refusal:
        raise NotAllowed(str(refusal)) from refusal


def fill(paper: Signing, values: Mapping[str, str]) -> bytes:
    from phoihop.engines.pdf_signing import filling

    try:
        return filling.fill(_pdf(paper), values)
    except CannotSign as refusal:
        raise NotAllowed(str(refusal)) from refusal


def raise_level(paper: Signing, *, at: dt.datetime) -> Raised:
    from phoihop.engines.pdf_signing import levels

    return levels.raise_level(_pdf(paper), services=services(at=at), at=at)


def _pdf(paper: Signing) -> bytes:
    assert paper.file is not None  # set when the signing was prepared
    with files.open_file(paper.file) as file:
        return file.read()


def _stamp(paper: Signing, slot: Slot, certificate: bytes, *, at: dt.datetime) -> typesetting.Stamp:
    from phoihop.engines.pdf_signing import certificates

    box = next(place for place in paper.places if place["slot"] == slot.field)
    facts = certificates.read(certificate)
    return typesetting.Stamp(
        kind="seal" if slot.kind == Slot.Kind.SEAL else "person",
        width=box["width"],
        height=box["height"],
        at=at,
        name=slot.signatory or facts.subject,
        organisation=slot.agency_name,
        image=_specimen(slot),
    )


def _specimen(slot: Slot) -> bytes | None:
    whose = {"person_id": slot.tenure.person_id} if slot.by_person and slot.tenure else {"agency_id": slot.agency_id}
    found = Specimen.objects.filter(withdrawn_at=None, **whose).select_related("file").first()
    if found is None:
        return None
    with files.open_file(found.file) as file:
        return file.read()
