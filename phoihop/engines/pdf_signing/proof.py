"""What a verifier will ask for in later years, gathered while authorities still answer: chains, OCSP, CRLs."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore, collect_validation_info
from pyhanko.sign.validation.errors import ValidationInfoReadingError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator import errors as path_errors
from pyhanko_certvalidator.fetchers import OwnedFetcherBackend

from phoihop.engines.pdf_signing.asking import Authorities
from phoihop.engines.pdf_signing.content import Services
from phoihop.engines.pdf_signing.updating import Update

#: Clocks of services and ours may differ; answers also come a little after they were asked for.
TOLERANCE: Final = timedelta(minutes=5)


@dataclass(slots=True)
class Gathered:
    """`paths` by the field of each signature that is proven; `missing` says why others are not."""

    context: ValidationContext
    paths: dict[str, list[Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    revoked: bool = False


async def gather(
    signatures: Sequence[EmbeddedPdfSignature], *, services: Services, fetching: bool, at: datetime
) -> Gathered:
    """Proof for each signature and its timestamps, as of `at`, within `services.seconds` altogether. Never raises."""
    found = Gathered(_context(signatures, services, fetching, at))
    until = asyncio.get_running_loop().time() + services.seconds
    async with aclosing(found.context):
        for one in signatures:
            left = until - asyncio.get_running_loop().time()
            try:
                found.paths[one.field_name] = await asyncio.wait_for(
                    collect_validation_info(one, found.context), max(left, 0.001)
                )
            except path_errors.RevokedError as error:
                found.revoked = True
                found.missing.append(why(error, name_of(one)))
            except Exception as error:  # a service that fails in any way leaves a gap, and no more
                found.missing.append(why(error, name_of(one)))
    return found


def name_of(signature: EmbeddedPdfSignature) -> str:
    subject = signature.signer_cert.subject.native
    return str(subject.get("common_name") or signature.field_name)


def why(error: Exception, who: str) -> str:
    """What kept a certificate from being proven, as a sentence."""
    reasons: list[tuple[type[Exception], str]] = [
        (path_errors.RevokedError, f"Chứng thư số của {who} đã bị thu hồi."),
        (path_errors.StaleRevinfoError, f"Dữ liệu thu hồi về chứng thư số của {who} đã quá hạn."),
        (path_errors.InsufficientRevinfoError, f"Không lấy được tình trạng thu hồi chứng thư số của {who}."),
        (path_errors.ExpiredError, f"Chứng thư số của {who} hoặc của nơi cấp đã hết hạn."),
        (path_errors.NotYetValidError, f"Chứng thư số của {who} chưa đến ngày có hiệu lực."),
        (path_errors.DisallowedAlgorithmError, f"Chứng thư số của {who} dùng thuật toán đã bị loại bỏ."),
        (path_errors.PathBuildingError, f"Chứng thư số của {who} không dẫn về chứng thư gốc nào được tin cậy."),
        (TimeoutError, f"Dịch vụ chứng thực không trả lời kịp về chứng thư số của {who}."),
    ]
    return next(
        (sentence for kind, sentence in reasons if isinstance(error, kind)),
        f"Không kiểm tra được chứng thư số của {who}.",
    )


def stored(pdf: PdfFileReader) -> DocumentSecurityStore | None:
    """The proof already in the file, if there is any that can be read."""
    try:
        return DocumentSecurityStore.read_dss(pdf)
    except (ValidationInfoReadingError, ValueError, KeyError, TypeError):
        return None


def store(
    opened: Update, *, certificates: Sequence[bytes] = (), crls: Sequence[bytes] = (), ocsps: Sequence[bytes] = ()
) -> bool:
    """Puts proof (DER) into the document security store; whether any of it was not there already."""
    made = DocumentSecurityStore.supply_dss_in_writer(
        opened,
        None,
        certs=[x509.Certificate.load(one) for one in certificates],
        crls=[crl.CertificateList.load(one) for one in crls],
        ocsps=[ocsp.OCSPResponse.load(one) for one in ocsps],
    )
    return bool(made.modified)


def _context(
    signatures: Sequence[EmbeddedPdfSignature], services: Services, fetching: bool, at: datetime
) -> ValidationContext:
    at_hand = stored(signatures[0].reader) if signatures else None
    known: list[x509.Certificate] = list(at_hand.load_certs()) if at_hand else []
    for one in signatures:
        known += one.other_embedded_certs
    # OCSP services that hang must leave time for the CRLs
    fetchers = Authorities(per_request_timeout=services.seconds / 6)
    return ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in services.roots],
        other_certs=known,
        allow_fetching=fetching,
        crls=[*services.revocation, *(_data(at_hand.crls) if at_hand else ())],
        ocsps=_data(at_hand.ocsps) if at_hand else [],
        moment=at,
        best_signature_time=at,
        revocation_mode="require",
        time_tolerance=TOLERANCE,
        fetcher_backend=OwnedFetcherBackend(fetchers) if fetching else None,
    )


def _data(streams: Iterable[Any]) -> list[bytes]:
    return [one.get_object().data for one in streams]


async def leads_to(
    roots: Sequence[bytes], certificate: x509.Certificate, others: Sequence[x509.Certificate], at: datetime
) -> bool:
    """Whether a timestamping authority's certificate led to a trusted root at that time. Nobody is asked."""
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in roots], moment=at, revocation_mode="soft-fail"
    )
    try:
        validator = CertificateValidator(certificate, intermediate_certs=others, validation_context=context)
        await validator.async_validate_usage(set(), {"time_stamping"})
    except (path_errors.ValidationError, path_errors.PathError):
        return False
    return True
