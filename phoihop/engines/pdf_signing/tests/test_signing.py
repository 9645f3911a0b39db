"""Signatures begun here and made by keys that are elsewhere."""

import hashlib
import io
import json
import zlib
from dataclasses import replace

import pypdfium2
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature

from phoihop.engines.pdf_signing import filling, keeping, signing, timestamps
from phoihop.engines.pdf_signing.content import CannotSign, Services
from phoihop.engines.pdf_signing.tests import paper
from phoihop.engines.pdf_signing.tests.pki import NOW, PEOPLE, SEALS, TROUBLED, Options, pki, signed


def judged(pdf):
    """pyHanko's own verdict on every signature, by field."""
    context = pki().context(at=paper.soon(hours=1))
    opened = PdfFileReader(io.BytesIO(pdf))
    return {one.field_name: validate_pdf_signature(one, context) for one in opened.embedded_regular_signatures}


@pytest.mark.parametrize("who", ["lan", "hanh"], ids=["RSA", "ECDSA"])
def test_a_signature_holds(who):
    done = paper.signed(paper.prepared(), who, "Ky_0")
    verdict = judged(done.pdf)["Ky_0"]
    assert verdict.bottom_line
    assert verdict.md_algorithm == "sha256"
    assert done.level == "B-B"


def test_what_was_there_stays_byte_for_byte():
    assert paper.signed(paper.prepared(), "lan", "Ky_0").pdf.startswith(paper.prepared())


def test_it_is_a_pades_signature_that_names_its_certificate():
    (one,) = PdfFileReader(io.BytesIO(paper.signed(paper.prepared(), "lan", "Ky_0").pdf)).embedded_signatures
    assert one.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    kinds = {attribute["type"].native for attribute in one.signer_info["signed_attrs"]}
    assert kinds == {"content_type", "message_digest", "signing_certificate_v2"}
    assert len(one.pkcs7_content) * 2 == 32_768


def test_the_first_certifies_and_leaves_forms_to_fill_and_the_next_approves():
    first = paper.signed(paper.prepared(), "lan", "Ky_0").pdf
    both = PdfFileReader(io.BytesIO(paper.signed(first, "minh", "Ky_1").pdf))
    levels = {one.field_name: one.docmdp_level for one in both.embedded_signatures}
    assert levels["Ky_0"].value == 2
    assert levels["Ky_1"] is None
    assert both.root["/Perms"]["/DocMDP"]["/M"] == both.embedded_signatures[0].sig_object["/M"]


@pytest.mark.slow
def test_five_parties_sign_number_and_seal_in_turn(tmp_path):
    pdf = filling.fill(paper.prepared(), {"Ngay": "25"})
    for i, (person, seal) in enumerate(zip(paper.PARTIES, paper.SEALS, strict=True)):
        pdf = paper.signed(pdf, person, f"Ky_{i}").pdf
        pdf = filling.fill(pdf, {f"So_{i}": str(10 + i)})
        pdf = paper.signed(pdf, seal, f"Dau_{i}", stamp=paper.picture("seal", 90, 90)).pdf
    verdicts = judged(pdf)
    assert len(verdicts) == 10
    assert all(one.bottom_line for one in verdicts.values())
    assert [one.modification_level for one in verdicts.values()] == [ModificationLevel.FORM_FILLING] * 9 + [
        ModificationLevel.NONE
    ]
    file = tmp_path / "five.pdf"
    file.write_bytes(pdf)
    told = paper.run(paper.program("pdfsig", "poppler-utils"), "-nocert", file)
    assert told.count("Signature is Valid.") == 10
    assert (told.count("- Total document signed"), told.count("Not total document signed")) == (1, 9)
    assert told.rindex("Dau_4") < told.rindex("- Total document signed")
    told = paper.run(paper.program("mutool", "mupdf-tools"), "sign", "-v", file)
    assert told.count("signature is valid but there have been edits since signing") == 9
    assert told.count("The document is unchanged since signing") == 1
    shown = paper.run(paper.program("pdftotext", "poppler-utils"), "-l", "1", file, "-")
    assert all(str(10 + i) in shown for i in range(5))


@pytest.mark.slow
@pytest.mark.parametrize("who", ["lan", "hanh"])
def test_openssl_agrees(who, tmp_path):
    pdf = paper.signed(paper.prepared(), who, "Ky_0").pdf
    (one,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    start, length, again, rest = (int(number) for number in one.byte_range)
    (tmp_path / "content").write_bytes(pdf[start : start + length] + pdf[again : again + rest])
    (tmp_path / "signature").write_bytes(paper.unpadded(one.pkcs7_content))
    (tmp_path / "root.pem").write_bytes(paper.pem(pki().roots[0]))
    command = [paper.program("openssl", "openssl"), "cms", "-verify", "-cades", "-binary", "-inform", "DER"]
    files = ["-in", tmp_path / "signature", "-content", tmp_path / "content", "-CAfile", tmp_path / "root.pem"]
    told = paper.run(*command, *files, "-purpose", "any", "-out", tmp_path / "out")
    assert "erification successful" in told
    (tmp_path / "content").write_bytes((tmp_path / "content").read_bytes() + b" ")
    assert "erification failure" in paper.run(*command, *files, "-purpose", "any", "-out", tmp_path / "out")


def test_the_picture_is_on_the_paper():
    def ink(pdf):
        with pypdfium2.PdfDocument(pdf) as opened:
            opened.init_forms()
            picture = opened[1].render(scale=1, may_draw_forms=True).to_pil().convert("RGB")
        part = picture.crop((60, picture.height - 360, 150, picture.height - 300))
        pixels = part.tobytes()
        return sum(1 for i in range(0, len(pixels), 3) if pixels[i + 2] > pixels[i] + 40)

    assert ink(paper.prepared()) == 0
    assert ink(paper.signed(paper.prepared(), "lan", "Ky_0").pdf) > 30


def test_a_signature_need_not_be_seen():
    assert judged(paper.signed(paper.prepared(), "lan", "Ky_0", stamp=None).pdf)["Ky_0"].bottom_line


def test_reason_place_and_time_are_in_the_file():
    pdf = paper.signed(paper.prepared(), "lan", "Ky_0", reason="Ký ban hành", place="Ngã Bảy").pdf
    (one,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    assert one.sig_object["/Reason"] == "Ký ban hành"
    assert one.sig_object["/Location"] == "Ngã Bảy"
    assert one.self_reported_timestamp == NOW


def test_the_receipt_says_what_was_signed():
    done = paper.signed(paper.prepared(), "lan", "Ky_0")
    (one,) = PdfFileReader(io.BytesIO(done.pdf)).embedded_signatures
    certificate = pki().certificate("lan")
    assert done.receipt == {
        "field": "Ky_0",
        "signer": "Nguyễn Thị Lan",
        "organisation": "Ban Xây dựng Đảng Đảng ủy phường Ngã Bảy",
        "certificate_sha256": hashlib.sha256(certificate).hexdigest(),
        "serial": f"{x509.Certificate.load(certificate).serial_number:x}",
        "issuer": "Chứng thực cơ quan thử nghiệm",
        "document_digest": one.compute_digest().hex(),
        "file_sha256": hashlib.sha256(done.pdf).hexdigest(),
        "signed_at": NOW.isoformat(timespec="seconds"),
        "time_source": "claimed",
        "level": "B-B",
    }
    assert json.dumps(done.receipt)
    assert done.certificate_sha256 == done.receipt["certificate_sha256"]


def test_the_same_beginning_makes_the_same_bytes():
    assert paper.begun(paper.prepared(), "lan", "Ky_0") == paper.begun(paper.prepared(), "lan", "Ky_0")


def test_finishing_twice_gives_the_same_file():
    one = paper.begun(paper.prepared(), "lan", "Ky_0")
    signature = paper.sign("lan", one.to_sign)
    assert signing.finish(one.state, signature, services=paper.NOBODY) == signing.finish(
        one.state, signature, services=paper.NOBODY
    )


def test_two_beginnings_on_the_same_file_stay_apart():
    mine, theirs = paper.begun(paper.prepared(), "lan", "Ky_0"), paper.begun(paper.prepared(), "minh", "Ky_1")
    assert set(judged(signing.finish(mine.state, paper.sign("lan", mine.to_sign), services=paper.NOBODY).pdf)) == {
        "Ky_0"
    }
    assert set(judged(signing.finish(theirs.state, paper.sign("minh", theirs.to_sign), services=paper.NOBODY).pdf)) == {
        "Ky_1"
    }
    with pytest.raises(CannotSign, match="không khớp"):
        signing.finish(mine.state, paper.sign("lan", theirs.to_sign), services=paper.NOBODY)


def test_another_key_is_refused():
    one = paper.begun(paper.prepared(), "lan", "Ky_0")
    with pytest.raises(CannotSign, match="không khớp với chứng thư số"):
        signing.finish(one.state, paper.sign("minh", one.to_sign), services=paper.NOBODY)


@pytest.mark.parametrize("signature", [b"", b"\x00" * 256, b"\x30\x06\x02\x01\x01\x02\x01\x01", b"x" * 100_000])
@pytest.mark.parametrize("who", ["lan", "hanh"])
def test_what_is_no_signature_is_refused(who, signature):
    one = paper.begun(paper.prepared(), who, "Ky_0")
    with pytest.raises(CannotSign, match="không khớp với chứng thư số"):
        signing.finish(one.state, signature, services=paper.NOBODY)


def rewritten(state, **changes):
    """The state as somebody would forge it who knows how it is laid out."""
    return keeping.pack(replace(keeping.unpack(state), **changes))


def test_a_state_that_was_tampered_with_is_refused():
    one = paper.begun(paper.prepared(), "lan", "Ky_0")
    signature = paper.sign("lan", one.to_sign)
    kept = keeping.unpack(one.state)
    other = kept.pdf.replace(b"/Ky_0", b"/Ky_1").replace(b"%PDF-1.7", b"%PDF-1.6")
    filled = kept.pdf[: kept.start + 1] + b"A" + kept.pdf[kept.start + 2 :]
    for forged in (
        rewritten(one.state, pdf=other),
        rewritten(one.state, pdf=filled),
        rewritten(one.state, start=kept.start - 2),
        rewritten(one.state, end=kept.end + 100),
        rewritten(one.state, start=10**12, end=10**12),
        rewritten(one.state, certificate=pki().certificate("minh")),
        rewritten(one.state, attributes=kept.attributes + b"\x00"),
        rewritten(one.state, pdf=b""),
    ):
        with pytest.raises(CannotSign):
            signing.finish(forged, signature, services=paper.NOBODY)


@pytest.mark.parametrize(
    "damage",
    [
        lambda state: b"",
        lambda state: state[:-1],
        lambda state: state[:40] + bytes([state[40] ^ 1]) + state[41:],
        lambda state: state.replace(b"phoihop-signing-1", b"phoihop-signing-9"),
        lambda state: b"phoihop-signing-1\n" + hashlib.sha256(b"no zip").digest() + b"no zip",
        lambda state: b"phoihop-signing-1\n" + (lambda z: hashlib.sha256(z).digest() + z)(zlib.compress(b"\xff" * 99)),
    ],
)
def test_a_damaged_state_is_told(damage):
    one = paper.begun(paper.prepared(), "lan", "Ky_0")
    with pytest.raises(CannotSign, match="bắt đầu ký lại"):
        signing.finish(damage(one.state), b"", services=paper.NOBODY)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("expired", "hết hạn"),
        ("not-yet", "chỉ có hiệu lực từ"),
        ("short-key", "1024 bit"),
        ("ca", "tổ chức cấp"),
        ("web-server", "không được cấp để ký"),
    ],
)
def test_certificates_that_cannot_sign_are_refused(who, why):
    with pytest.raises(CannotSign, match=why):
        paper.begun(paper.prepared(), who, "Ky_0")


def test_a_field_that_is_not_there_not_empty_or_for_words_is_refused():
    done = paper.signed(paper.prepared(), "lan", "Ky_0").pdf
    for field, why in (("Ky_0", "đã có chữ ký"), ("Ky_9", "không có chỗ ký"), ("So_0", "không có chỗ ký")):
        with pytest.raises(CannotSign, match=why):
            paper.begun(done, "minh", field)


def test_a_paper_closed_by_its_first_signature_takes_no_other():
    closed = signed(paper.prepared(), "lan", "Ky_0", options=Options(certify="no-changes"))
    with pytest.raises(CannotSign, match="khóa văn bản"):
        paper.begun(closed, "minh", "Ky_1")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x00" * 1000])
def test_what_is_no_pdf_is_refused(data):
    with pytest.raises(CannotSign):
        paper.begun(data, "lan", "Ky_0")


def test_a_time_without_its_zone_is_a_mistake():
    with pytest.raises(ValueError, match="zone"):
        paper.begun(paper.prepared(), "lan", "Ky_0", at=NOW.replace(tzinfo=None))


def test_a_huge_picture_and_long_words_are_no_trouble():
    done = paper.signed(paper.prepared(), "lan", "Ky_0", stamp=paper.bare(400), reason="Ký " * 5000)
    assert judged(done.pdf)["Ky_0"].bottom_line


def test_a_chain_too_long_for_its_place_is_told_at_once():
    many = [pki().certificate(who) for who in (*TROUBLED, *PEOPLE, *SEALS, "root", "ca", "tsa", "ocsp", "ocsp-root")]
    assert sum(map(len, many)) > 16_384 - 2_048 > sum(map(len, many[:12]))
    with pytest.raises(CannotSign, match="quá dài"):
        paper.begun(paper.prepared(), "lan", "Ky_0", chain=many)
    assert judged(paper.signed(paper.prepared(), "lan", "Ky_0", chain=[*pki().chain("lan"), *many[:12]]).pdf)
    with pytest.raises(CannotSign, match="không phải là chứng thư số"):
        paper.begun(paper.prepared(), "lan", "Ky_0", chain=[b"no certificate"])


# Timestamps


def test_a_timestamp_makes_it_b_t():
    house = pki()
    done = paper.signed(paper.prepared(), "lan", "Ky_0", services=Services(tsa_url=house.tsa_url))
    verdict = judged(done.pdf)["Ky_0"]
    assert done.level == done.receipt["level"] == "B-T"
    assert done.receipt["time_source"] == "timestamp"
    assert verdict.timestamp_validity.valid
    assert verdict.timestamp_validity.trusted


@pytest.mark.slow
@pytest.mark.parametrize("mood", ["down", "garbage", "error", "slow"])
def test_a_tsa_that_fails_costs_a_level_and_no_signature(mood):
    house = pki()
    with house.services(mood, "tsa"):
        done = paper.signed(paper.prepared(), "lan", "Ky_0", services=Services(tsa_url=house.tsa_url, seconds=0.5))
    assert done.level == "B-B"
    assert judged(done.pdf)["Ky_0"].bottom_line


def test_a_tsa_that_is_not_there_costs_a_level():
    nowhere = Services(tsa_url="http://127.0.0.1:9/tsa", seconds=2)
    assert paper.signed(paper.prepared(), "lan", "Ky_0", services=nowhere).level == "B-B"


class Source:
    """Timestamps made in this process, each wrong in its way."""

    def __init__(self, make):
        self.make = make

    def stamp(self, sha256):
        return self.make(sha256)


def test_a_timestamp_for_something_else_is_not_taken():
    stamper = pki().timestamper()

    def other(sha256):
        _, request = stamper.request_cms(hashlib.sha256(b"something else").digest(), "sha256")
        return stamper.request_tsa_response(request)["time_stamp_token"].dump()

    def same(sha256):
        _, request = stamper.request_cms(sha256, "sha256")
        return stamper.request_tsa_response(request)["time_stamp_token"].dump()

    for make in (other, lambda sha256: b"", lambda sha256: same(sha256)[:-20], lambda sha256: 1 / 0):
        done = paper.signed(paper.prepared(), "hanh", "Ky_0", services=Services(timestamps=Source(make)))
        assert done.level == "B-B"
    assert timestamps.stamper(Services()) is None
