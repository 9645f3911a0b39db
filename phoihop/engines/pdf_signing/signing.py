"""A signature in two parts, so that the key can be anywhere: `begin` makes what is to be signed, `finish` puts it in.

PAdES baseline (ETSI EN 319 142-1): SubFilter ETSI.CAdES.detached, SHA-256, signing-certificate-v2.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from asn1crypto import cms, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError, as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest, SignatureObject
from pyhanko.sign.signers.pdf_cms import ExternalSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from phoihop.engines.pdf_signing import certificates, keeping, receipts, timestamps
from phoihop.engines.pdf_signing.content import Begun, CannotSign, Services, Signed
from phoihop.engines.pdf_signing.locks import is_closed, locks_in, signed_in
from phoihop.engines.pdf_signing.proof import store
from phoihop.engines.pdf_signing.updating import Update, dictionary, entry, form_fields, reader, update
from phoihop.engines.pdf_signing.waiting import within

#: Room for the signature, in hexadecimal digits: chain and timestamp together take about half of it.
PLACEHOLDER: Final = 32_768
#: The rest of a signature of a 4,096-bit key, in bytes.
_AROUND_CERTIFICATES: Final = 2_048
_DIGEST: Final = "sha256"
#: Putting a signature together asks nobody; longer means the machine stands still.
_ALONE_SECONDS: Final = 60
_WRONG_KEY: Final = (
    "Chữ ký không khớp với chứng thư số đã chọn. Hãy kiểm tra đúng thiết bị ký hoặc tài khoản ký rồi ký lại."
)


def begin(
    pdf: bytes,
    *,
    field: str,
    certificate: bytes,
    chain: Sequence[bytes],
    stamp: bytes | None,
    at: datetime,
    reason: str = "",
    place: str = "",
    crls: Sequence[bytes] = (),
) -> Begun:
    """A signature in an empty field, all but the signature itself. `stamp` is a one-page PDF as large as the field.

    The first signature in a file certifies it and leaves others only forms to fill and sign (DocMDP level 2); later
    ones approve. With `crls` (DER), they and the chain are kept beside the signature and under it, so that it lacks no
    proof and nothing need follow it. The same arguments give the same bytes. Raises CannotSign.
    """
    if at.tzinfo is None:
        raise ValueError("A signature's time must know its zone.")
    signer = certificates.load(certificate)
    certificates.facts(signer)
    certificates.check_usable(signer, at)
    issuers = _issuers(certificate, chain)
    opened = update(pdf)
    lock = _check_field(opened, field)
    certifies = not signed_in(form_fields(opened))
    if crls:
        store(opened, certificates=(certificate, *issuers), crls=crls)
    embedding = PdfCMSEmbedder().write_cms(field, opened, existing_fields_only=True)
    place_of_field = next(embedding).get_object()
    if stamp is not None:
        place_of_field[pdf_name("/AP")] = dictionary(N=_laid_in(opened, stamp))
        opened.update_container(place_of_field)
    _touch_locked(opened, lock)
    about = SignatureObject(
        timestamp=at, subfilter=SigSeedSubFilter.PADES, reason=reason, location=place, bytes_reserved=PLACEHOLDER
    )
    permission = MDPPerm.FILL_FORMS if certifies else None
    embedding.send(SigObjSetup(about, SigMDPSetup(_DIGEST, certifies, lock, permission)))
    prepared, out = embedding.send(SigIOSetup(_DIGEST))
    attributes = _attributes(prepared.document_digest, certificate)
    state = keeping.pack(
        keeping.Kept(
            pdf=out.getvalue(),
            field=field,
            at=at,
            certificate=certificate,
            chain=issuers,
            attributes=attributes,
            start=prepared.reserved_region_start,
            end=prepared.reserved_region_end,
        )
    )
    return Begun(state=state, to_sign=attributes)


def finish(state: bytes, signature: bytes, *, services: Services) -> Signed:
    """The signed PDF: B-T if a timestamp came in time, else B-B. A TSA that fails costs a level, never the signature.

    Finishing again gives the same file, but for the timestamp a TSA makes anew each time. Raises CannotSign, and
    changes nothing, when the state is damaged or the signature is not of this key over `to_sign`.
    """
    kept = keeping.unpack(state)
    signer = certificates.load(kept.certificate)
    digest = _check_state(kept)
    if not certificates.holds(signer, signature, kept.attributes):
        raise CannotSign(_WRONG_KEY)
    packed = _packed(kept, signature, services)
    out = BytesIO(kept.pdf)
    PreparedByteRangeDigest(digest, kept.start, kept.end).fill_with_cms(out, packed.content)
    return receipts.signed(
        out.getvalue(),
        field=kept.field,
        certificate=certificates.facts(signer),
        document_digest=digest,
        signed_at=packed.stamped_at or kept.at,
        time_source="timestamp" if packed.stamped_at else "claimed",
        level="B-T" if packed.stamped_at else "B-B",
    )


def _issuers(certificate: bytes, chain: Sequence[bytes]) -> tuple[bytes, ...]:
    """The chain without what it says twice. Raises CannotSign for what is no certificate, or would not fit."""
    issuers = tuple(one for one in dict.fromkeys(chain) if one != certificate)
    for one in issuers:
        certificates.load(one)
    if len(certificate) + sum(map(len, issuers)) > PLACEHOLDER // 2 - _AROUND_CERTIFICATES:
        raise CannotSign("Chuỗi chứng thư số đi kèm quá dài. Hãy chỉ kèm các chứng thư của nơi cấp.")
    return issuers


def _check_field(opened: Update, name: str) -> FieldMDPSpec | None:
    known = form_fields(opened)
    field = known.get(name)
    if field is None or entry(field, "/FT") != "/Sig":
        raise CannotSign(f"Văn bản không có chỗ ký “{name}”. Hãy lấy lại bản PDF mới nhất của hồ sơ.")
    if name in signed_in(known):
        raise CannotSign(f"Chỗ ký “{name}” đã có chữ ký. Hãy tải lại trang để xem ai đã ký.")
    if any(lock.is_locked(name) for lock in locks_in(known)) or is_closed(opened):
        raise CannotSign("Chữ ký trước đã khóa văn bản, không ai ký thêm được. Phải lập văn bản khác và ký lại.")
    return FieldMDPSpec.from_pdf_object(field["/Lock"]) if "/Lock" in field else None


def _touch_locked(opened: Update, lock: FieldMDPSpec | None) -> None:
    """Writes the appearances of locked fields again, as they are, beside the signature that locks them.

    pyHanko's standard policy (0.38) takes them for changed afterwards unless they are of the signature's own revision.
    """
    for name, field in form_fields(opened).items():
        if lock is not None and lock.is_locked(name) and entry(field, "/FT") == "/Tx":
            opened.mark_update(field["/AP"].raw_get("/N").reference)


def _laid_in(opened: Update, stamp: bytes) -> generic.IndirectObject:
    page: generic.IndirectObject = opened.import_page_as_xobject(reader(stamp))
    return page


def _attributes(digest: bytes, certificate: bytes) -> bytes:
    return cms.CMSAttributes(
        [
            simple_cms_attribute("content_type", "data"),
            simple_cms_attribute("message_digest", digest),
            simple_cms_attribute(
                "signing_certificate_v2", as_signing_certificate_v2(x509.Certificate.load(certificate))
            ),
        ]
    ).dump()


def _check_state(kept: keeping.Kept) -> bytes:
    """The digest of the bytes under the signature: those kept must be those that were to be signed."""
    document = hashlib.sha256(kept.pdf[: kept.start] + kept.pdf[kept.end :]).digest()
    room = b"<%b>" % (b"0" * PLACEHOLDER)
    if _attributes(document, kept.certificate) != kept.attributes or kept.pdf[kept.start : kept.end] != room:
        raise CannotSign(keeping.DAMAGED)
    return document


@dataclass(frozen=True, slots=True)
class _Packed:
    content: bytes
    stamped_at: datetime | None = None


def _packed(kept: keeping.Kept, signature: bytes, services: Services) -> _Packed:
    """The signature as CMS, with a timestamp if one is to be had and fits."""
    stamper = timestamps.stamper(services)
    if stamper is not None:
        try:
            content = within(services.seconds, lambda: _cms(kept, signature, stamper))
            return _Packed(_fitting(content), _stamped_at(content))
        except (OSError, TimeoutError, SigningError):
            pass
    return _Packed(_fitting(within(_ALONE_SECONDS, lambda: _cms(kept, signature, None))))


async def _cms(kept: keeping.Kept, signature: bytes, stamper: Any) -> cms.ContentInfo:
    signer = ExternalSigner(
        signing_cert=x509.Certificate.load(kept.certificate),
        cert_registry=SimpleCertificateStore.from_certs([x509.Certificate.load(one) for one in kept.chain]),
        signature_value=signature,
    )
    return await signer.async_sign_prescribed_attributes(
        _DIGEST, signed_attrs=cms.CMSAttributes.load(kept.attributes), timestamper=stamper
    )


def _fitting(content: cms.ContentInfo) -> bytes:
    der: bytes = content.dump()
    if 2 * len(der) > PLACEHOLDER:
        raise SigningError("The signature does not fit into its place.")
    return der


def _stamped_at(content: cms.ContentInfo) -> datetime:
    (signer,) = content["content"]["signer_infos"]
    token = next(one for one in signer["unsigned_attrs"] if one["type"].native == "signature_time_stamp_token")
    return timestamps.time_of(token["values"][0])
