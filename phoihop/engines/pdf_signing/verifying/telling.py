"""What a signature says of itself: who, when, in what format, with what proof. Nothing here judges."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from asn1crypto import cms, crl, x509
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation import EmbeddedPdfSignature

from phoihop.engines.pdf_signing.content import Level
from phoihop.engines.pdf_signing.verifying.document import Document, entry

PADES: Final = "/ETSI.CAdES.detached"
FORMATS: Final = (PADES, "/adbe.pkcs7.detached")


def format_of(signature: EmbeddedPdfSignature) -> str:
    return str(entry(signature.sig_object, "/SubFilter", ""))


def is_stamp(signature: EmbeddedPdfSignature) -> bool:
    """Whether it is a timestamp over the document, given by a service and not by a signer."""
    return str(signature.sig_object_type) == "/DocTimeStamp"


def claimed(signature: EmbeddedPdfSignature) -> datetime | None:
    """When the signer says to have signed."""
    try:
        moment: datetime | None = signature.self_reported_timestamp
    except ValueError:
        return None
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=UTC)


def certificate_of(signature: EmbeddedPdfSignature) -> x509.Certificate | None:
    """The signer's certificate, if it is there and is the one that was signed for."""
    try:
        return signature.signer_cert
    except ValueError:
        return None


def name_in(certificate: x509.Certificate | None, *parts: str) -> str:
    """The first of these parts of the subject that is there."""
    names = certificate.subject.native if certificate is not None else {}
    for part in parts:
        held = names.get(part)
        if held:
            return plain(held if isinstance(held, str) else ", ".join(held))
    return ""


def plain(text: str) -> str:
    """Without control and direction characters, which can make a name look like another."""
    return "".join(letter for letter in str(text) if letter.isprintable() and not "\u2066" <= letter <= "\u2069")


def level_of(
    file: Document, place: int, *, proven: bool, stamps: Iterable[int], crls: Iterable[crl.CertificateList]
) -> Level:
    """Of ETSI EN 319 142-1: what proof is there, whatever the verdict.

    `stamps` are the places of trusted timestamps over the document, `crls` the lists that are at hand.
    """
    signature = file.signatures[place]
    certificate = certificate_of(signature)
    if format_of(signature) != PADES or certificate is None or not _names_its_certificate(signature.signer_info):
        return "other"
    if not proven:
        return "B-B"
    store = entry(file.reader.root, "/DSS", {})
    listed = any(one.issuer == certificate.issuer for one in crls) or bool(entry(store, "/OCSPs"))
    if not store or not listed:
        return "B-T"
    return "B-LTA" if any(at > place and _has_store(file, at) for at in stamps) else "B-LT"


def _has_store(file: Document, place: int) -> bool:
    return "/DSS" in file.reader.get_historical_root(file.signatures[place].signed_revision)


def _names_its_certificate(info: cms.SignerInfo) -> bool:
    """PAdES asks for it among what is signed, so that another certificate cannot be put in its place."""
    try:
        return find_unique_cms_attribute(info["signed_attrs"], "signing_certificate_v2") is not None
    except (ValueError, KeyError):
        return False
