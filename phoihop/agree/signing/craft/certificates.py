"""Certificates, read before anything is kept of them."""

from phoihop.engines.pdf_signing.content import CannotSign, CertificateFacts
from phoihop.kit.verdict import NotAllowed


def read_certificate(data: bytes) -> CertificateFacts:
    """Raises NotAllowed with the engine's sentence."""
    from phoihop.engines.pdf_signing import certificates

    try:
        return certificates.read(data)
    except CannotSign as refusal:
        raise NotAllowed(str(refusal)) from refusal
