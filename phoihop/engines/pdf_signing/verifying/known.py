"""Certificates and revocation data that a file carries: what a verdict without a network rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation import EmbeddedPdfSignature

from phoihop.engines.pdf_signing.verifying.document import Document, entry


@dataclass(slots=True)
class Known:
    """Certificates and revocation data that are at hand: from the file, and fetched."""

    certificates: list[x509.Certificate] = field(default_factory=list)
    crls: list[crl.CertificateList] = field(default_factory=list)
    ocsps: list[ocsp.OCSPResponse] = field(default_factory=list)


def gathered(document: Document) -> Known:
    """What the file carries. Rubbish among it is passed over: it can only leave something unknown."""
    known = Known()
    store = entry(document.reader.root, "/DSS", {})
    for key, kind, into in (
        ("/Certs", x509.Certificate, known.certificates),
        ("/CRLs", crl.CertificateList, known.crls),
        ("/OCSPs", ocsp.OCSPResponse, known.ocsps),
    ):
        into.extend(_loaded(kind, entry(store, key, ())))
    for signature in document.signatures:
        for signed in (signature.signed_data, *tokens(signature)):
            known.certificates += [one.chosen for one in signed["certificates"] if one.name == "certificate"]
        _archived(signature, known)
    return known


def _loaded(kind: Any, streams: Sequence[Any]) -> Iterator[Any]:
    for at in range(len(streams)):
        try:
            yield kind.load(streams[at].data, strict=True)
        except (ValueError, TypeError, AttributeError):
            continue


def tokens(signature: EmbeddedPdfSignature) -> Iterator[cms.SignedData]:
    """Timestamp tokens over this signature."""
    attributes = signature.signer_info["unsigned_attrs"]
    for attribute in attributes if isinstance(attributes, cms.CMSAttributes) else ():
        if attribute["type"].native == "signature_time_stamp_token":
            yield from (token["content"] for token in attribute["values"])


def _archived(signature: EmbeddedPdfSignature, known: Known) -> None:
    """Revocation data among the signed attributes, as Adobe puts it."""
    try:
        archive = find_unique_cms_attribute(signature.signer_info["signed_attrs"], "adobe_revocation_info_archival")
    except (ValueError, KeyError):
        return
    known.crls += list(archive["crl"] or ())
    known.ocsps += list(archive["ocsp"] or ())


def issued(one: crl.CertificateList) -> datetime:
    moment: datetime = one["tbs_cert_list"]["this_update"].native
    return moment


def answered(one: ocsp.OCSPResponse) -> datetime:
    moment: datetime = one.basic_ocsp_response["tbs_response_data"]["produced_at"].native
    return moment
