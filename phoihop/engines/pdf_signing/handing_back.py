"""A PDF that comes back signed with somebody's own tool: taken only if it is ours plus one good signature."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.general import NonexistentAttributeError, find_unique_cms_attribute
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from phoihop.engines.pdf_signing import certificates, proof, receipts, timestamps
from phoihop.engines.pdf_signing.content import CannotSign, HandBackRefused, Level, Report, Services, Signed
from phoihop.engines.pdf_signing.differing import changes_between, policy
from phoihop.engines.pdf_signing.locks import signed_in
from phoihop.engines.pdf_signing.updating import VIETNAM, entry, form_fields, reader
from phoihop.engines.pdf_signing.verifying import verify_apart
from phoihop.engines.pdf_signing.waiting import within

#: A signature with its picture and proof is far smaller.
MOST_ADDED: Final = 8 * 1024 * 1024
#: How far the clock of the signer's computer may be ahead of ours.
AHEAD: Final = timedelta(minutes=10)
_DIGESTS: Final = {"sha256", "sha384", "sha512"}
_FORMATS: Final = {"/ETSI.CAdES.detached", "/adbe.pkcs7.detached"}
_AGAIN: Final = "Hãy tải lại bản PDF chờ ký từ hồ sơ, ký đúng chỗ rồi nộp lại."


def check(
    before: bytes, after: bytes, *, field: str, certificate_sha256: str, services: Services, at: datetime
) -> Signed:
    """The signed file with its receipt, if `after` is `before` plus one good signature in `field` and nothing else.

    Proof (DSS) and document timestamps may follow. Raises HandBackRefused, which tells the check that failed:
    size, extends, readable, earlier, signatures, field, changes, format, digest, signature, coverage, certificate,
    time, closing, verdict. Revocation is not asked about here: `levels.raise_level` does.
    """
    _check_extends(before, after)
    # first in a process of its own: what would hang or fill this one is found out there
    report = verify_apart(after, roots=services.roots, at=at)
    if not report.signatures and report.verdict in ("unreadable", "indeterminate"):
        raise HandBackRefused("readable", " ".join((*report.reasons, _AGAIN)))
    try:
        signed = _judged(before, after, field, certificate_sha256, services, at)
        _check_verdict(report, field)
        return signed
    except HandBackRefused:
        raise
    except Exception as error:  # files from strangers' tools break a parser in any way they like
        raise HandBackRefused("readable", f"Không đọc được tệp nộp lại hoặc chữ ký trong đó. {_AGAIN}") from error


def _judged(
    before: bytes, after: bytes, field: str, certificate_sha256: str, services: Services, at: datetime
) -> Signed:
    opened, given = _opened(after), reader(before)
    earlier = set(signed_in(form_fields(given)))
    new = _the_new_one(opened, earlier, field)
    _check_changes(opened, given, field, first=not earlier)
    _check_earlier(opened, earlier)
    _check_signature(new)
    _check_what_follows(opened, new)
    signer = _check_certificate(new, certificate_sha256)
    time = _check_time(new, signer, services, at)
    _check_leaves_room(opened, new)
    return receipts.signed(
        after,
        field=field,
        certificate=certificates.facts(signer),
        document_digest=new.compute_digest(),
        signed_at=time.moment,
        time_source="timestamp" if time.is_vouched else "claimed" if time.moment else "none",
        level=_level(new, time),
    )


def _check_extends(before: bytes, after: bytes) -> None:
    if len(after) > len(before) + MOST_ADDED:
        raise HandBackRefused("size", f"Tệp nộp lại lớn hơn bản đã tải về quá 8 MB. {_AGAIN}")
    if after == before:
        raise HandBackRefused("extends", "Tệp nộp lại chưa có chữ ký mới. Hãy ký vào tệp rồi nộp lại.")
    if not after.startswith(before):
        raise HandBackRefused(
            "extends",
            "Tệp nộp lại không phải là bản đã tải về được ký thêm: nội dung bên trong đã bị ghi lại. "
            "Không in ra PDF, không lưu thành bản khác trước khi ký. " + _AGAIN,
        )


def _opened(after: bytes) -> PdfFileReader:
    try:
        return reader(after)
    except CannotSign as error:
        raise HandBackRefused("readable", str(error)) from error


def _the_new_one(opened: PdfFileReader, earlier: set[str], field: str) -> EmbeddedPdfSignature:
    now = {one.field_name: one for one in opened.embedded_regular_signatures}
    if not earlier.issubset(signed_in(form_fields(opened))):
        raise HandBackRefused("earlier", f"Chữ ký trước đó đã bị gỡ khỏi tệp. {_AGAIN}")
    new = [one for name, one in now.items() if name not in earlier]
    if len(new) != 1:
        raise HandBackRefused("signatures", f"Tệp phải có thêm đúng một chữ ký, ở đây có thêm {len(new)}. {_AGAIN}")
    if new[0].field_name != field:
        raise HandBackRefused(
            "field", f"Chữ ký nằm ở chỗ “{new[0].field_name}”, không phải chỗ “{field}” của người ký này. {_AGAIN}"
        )
    return new[0]


def _check_changes(opened: PdfFileReader, given: PdfFileReader, field: str, *, first: bool) -> None:
    found = changes_between(given, opened, field=field, first=first)
    if found:
        raise HandBackRefused("changes", f"Ngoài chữ ký, tệp nộp lại còn bị sửa nội dung khác. {_AGAIN}")


def _check_earlier(opened: PdfFileReader, earlier: set[str]) -> None:
    for one in opened.embedded_signatures:
        if one.field_name in earlier:
            one.compute_integrity_info(policy())
            if not one.summarise_integrity_info()["docmdp_ok"]:
                raise HandBackRefused(
                    "earlier", f"Chữ ký trước đó ở chỗ “{one.field_name}” không còn nguyên vẹn. {_AGAIN}"
                )


def _check_signature(new: EmbeddedPdfSignature) -> None:
    if entry(new.sig_object, "/SubFilter") not in _FORMATS:
        raise HandBackRefused("format", "Chữ ký không theo chuẩn PAdES hay PKCS#7. Hãy chọn chuẩn PAdES rồi ký lại.")
    algorithm = new.signer_info["signature_algorithm"]
    try:
        hashed = algorithm.hash_algo
    except ValueError:  # plain rsaEncryption leaves it to the digest algorithm
        hashed = new.md_algorithm
    if new.md_algorithm not in _DIGESTS or hashed not in _DIGESTS:
        raise HandBackRefused("digest", "Chữ ký dùng hàm băm đã lỗi thời. Hãy chọn SHA-256 trong phần mềm ký.")
    new.compute_integrity_info(policy())
    intact, valid = validate_sig_integrity(
        new.signer_info, new.signer_cert, expected_content_type="data", actual_digest=new.compute_digest()
    )
    if not (intact and valid):
        raise HandBackRefused("signature", f"Chữ ký không khớp với nội dung tệp. {_AGAIN}")
    if new.coverage < SignatureCoverageLevel.ENTIRE_REVISION or _has_a_tail(new):
        raise HandBackRefused("coverage", f"Chữ ký không bao trùm toàn bộ văn bản. {_AGAIN}")


def _has_a_tail(new: EmbeddedPdfSignature) -> bool:
    """Whether something stands behind the last update, covered by nobody."""
    pdf = new.reader.stream.getvalue()
    last = new.signed_revision == new.reader.xrefs.total_revisions - 1
    if last and new.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return True
    return bool(pdf[pdf.rindex(b"%%EOF") + 5 :].strip())


def _check_what_follows(opened: PdfFileReader, new: EmbeddedPdfSignature) -> None:
    followed = new.diff_result
    if not isinstance(followed, DiffResult) or followed.modification_level > ModificationLevel.LTA_UPDATES:
        raise HandBackRefused("changes", f"Sau khi ký, tệp còn bị sửa thêm. {_AGAIN}")
    for stamp in opened.embedded_timestamp_signatures:
        token = timestamps.check_authority(stamp.signed_data)
        imprint = stamp.signed_data["encap_content_info"]["content"].parsed["message_imprint"]
        if token is None or imprint["hashed_message"].native != stamp.compute_digest():
            raise HandBackRefused("signature", f"Dấu thời gian trong tệp không khớp với nội dung. {_AGAIN}")


def _check_certificate(new: EmbeddedPdfSignature, certificate_sha256: str) -> x509.Certificate:
    der = new.signer_cert.dump()
    if hashlib.sha256(der).hexdigest() != certificate_sha256.lower():
        name = new.signer_cert.subject.native.get("common_name", "không rõ tên")
        raise HandBackRefused(
            "certificate",
            f"Chữ ký dùng chứng thư số của {name}, không phải chứng thư số đã đăng ký cho người ký này. "
            "Hãy ký bằng đúng thiết bị, hoặc đăng ký chứng thư số mới trước.",
        )
    try:
        signer = certificates.load(der)
        certificates.facts(signer)
    except CannotSign as error:
        raise HandBackRefused("certificate", str(error)) from error
    return signer


def _check_verdict(report: Report, field: str) -> None:
    """What is taken here must not be called invalid by whoever verifies it tomorrow."""
    wrong = [why for one in report.signatures if one.field == field and one.verdict == "invalid" for why in one.reasons]
    if report.changed_after_signing or wrong:
        raise HandBackRefused("verdict", " ".join((*report.reasons, *wrong, _AGAIN)))


class _Time(NamedTuple):
    moment: datetime | None
    is_vouched: bool


def _check_time(new: EmbeddedPdfSignature, signer: x509.Certificate, services: Services, at: datetime) -> _Time:
    """The time of signing. Without a timestamp to be trusted, the certificate must still be valid when handed in."""
    claimed = new.self_reported_timestamp
    if claimed is not None and claimed.tzinfo is None:
        claimed = claimed.replace(tzinfo=VIETNAM)
    vouched = _vouched_time(new, services)
    moment = vouched or claimed
    if moment is not None and moment > at + AHEAD:
        raise HandBackRefused(
            "time", "Thời gian ký ở sau thời gian hiện tại. Hãy chỉnh đồng hồ máy tính dùng để ký rồi ký lại."
        )
    for one in [vouched] if vouched else [claimed, at]:
        try:
            if one is not None:
                certificates.check_usable(signer, one)
        except CannotSign as error:
            raise HandBackRefused("time", str(error)) from error
    return _Time(moment, vouched is not None)


def _vouched_time(new: EmbeddedPdfSignature, services: Services) -> datetime | None:
    """The time of the signature's timestamp, if that holds and its authority leads to a trusted root."""
    signature = new.signer_info["signature"].native
    for token in extract_tst_data_iter(new.signer_info, signed=False):
        imprint = token["encap_content_info"]["content"].parsed["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        authority = timestamps.check_authority(token)
        if imprint["hashed_message"].native != hashlib.new(algorithm, signature).digest():
            raise HandBackRefused("signature", f"Dấu thời gian trong tệp không khớp với chữ ký. {_AGAIN}")
        moment = timestamps.time_of(token)
        others = [one.chosen for one in token["certificates"]]
        if services.roots and _is_trusted(services.roots, authority, others, moment):
            return moment
    return None


def _is_trusted(roots: Sequence[bytes], authority: Any, others: Sequence[Any], moment: datetime) -> bool:
    return within(60, lambda: proof.leads_to(roots, authority, others, moment))


def _check_leaves_room(opened: PdfFileReader, new: EmbeddedPdfSignature) -> None:
    """Whoever signs for one party must not lock the others out."""
    empty = [name for name, one in form_fields(opened).items() if not entry(one, "/V")]
    lock = new.fieldmdp
    locked = new.docmdp_level == MDPPerm.NO_CHANGES or any(lock and lock.is_locked(name) for name in empty)
    if empty and locked:
        raise HandBackRefused(
            "closing",
            "Chữ ký này khóa văn bản nên các bên sau không ký được. "
            "Hãy bỏ lựa chọn “khóa văn bản sau khi ký” trong phần mềm ký rồi ký lại trên bản đã tải về.",
        )


def _level(new: EmbeddedPdfSignature, time: _Time) -> Level:
    if entry(new.sig_object, "/SubFilter") != "/ETSI.CAdES.detached" or not _names_certificate(new.signer_info):
        return "other"
    return "B-T" if time.is_vouched else "B-B"


def _names_certificate(signer_info: Any) -> bool:
    for name in ("signing_certificate_v2", "signing_certificate"):
        try:
            find_unique_cms_attribute(signer_info["signed_attrs"], name)
            return True
        except NonexistentAttributeError:
            continue
    return False
