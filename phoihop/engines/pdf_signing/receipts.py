"""What a signer takes away: which bytes were signed, with which certificate, when, and by whose clock."""

import hashlib
from datetime import datetime
from typing import Any

from phoihop.engines.pdf_signing.content import CertificateFacts, Level, Signed, TimeSource


def signed(
    pdf: bytes,
    *,
    field: str,
    certificate: CertificateFacts,
    document_digest: bytes,
    signed_at: datetime | None,
    time_source: TimeSource,
    level: Level,
) -> Signed:
    """The PDF with its receipt. `document_digest` is the digest of all bytes but the signature's own place."""
    receipt: dict[str, Any] = {
        "field": field,
        "signer": certificate.subject,
        "organisation": certificate.organisation,
        "certificate_sha256": certificate.sha256,
        "serial": certificate.serial,
        "issuer": certificate.issuer,
        "document_digest": document_digest.hex(),
        "file_sha256": hashlib.sha256(pdf).hexdigest(),
        "signed_at": signed_at.isoformat(timespec="seconds") if signed_at else None,
        "time_source": time_source,
        "level": level,
    }
    return Signed(pdf=pdf, level=level, certificate_sha256=certificate.sha256, receipt=receipt)
