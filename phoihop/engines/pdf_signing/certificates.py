"""Certificates as people hand them in: one, of a signer, strong enough; anything else is told what it is."""

import re
import warnings
from datetime import datetime
from typing import Final

from asn1crypto import cms, pkcs12
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_der_private_key
from cryptography.utils import CryptographyDeprecationWarning

from phoihop.engines.pdf_signing.content import CannotSign, CertificateFacts
from phoihop.engines.pdf_signing.updating import VIETNAM

_MOST_BYTES: Final = 64 * 1024
_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----")
_KEY_FILE: Final = (
    "Tệp này chứa khóa riêng (khóa bí mật) dùng để ký, không được gửi cho ai, kể cả hệ thống này. "
    "Tệp đã bị từ chối và không được lưu lại. Hãy xuất riêng chứng thư số (.cer, .crt hoặc .pem) rồi nộp tệp đó."
)
_UNREADABLE: Final = "Tệp không phải là chứng thư số đọc được. Hãy xuất chứng thư số ra tệp .cer, .crt hoặc .pem."
_SEVERAL: Final = "Tệp có nhiều chứng thư số. Hãy xuất riêng chứng thư số của người ký hoặc của cơ quan."


def read(data: bytes) -> CertificateFacts:
    """What the certificate in a DER or PEM file says. Raises CannotSign for everything else, private keys above all."""
    return facts(_one(data))


def facts(certificate: x509.Certificate) -> CertificateFacts:
    """What a certificate says, if its key is strong enough. Raises CannotSign."""
    _check_strength(certificate)
    return CertificateFacts(
        der=certificate.public_bytes(Encoding.DER),
        sha256=certificate.fingerprint(hashes.SHA256()).hex(),
        subject=_named(certificate.subject, x509.NameOID.COMMON_NAME) or certificate.subject.rfc4514_string(),
        organisation=_named(certificate.subject, x509.NameOID.ORGANIZATION_NAME),
        issuer=_named(certificate.issuer, x509.NameOID.COMMON_NAME) or certificate.issuer.rfc4514_string(),
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
    )


def check_usable(certificate: x509.Certificate, at: datetime) -> None:
    """Raises CannotSign unless the certificate may sign papers at that time."""
    if at < certificate.not_valid_before_utc:
        raise CannotSign(
            f"Chứng thư số chỉ có hiệu lực từ {_shown(certificate.not_valid_before_utc)}. Hãy ký từ ngày đó trở đi."
        )
    if at > certificate.not_valid_after_utc:
        raise CannotSign(
            f"Chứng thư số đã hết hạn lúc {_shown(certificate.not_valid_after_utc)}. "
            "Hãy gia hạn chứng thư số và đăng ký lại trước khi ký."
        )
    if _is_authority(certificate):
        raise CannotSign("Đây là chứng thư số của tổ chức cấp, không phải của người ký. Hãy chọn đúng chứng thư số.")
    usage = _extension(certificate, x509.KeyUsage)
    if isinstance(usage, x509.KeyUsage) and not (usage.digital_signature or usage.content_commitment):
        raise CannotSign("Chứng thư số này không được cấp để ký văn bản. Hãy dùng chứng thư số ký.")


def load(der: bytes) -> x509.Certificate:
    """Raises CannotSign."""
    try:
        with warnings.catch_warnings():
            # Old authorities still number certificates in ways RFC 5280 forbids; such a certificate signs all the same.
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            certificate = x509.load_der_x509_certificate(der)
            certificate.public_key()
            return certificate
    except Exception as error:  # what people upload breaks a parser in any way it likes
        raise CannotSign(_UNREADABLE) from error


def holds(certificate: x509.Certificate, signature: bytes, data: bytes) -> bool:
    """Whether the certificate's key made this: RSA PKCS#1 v1.5 or ECDSA (DER) over the SHA-256 of the data."""
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _one(data: bytes) -> x509.Certificate:
    if not data:
        raise CannotSign("Tệp chứng thư số rỗng. Hãy chọn lại tệp .cer, .crt hoặc .pem.")
    if len(data) > _MOST_BYTES:
        raise CannotSign("Tệp lớn hơn 64 KB nên không phải là một chứng thư số. Hãy chọn lại tệp .cer, .crt hoặc .pem.")
    kinds = _PEM.findall(data)
    if any(b"PRIVATE KEY" in kind for kind in kinds) or _is_key(data):
        raise CannotSign(_KEY_FILE)
    if kinds.count(b"CERTIFICATE") > 1 or _is_bundle(data, kinds):
        raise CannotSign(_SEVERAL)
    return load(_der(data) if kinds else data)


def _der(pem: bytes) -> bytes:
    try:
        return x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    except ValueError as error:
        raise CannotSign(_UNREADABLE) from error


def _is_key(data: bytes) -> bool:
    try:
        if pkcs12.Pfx.load(data, strict=True)["version"].native == "v3":
            return True
    except (ValueError, TypeError):
        pass
    try:
        load_der_private_key(data, None)
    except TypeError:
        return True  # a private key under a password
    except Exception:  # not a key at all: the next look decides what it is
        return False
    return True


def _is_bundle(data: bytes, kinds: list[bytes]) -> bool:
    if b"PKCS7" in kinds:
        return True
    try:
        return cms.ContentInfo.load(data, strict=True)["content_type"].native == "signed_data"
    except (ValueError, TypeError):
        return False


def _check_strength(certificate: x509.Certificate) -> None:
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < 2048:
            raise CannotSign(
                f"Khóa RSA của chứng thư số chỉ dài {key.key_size} bit, quá ngắn. "
                "Hãy dùng chứng thư số có khóa từ 2048 bit trở lên."
            )
    elif not (isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in ("secp256r1", "secp384r1")):
        raise CannotSign(
            "Loại khóa của chứng thư số không dùng được. Hãy dùng RSA từ 2048 bit hoặc ECDSA P-256, P-384."
        )


def _named(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    return next((str(one.value) for one in name.get_attributes_for_oid(kind)), "")


def _is_authority(certificate: x509.Certificate) -> bool:
    constraints = _extension(certificate, x509.BasicConstraints)
    return isinstance(constraints, x509.BasicConstraints) and constraints.ca


def _extension(certificate: x509.Certificate, kind: type[x509.ExtensionType]) -> x509.ExtensionType | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (x509.ExtensionNotFound, ValueError):
        return None


def _shown(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m/%Y")
