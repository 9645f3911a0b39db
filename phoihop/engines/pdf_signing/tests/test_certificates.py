"""Certificates as people hand them in."""

import datetime as dt
import hashlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs7,
    pkcs12,
)

from phoihop.engines.pdf_signing import certificates
from phoihop.engines.pdf_signing.content import CannotSign
from phoihop.engines.pdf_signing.tests import paper
from phoihop.engines.pdf_signing.tests.pki import NOW, pki


@pytest.mark.parametrize("form", ["DER", "PEM", "PEM with words around it"])
@pytest.mark.parametrize("who", ["lan", "hanh"])
def test_one_certificate_is_read(who, form):
    der = pki().certificate(who)
    data = {"DER": der, "PEM": paper.pem(der), "PEM with words around it": b"subject=Lan\n\n" + paper.pem(der) + b"\n"}
    facts = certificates.read(data[form])
    assert facts.der == der
    assert facts.sha256 == hashlib.sha256(der).hexdigest()
    assert (facts.subject, facts.organisation) == {
        "lan": ("Nguyễn Thị Lan", "Ban Xây dựng Đảng Đảng ủy phường Ngã Bảy"),
        "hanh": ("Lê Thị Mỹ Hạnh", "Tòa án nhân dân khu vực 9"),
    }[who]
    assert facts.issuer == "Chứng thực cơ quan thử nghiệm"
    assert facts.valid_from < NOW < facts.valid_until
    assert int(facts.serial, 16) == x509.load_der_x509_certificate(der).serial_number


LOCKED = BestAvailableEncryption(b"123456")
KEY_FILES = {
    "PKCS#12": lambda key: pkcs12.serialize_key_and_certificates(
        b"lan", key, x509.load_der_x509_certificate(pki().certificate("lan")), None, LOCKED
    ),
    "PKCS#8": lambda key: key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
    "PKCS#8 PEM": lambda key: key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    "PKCS#1": lambda key: key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption()),
    "PKCS#1 PEM": lambda key: key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()),
    "under a password": lambda key: key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, LOCKED),
    "under a password PEM": lambda key: key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, LOCKED),
    "with its certificate": lambda key: (
        paper.pem(pki().certificate("lan")) + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    ),
    "of a curve": lambda key: ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    ),
}


@pytest.mark.parametrize("kind", KEY_FILES)
def test_a_private_key_is_refused_and_explained(kind):
    with pytest.raises(CannotSign, match="khóa riêng") as refusal:
        certificates.read(KEY_FILES[kind](load_der_private_key(pki().key("lan"), None)))
    assert "không được lưu lại" in str(refusal.value)


def test_several_certificates_are_refused():
    both = [x509.load_der_x509_certificate(pki().certificate(who)) for who in ("lan", "ca")]
    for data in (
        paper.pem(pki().certificate("lan")) + paper.pem(pki().certificate("ca")),
        pkcs7.serialize_certificates(both, Encoding.DER),
        pkcs7.serialize_certificates(both, Encoding.PEM),
    ):
        with pytest.raises(CannotSign, match="nhiều chứng thư số"):
            certificates.read(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "rỗng"),
        (b"x" * 100_000, "64 KB"),
        (b"hello", "không phải là chứng thư số"),
        (b"\x30\x03\x02\x01\x01", "không phải là chứng thư số"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "không phải là chứng thư số"),
        (b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "không phải là chứng thư số"),
        (b"%PDF-1.7 a paper", "không phải là chứng thư số"),
    ],
)
def test_what_is_no_certificate_is_refused(data, why):
    with pytest.raises(CannotSign, match=why):
        certificates.read(data)


def test_a_certificate_cut_short_is_refused():
    with pytest.raises(CannotSign, match="không phải là chứng thư số"):
        certificates.read(pki().certificate("lan")[:-30])


def self_signed(key, digest):
    name = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Không có tên")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, NOW + dt.timedelta(days=9), [])
    return made.sign(key, digest).public_bytes(Encoding.DER)


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (lambda: rsa.generate_private_key(65537, 1024), "1024 bit"),
        (lambda: ec.generate_private_key(ec.SECP256K1()), "P-256, P-384"),
        (lambda: ec.generate_private_key(ec.SECP521R1()), "P-256, P-384"),
        (ed25519.Ed25519PrivateKey.generate, "P-256, P-384"),
    ],
)
def test_keys_too_weak_or_strange_are_refused(key, why):
    made = key()
    digest = None if isinstance(made, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    with pytest.raises(CannotSign, match=why):
        certificates.read(self_signed(made, digest))


def test_p_384_is_taken_and_a_missing_name_is_spelled_out():
    facts = certificates.read(self_signed(ec.generate_private_key(ec.SECP384R1()), hashes.SHA384()))
    assert facts.subject == "O=Không có tên"


@pytest.mark.parametrize("who", ["lan", "hanh"])
def test_a_signature_belongs_to_its_key_and_its_words(who):
    certificate = certificates.load(pki().certificate(who))
    signature = paper.sign(who, b"words")
    assert certificates.holds(certificate, signature, b"words")
    assert not certificates.holds(certificate, signature, b"other words")
    assert not certificates.holds(certificates.load(pki().certificate("duc")), signature, b"words")
