"""An authority for the demonstration: in a folder, for people who do not exist, and for nothing else.

Its keys lie on the server, which no real signer's key ever does.
"""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from phoihop.engines.pdf_signing.content import CannotSign, Services, TimestampSource

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

#: The story begins in 2021; papers of the demonstration are still to be verified in 2036.
BEGINS: Final = datetime(2021, 1, 1, tzinfo=UTC)
ENDS: Final = datetime(2036, 12, 31, tzinfo=UTC)
_ROOT: Final = "Chứng thực gốc Trình diễn Phối Hợp"
_AUTHORITY: Final = "Chứng thực Trình diễn Phối Hợp"
_TIMES: Final = "Dấu thời gian Trình diễn Phối Hợp"
#: X.520's upper bound of a common name, as the library counts it: in bytes.
_LONGEST_NAME: Final = 64


@dataclass(frozen=True, slots=True)
class DemoKey:
    """A key of the demonstration, with its certificate and its issuers, nearest first."""

    private: PrivateKey
    certificate: bytes
    chain: Sequence[bytes]

    def sign(self, to_sign: bytes) -> bytes:
        if not isinstance(self.private, ec.EllipticCurvePrivateKey):
            raise CannotSign("Khóa này của phần trình diễn không dùng để ký văn bản.")
        return self.private.sign(to_sign, ec.ECDSA(hashes.SHA256()))


class DemoAuthority:
    """Root, issuing authority and timestamps in `folder`: made where missing, read where there. Files are mode 600."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.trust_folder = folder / "trust"
        for one in (folder, self.trust_folder):
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._root = self._kept("root", _ROOT, "", None, _authority(1))
        self._issuer = self._kept("authority", _AUTHORITY, "", self._root, _authority(0))
        self._times = self._kept("timestamps", _TIMES, "", self._issuer, _timestamps(), make=_rsa)
        _keep(self.trust_folder / "root.pem", _pem(self._root))

    @property
    def roots(self) -> tuple[bytes, ...]:
        return (self._root.certificate,)

    def key_for(self, name: str, organisation: str, *, at: datetime) -> DemoKey:
        """The key of a person, or of an organ's seal when both names are the organ's. The same names, the same key."""
        if not BEGINS <= at <= ENDS:
            raise CannotSign("Chứng thư số trình diễn chỉ có hiệu lực từ năm 2021 đến hết năm 2036.")
        digest = hashlib.sha256(f"{name}\n{organisation}".encode()).hexdigest()[:24]
        return self._kept(f"signer-{digest}", name, organisation, self._issuer, _signer())

    def revocation(self, at: datetime) -> tuple[bytes, ...]:
        """CRLs of root and issuing authority as of that time (DER). Nothing is revoked.

        They are good until the certificates end, for nobody will ask this authority for newer ones.
        """
        return tuple(_crl(one, at) for one in (self._root, self._issuer))

    def timestamps(self, at: datetime) -> TimestampSource:
        """Timestamps that say it is `at`."""
        return _Clock(self._times, at)

    def services(self, at: datetime) -> Services:
        """All that signing and raising need to reach B-LTA at that time, asking nobody."""
        return Services(
            roots=self.roots, timestamps=self.timestamps(at), revocation=self.revocation(at), fetch_revocation=False
        )

    def _kept(
        self,
        label: str,
        name: str,
        organisation: str,
        issuer: DemoKey | None,
        extensions: list[tuple[x509.ExtensionType, bool]],
        make: Any = None,
    ) -> DemoKey:
        file = self._folder / f"{label}.pem"
        if not file.exists():
            private = (make or _elliptic)()
            certificate = _certificate(name, organisation, private, issuer, extensions)
            _keep(file, _private_pem(private) + certificate.public_bytes(Encoding.PEM))
        return _read(file, issuer)


class _Clock:
    def __init__(self, key: DemoKey, at: datetime) -> None:
        store = SimpleCertificateStore.from_certs([asn1_x509.Certificate.load(key.chain[0])])
        self._stamper = DummyTimeStamper(
            tsa_cert=asn1_x509.Certificate.load(key.certificate),
            tsa_key=asn1_keys.PrivateKeyInfo.load(_private_der(key.private)),
            certs_to_embed=store,
            fixed_dt=at.astimezone(UTC).replace(microsecond=0),
            include_nonce=False,
        )

    def stamp(self, sha256: bytes) -> bytes:
        _, request = self._stamper.request_cms(sha256, "sha256")
        token: bytes = self._stamper.request_tsa_response(request)["time_stamp_token"].dump()
        return token


def _elliptic() -> PrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _rsa() -> PrivateKey:
    return rsa.generate_private_key(65537, 2048)  # pyHanko's own timestamper knows no other kind


def _authority(below: int) -> list[tuple[x509.ExtensionType, bool]]:
    return [(x509.BasicConstraints(True, below), True), (_usage("key_cert_sign", "crl_sign"), True)]


def _signer() -> list[tuple[x509.ExtensionType, bool]]:
    return [(x509.BasicConstraints(False, None), True), (_usage("digital_signature", "content_commitment"), True)]


def _timestamps() -> list[tuple[x509.ExtensionType, bool]]:
    purpose = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
    return [(x509.BasicConstraints(False, None), True), (_usage("digital_signature"), True), (purpose, True)]


def _usage(*names: str) -> x509.KeyUsage:
    every = [
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ]
    return x509.KeyUsage(**{name: name in names for name in every})


def _certificate(
    name: str,
    organisation: str,
    private: PrivateKey,
    issuer: DemoKey | None,
    extensions: list[tuple[x509.ExtensionType, bool]],
) -> x509.Certificate:
    parts = [x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "VN")]
    parts += [x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
    common = x509.NameAttribute(x509.NameOID.COMMON_NAME, _short(name))
    subject = x509.Name([*parts, common])
    signing, issuing = (private, subject) if issuer is None else (issuer.private, _loaded(issuer).subject)
    public = signing.public_key()
    made = x509.CertificateBuilder(
        issuing, subject, private.public_key(), x509.random_serial_number(), BEGINS, ENDS, []
    ).add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), False)
    for extension, critical in extensions:
        made = made.add_extension(extension, critical)
    return made.sign(signing, hashes.SHA256())


def _short(name: str) -> str:
    """The name's first words, as many as fit."""
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    words = name.split()
    while len(" ".join(words).encode()) + len("…".encode()) > _LONGEST_NAME:
        words.pop()
    return " ".join(words) + "…"


def _crl(issuer: DemoKey, at: datetime) -> bytes:
    public = issuer.private.public_key()
    made = x509.CertificateRevocationListBuilder(_loaded(issuer).subject, at.astimezone(UTC), ENDS)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), False)
    made = made.add_extension(x509.CRLNumber(int(at.timestamp())), False)
    return made.sign(issuer.private, hashes.SHA256()).public_bytes(Encoding.DER)


def _loaded(key: DemoKey) -> x509.Certificate:
    return x509.load_der_x509_certificate(key.certificate)


def _pem(key: DemoKey) -> bytes:
    return _loaded(key).public_bytes(Encoding.PEM)


def _private_pem(key: PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _private_der(key: PrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _read(file: Path, issuer: DemoKey | None) -> DemoKey:
    """Raises CannotSign for a file that was damaged: it is not replaced, for papers may have been signed with it."""
    try:
        private, certificate = _opened(file.read_bytes())
    except ValueError as error:
        raise CannotSign(f"Tệp khóa trình diễn {file.name} bị hỏng. Hãy dựng lại phần trình diễn từ đầu.") from error
    chain = () if issuer is None else (issuer.certificate, *issuer.chain)
    return DemoKey(private, certificate, chain)


@lru_cache(maxsize=64)
def _opened(data: bytes) -> tuple[PrivateKey, bytes]:
    """Key and certificate (DER). The files are read for every signature; checking an RSA key takes 30 ms each time."""
    private = load_pem_private_key(data, None)
    certificate = x509.load_pem_x509_certificate(data)
    assert isinstance(private, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey)
    return private, certificate.public_bytes(Encoding.DER)


def _keep(file: Path, data: bytes) -> None:
    """Writes the file whole or not at all; one that is there already stays, whoever was first."""
    if file.exists():
        return
    handle, name = tempfile.mkstemp(dir=file.parent)  # mode 600 from its first byte on
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(name, file)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)
