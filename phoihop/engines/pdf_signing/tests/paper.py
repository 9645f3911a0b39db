"""A joint programme as it comes from the press, with places for five parties; and keys that sign it."""

import datetime as dt
import functools
import os
import shutil
import subprocess

import pytest
import typst
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key

from phoihop.engines.pdf_signing import fields, signing
from phoihop.engines.pdf_signing.content import Field, Services
from phoihop.engines.pdf_signing.tests.opened_keys import opened
from phoihop.engines.pdf_signing.tests.pki import NOW, pki
from phoihop.engines.typesetting import Stamp, font_in_use, stamp_pdf
from phoihop.engines.typesetting.fonts import fonts

PARTIES = ("lan", "minh", "hanh", "duc", "yen")
SEALS = ("seal-board", "seal-committee", "seal-court", "seal-board", "seal-committee")
NOBODY = Services()
_SOURCE = """#set document(title: "Chương trình phối hợp", date: datetime(year: 2026, month: 11, day: 25))
#set page(paper: "a4")
#set text(font: "%s", size: 14pt)
CHƯƠNG TRÌNH PHỐI HỢP \\
#for i in range(%d) [*Điều #(i + 1).* Các bên phối hợp tuyên truyền, phổ biến, giáo dục pháp luật. \\ ]
"""


@functools.cache
def bare(articles=40):
    """A PDF/A-2b without fields."""
    return typst.compile(
        (_SOURCE % (font_in_use(), articles)).encode(),
        format="pdf",
        pdf_standards=["a-2b"],
        font_paths=fonts(),
        ignore_system_fonts=True,
    )


def places():
    """Person, number and seal for each of five parties; a seal locks its party's number."""
    found = []
    for i in range(5):
        x = 60 + 100 * i
        found += [
            Field(f"Ky_{i}", "signature", 2, x, 300, 90, 60),
            Field(f"So_{i}", "text", 1, x, 780, 60, 16.1, size_pt=14),
            Field(f"Dau_{i}", "signature", 2, x, 200, 90, 90, locks=(f"So_{i}",)),
        ]
    return [*found, Field("Ngay", "text", 1, 300, 800, 40, 16.1, size_pt=14, italic=True)]


@functools.cache
def prepared():
    return fields.prepare(bare(), places())


def sign(who, data):
    """What the key of `who` makes of the data: RSA PKCS#1 v1.5 or ECDSA."""
    key = opened(pki().key(who))
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    return key.sign(data, ec.ECDSA(hashes.SHA256()))


@functools.cache
def picture(kind="person", width=90, height=60):
    return stamp_pdf(Stamp(kind, width, height, NOW, name="Nguyễn Thị Lan", organisation="Ủy ban nhân dân"))


def begun(pdf, who, field, **more):
    house = pki()
    given = {"chain": house.chain(who), "stamp": picture(), "at": NOW, **more}
    return signing.begin(pdf, field=field, certificate=house.certificate(who), **given)


def signed(pdf, who, field, services=NOBODY, **more):
    """The file with one more signature by our own engine."""
    one = begun(pdf, who, field, **more)
    return signing.finish(one.state, sign(who, one.to_sign), services=services)


def program(name, package):
    """The path of a program the tests need; where the gate runs it must be there."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is missing; install {package}.")
        pytest.skip(f"{name} is not installed here (apt install {package})")
    return found


def run(*command, inherit=False):
    """What a program says, in English; with `inherit` in this process's environment."""
    environment = {**(os.environ if inherit else {}), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=60, env=environment, check=False
    )
    return done.stdout + done.stderr


def pem(der):
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)


def key_pem(who):
    key = load_der_private_key(pki().key(who), None)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def unpadded(content):
    """A signature without the zeros that fill up its place."""
    return cms.ContentInfo.load(content).dump()


def soon(**more):
    return NOW + dt.timedelta(**more)
