"""Signatures made to last: proof of certificates beside them (B-LT), a timestamp over everything (B-LTA).

Levels are those of ETSI EN 319 142-1. A document timestamp counts as the time of every signature under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper, TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from phoihop.engines.pdf_signing import proof, timestamps
from phoihop.engines.pdf_signing.content import CannotSign, Level, Raised, Services
from phoihop.engines.pdf_signing.updating import reader, update
from phoihop.engines.pdf_signing.waiting import within

#: Room for a document timestamp, in hexadecimal digits.
PLACEHOLDER: Final = 32_768
#: Proof goes in before the timestamp and under it, so that nothing follows the timestamp.
_PROOF_FIRST: Final = TimestampDSSContentSettings(include_vri=False, update_before_ts=True)


def raise_level(pdf: bytes, *, services: Services, at: datetime) -> Raised:
    """The PDF with as much proof as the services give, and why there is not more of it.

    Everything is added in updates; signatures stay as they are. A service that is down costs a level. When a
    certificate is revoked the file stays as it is. Raised again later, a file that lacks nothing stays the same.
    Raises CannotSign only for a file that cannot be read.
    """
    found = _Found.of(pdf)
    if not found.signatures:
        return Raised(pdf, "other", ("Văn bản chưa có chữ ký nào.",))
    if not services.roots:
        return _stamped_only(
            pdf, services, ("Chưa khai báo chứng thư gốc tin cậy nên không thu thập được bằng chứng.",)
        )
    gathered = _gathered(found.signatures, services, fetching=False, at=at)
    if gathered.missing and services.fetch_revocation:
        gathered = _gathered(found.signatures, services, fetching=True, at=at)
    if gathered.revoked:
        return Raised(pdf, found.level, tuple(gathered.missing))
    if gathered.missing:
        return _stamped_only(pdf, services, tuple(gathered.missing))
    proven = _with_proof(pdf, gathered)
    if proven == pdf and found.is_sealed and not _gathered(found.stamps, services, fetching=False, at=at).missing:
        return Raised(pdf, "B-LTA")
    return _sealed(proven, services, gathered)


def embed(
    pdf: bytes, *, certificates: Sequence[bytes] = (), crls: Sequence[bytes] = (), ocsps: Sequence[bytes] = ()
) -> bytes:
    """The PDF with this proof (DER) in its document security store. What is there already is not put in twice."""
    opened = update(pdf)
    is_new = proof.store(opened, certificates=certificates, crls=crls, ocsps=ocsps)
    return opened.finished() if is_new else pdf


@dataclass(frozen=True, slots=True)
class _Found:
    signatures: list[EmbeddedPdfSignature]
    stamps: list[EmbeddedPdfSignature]
    is_sealed: bool

    @classmethod
    def of(cls, pdf: bytes) -> "_Found":
        opened = reader(pdf)
        try:
            stamps = list(opened.embedded_timestamp_signatures)
            sealed = bool(stamps) and _covers_all(opened, stamps[-1])
            return cls(list(opened.embedded_regular_signatures), stamps, sealed)
        except Exception as error:  # pyHanko reads what others wrote
            raise CannotSign("Không đọc được chữ ký trong tệp PDF. Hãy kiểm tra tệp bằng trang xác thực.") from error

    @property
    def level(self) -> Level:
        last = max((one.signed_revision for one in self.stamps), default=-1)
        timed = all(one.signed_revision < last or _has_time(one) for one in self.signatures)
        return "B-T" if timed else "B-B"


def _has_time(signature: EmbeddedPdfSignature) -> bool:
    return any(True for _ in extract_tst_data_iter(signature.signer_info, signed=False))


def _covers_all(opened: PdfFileReader, stamp: EmbeddedPdfSignature) -> bool:
    covered: SignatureCoverageLevel = stamp.evaluate_signature_coverage()
    return covered == SignatureCoverageLevel.ENTIRE_FILE


def _gathered(
    signatures: Sequence[EmbeddedPdfSignature], services: Services, *, fetching: bool, at: datetime
) -> proof.Gathered:
    # pyHanko's fetchers have limits of their own; twice the time is only for one that ignores them.
    return within(
        2 * services.seconds + 5, lambda: proof.gather(signatures, services=services, fetching=fetching, at=at)
    )


def _with_proof(pdf: bytes, gathered: proof.Gathered) -> bytes:
    opened = update(pdf)
    store = DocumentSecurityStore.supply_dss_in_writer(
        opened,
        None,
        paths=[path for paths in gathered.paths.values() for path in paths],
        validation_context=gathered.context,
    )
    return opened.finished() if store.modified else pdf


def _stamped_only(pdf: bytes, services: Services, missing: tuple[str, ...]) -> Raised:
    """At least the time: a timestamp over signatures that have none yet."""
    found = _Found.of(pdf)
    stamper = timestamps.stamper(services)
    if found.level == "B-T":
        return Raised(pdf, "B-T", missing)
    if stamper is None:
        return Raised(pdf, "B-B", (*missing, timestamps.NO_SERVICE))
    try:
        return Raised(_stamped(pdf, services, stamper, None), "B-T", missing)
    except (OSError, TimeoutError):
        return Raised(pdf, "B-B", (*missing, timestamps.NO_ANSWER))


def _sealed(pdf: bytes, services: Services, gathered: proof.Gathered) -> Raised:
    reached: Level = "B-LT" if _Found.of(pdf).level == "B-T" else "B-B"
    stamper = timestamps.stamper(services)
    if stamper is None:
        return Raised(pdf, reached, (timestamps.NO_SERVICE,))
    try:
        return Raised(_stamped(pdf, services, stamper, gathered.context), "B-LTA")
    except (OSError, TimeoutError):
        return Raised(pdf, reached, (timestamps.NO_ANSWER,))
    except Exception as error:  # the TSA answered, but its certificate is not one to build on
        sentence = proof.why(error, "dịch vụ cấp dấu thời gian (TSA)")
    return _stamped_only(pdf, services, (sentence,))


def _stamped(pdf: bytes, services: Services, stamper: TimeStamper, context: Any) -> bytes:
    opened = update(pdf)
    name = f"Dau_thoi_gian_{len(_Found.of(pdf).stamps) + 1}"

    async def ask() -> bytes:
        try:
            out = await PdfTimeStamper(stamper, field_name=name).async_timestamp_pdf(
                opened, "sha256", context, bytes_reserved=PLACEHOLDER, dss_settings=_PROOF_FIRST
            )
        finally:
            if context is not None:
                await context.aclose()
        return bytes(out.getvalue())

    return within(2 * services.seconds + 5, ask)
