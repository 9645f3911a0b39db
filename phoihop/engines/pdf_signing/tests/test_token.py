"""Keys in a device, which here is SoftHSM 2."""

import os
from pathlib import Path

import pytest

from phoihop.engines.pdf_signing import signing
from phoihop.engines.pdf_signing.content import CannotSign
from phoihop.engines.pdf_signing.keys.token import DeviceKey
from phoihop.engines.pdf_signing.tests import paper
from phoihop.engines.pdf_signing.tests.pki import pki

LIBRARIES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
             "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so")  # fmt: skip
LABEL = "Phoi Hop"


@pytest.fixture(scope="module")
def device(tmp_path_factory):
    """The library of a device with the keys of Lan (RSA) and Hạnh (ECDSA); PIN 1234."""
    program = paper.program("softhsm2-util", "softhsm2")
    library = next((one for one in LIBRARIES if Path(one).exists()), None)
    if library is None:
        pytest.fail("SoftHSM's library is not where it is looked for.")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    try:
        paper.run(
            program, "--init-token", "--free", "--label", LABEL, "--pin", "1234", "--so-pin", "5678", inherit=True
        )
        _fill(library, folder, program)
        yield library
    finally:
        os.environ.pop("SOFTHSM2_CONF")
        if before is not None:
            os.environ["SOFTHSM2_CONF"] = before


def _fill(library, folder, program):
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    for number, who in enumerate(("lan", "hanh"), 1):
        (folder / "key.pem").write_bytes(paper.key_pem(who))
        more = ["--label", who, "--id", f"0{number}", "--pin", "1234", "--token", LABEL]
        paper.run(program, "--import", folder / "key.pem", *more, inherit=True)
    token = pkcs11.lib(library).get_token(token_label=LABEL)
    with token.open(rw=True, user_pin="1234") as session:
        for number, who in enumerate(("lan", "hanh"), 1):
            attributes = decode_x509_certificate(pki().certificate(who))
            attributes |= {pkcs11.Attribute.LABEL: who, pkcs11.Attribute.ID: bytes([number])}
            session.create_object({**attributes, pkcs11.Attribute.TOKEN: True})
        issuer = decode_x509_certificate(pki().certificate("ca"))
        session.create_object({**issuer, pkcs11.Attribute.LABEL: "ca", pkcs11.Attribute.TOKEN: True})


@pytest.mark.slow
@pytest.mark.parametrize("who", ["lan", "hanh"], ids=["RSA", "ECDSA"])
def test_a_paper_is_signed_by_a_device(device, who):
    key = DeviceKey(device, LABEL, who, pin="1234")
    assert key.certificate == pki().certificate(who)
    assert pki().certificate("ca") in key.chain
    begun = signing.begin(
        paper.prepared(), field="Ky_0", certificate=key.certificate, chain=key.chain, stamp=None, at=paper.NOW
    )
    assert signing.finish(begun.state, key.sign(begun.to_sign), services=paper.NOBODY).level == "B-B"


@pytest.mark.slow
def test_troubles_with_the_device_are_explained(device):
    for key, why in (
        (DeviceKey(device, LABEL, "lan", pin="9999"), "Sai mã PIN"),
        (DeviceKey(device, "Another", "lan", pin="1234"), "Không thấy thiết bị ký"),
        (DeviceKey(device, LABEL, "nobody", pin="1234"), "chứng thư số"),
        (DeviceKey("/nowhere/libtoken.so", LABEL, "lan", pin="1234"), "Không dùng được thiết bị ký"),
    ):
        with pytest.raises(CannotSign, match=why):
            key.sign(b"words")
        with pytest.raises(CannotSign, match=why):
            _ = key.certificate


@pytest.mark.slow
def test_after_a_wrong_pin_the_right_one_still_signs(device):
    with pytest.raises(CannotSign):
        DeviceKey(device, LABEL, "hanh", pin="0000").sign(b"words")
    assert DeviceKey(device, LABEL, "hanh", pin="1234").sign(b"words")


@pytest.mark.slow
def test_several_at_once_take_turns(device):
    from concurrent.futures import ThreadPoolExecutor

    from phoihop.engines.pdf_signing import certificates

    key = DeviceKey(device, LABEL, "lan", pin="1234")
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(key.sign, [b"a", b"b", b"c", b"d"]))
    certificate = certificates.load(pki().certificate("lan"))
    assert all(
        certificates.holds(certificate, one, data) for one, data in zip(made, [b"a", b"b", b"c", b"d"], strict=True)
    )


def test_the_pin_is_not_shown():
    assert "1234" not in repr(DeviceKey("lib", LABEL, "lan", pin="1234"))
