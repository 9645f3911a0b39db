"""Signatures made to last, as far as the services of the day answer."""

import io
from dataclasses import replace

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.status import SignatureCoverageLevel

from phoihop.engines.pdf_signing import filling, levels
from phoihop.engines.pdf_signing.content import CannotSign, Services
from phoihop.engines.pdf_signing.tests import paper
from phoihop.engines.pdf_signing.tests.pki import pki
from phoihop.engines.pdf_signing.verifying import verify

AT = paper.soon(minutes=2)


@pytest.fixture(scope="module")
def services():
    house = pki()
    return Services(roots=house.roots, tsa_url=house.tsa_url, seconds=2)


@pytest.fixture(scope="module")
def offline(services):
    """Proof without asking for revocation: the CRLs are at hand."""
    house = pki()
    return replace(services, fetch_revocation=False, revocation=(house.crl("root"), house.crl("ca")))


@pytest.fixture(scope="module")
def signed():
    """Two signatures, one of them with a number under it."""
    pdf = paper.signed(paper.prepared(), "hanh", "Ky_0").pdf
    return paper.signed(filling.fill(pdf, {"So_0": "12"}), "seal-court", "Dau_0").pdf


def last(pdf):
    return PdfFileReader(io.BytesIO(pdf)).embedded_signatures[-1]


@pytest.mark.slow
def test_with_all_services_it_reaches_the_highest(signed, services):
    raised = levels.raise_level(signed, services=services, at=AT)
    assert (raised.level, raised.missing) == ("B-LTA", ())
    assert raised.pdf.startswith(signed)
    stamp = last(raised.pdf)
    assert stamp.sig_object["/Type"] == "/DocTimeStamp"
    assert stamp.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    store = DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(raised.pdf)))
    assert store.ocsps
    assert {"Lê Thị Mỹ Hạnh", "Tòa án nhân dân khu vực 9"} <= {
        one.subject.native["common_name"] for one in store.load_certs()
    }


@pytest.mark.slow
def test_the_verifier_agrees_offline(signed, services):
    raised = levels.raise_level(signed, services=services, at=AT)
    report = verify(raised.pdf, roots=pki().roots, at=paper.soon(minutes=10))
    assert report.verdict == "valid"
    assert [one.level for one in report.signatures] == ["B-LTA", "B-LTA"]
    assert not report.changed_after_signing


@pytest.mark.slow
def test_what_lacks_nothing_stays_as_it_is(signed, offline):
    once = levels.raise_level(signed, services=offline, at=AT)
    assert levels.raise_level(once.pdf, services=offline, at=AT) == once


@pytest.mark.slow
@pytest.mark.parametrize("mood", ["garbage", "error", "slow", "down"])
def test_without_timestamps_the_proof_is_kept_and_the_rest_comes_later(signed, offline, mood):
    with pki().services(mood, "tsa"):
        short = levels.raise_level(signed, services=replace(offline, seconds=0.7), at=AT)
    assert short.level == "B-B"
    assert "dấu thời gian" in short.missing[0]
    assert short.pdf.startswith(signed)
    assert DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(short.pdf))).crls
    later = levels.raise_level(short.pdf, services=replace(offline, revocation=()), at=AT)
    assert later.level == "B-LTA"
    assert later.pdf.startswith(short.pdf)


@pytest.mark.slow
def test_signatures_with_their_own_timestamps_reach_b_lt_without_another(offline):
    stamped = paper.signed(paper.prepared(), "hanh", "Ky_0", services=Services(tsa_url=offline.tsa_url)).pdf
    without = replace(offline, tsa_url="")
    raised = levels.raise_level(stamped, services=without, at=AT)
    assert raised.level == "B-LT"
    assert raised.missing == ("Chưa khai báo dịch vụ cấp dấu thời gian (TSA).",)


@pytest.mark.slow
@pytest.mark.parametrize("mood", ["garbage", "error", "slow"])
def test_without_revocation_data_at_least_the_time_is_kept(signed, services, mood):
    with pki().services(mood, "ocsp", "crls"):
        raised = levels.raise_level(signed, services=replace(services, seconds=1), at=AT)
    assert raised.level == "B-T"
    assert len(raised.missing) == 2
    assert "Lê Thị Mỹ Hạnh" in raised.missing[0]
    with pki().services(mood, "ocsp", "crls"):
        again = levels.raise_level(raised.pdf, services=replace(services, seconds=1), at=AT)
    assert again.pdf == raised.pdf
    assert levels.raise_level(raised.pdf, services=services, at=AT).level == "B-LTA"


@pytest.mark.slow
@pytest.mark.parametrize("mood", ["garbage", "error", "slow"])
def test_a_broken_ocsp_service_leaves_the_lists(signed, services, mood):
    with pki().services(mood, "ocsp"):
        assert levels.raise_level(signed, services=replace(services, seconds=3), at=AT).level == "B-LTA"


@pytest.mark.slow
def test_a_revoked_certificate_is_told_and_nothing_claimed(services):
    signed = paper.signed(paper.prepared(), "revoked", "Ky_0").pdf
    raised = levels.raise_level(signed, services=services, at=AT)
    assert raised.pdf == signed
    assert raised.level == "B-B"
    assert raised.missing == ("Chứng thư số của Bùi Văn Thu đã bị thu hồi.",)


@pytest.mark.slow
def test_a_certificate_of_nobody_trusted_is_told(services):
    raised = levels.raise_level(paper.signed(paper.prepared(), "stranger", "Ky_0").pdf, services=services, at=AT)
    assert raised.level == "B-T"
    assert "không dẫn về chứng thư gốc" in raised.missing[0]


@pytest.mark.slow
def test_lists_that_are_out_of_date_are_told(signed, offline):
    old = tuple(pki().crl(of, at=paper.soon(days=-60)) for of in ("root", "ca"))
    raised = levels.raise_level(signed, services=replace(offline, revocation=old), at=AT)
    assert raised.level == "B-T"
    assert all("quá hạn" in one or "thu hồi" in one for one in raised.missing)


@pytest.mark.slow
def test_a_certificate_that_has_run_out_since_is_told(signed, services):
    then = paper.soon(days=1200)
    with pki().clock(then):
        raised = levels.raise_level(signed, services=services, at=then)
    assert raised.level == "B-T"
    assert "hết hạn" in raised.missing[0]


@pytest.mark.slow
def test_a_tsa_that_nobody_trusts_gives_the_time_and_no_more(offline):
    stranger = replace(offline, roots=(pki().certificate("other-root"),))
    signed = paper.signed(paper.prepared(), "stranger", "Ky_0").pdf
    raised = levels.raise_level(signed, services=replace(stranger, revocation=()), at=AT)
    assert raised.level == "B-T"
    assert raised.missing


def test_without_any_service_nothing_is_claimed(signed):
    raised = levels.raise_level(signed, services=Services(), at=AT)
    assert (raised.pdf, raised.level, len(raised.missing)) == (signed, "B-B", 2)


def test_a_file_nobody_signed_is_told():
    assert levels.raise_level(paper.prepared(), services=Services(), at=AT).missing == ("Văn bản chưa có chữ ký nào.",)


def test_what_is_no_pdf_is_refused():
    with pytest.raises(CannotSign):
        levels.raise_level(b"", services=Services(), at=AT)


def test_proof_is_put_in_once(signed):
    crls = [pki().crl("root"), pki().crl("ca")]
    once = levels.embed(signed, crls=crls, certificates=pki().chain("hanh"))
    assert once.startswith(signed)
    assert levels.embed(once, crls=crls, certificates=pki().chain("hanh")) == once
    assert levels.embed(signed) == signed


@pytest.mark.slow
def test_openssl_agrees_on_the_timestamp(signed, offline, tmp_path):
    stamp = last(levels.raise_level(signed, services=offline, at=AT).pdf)
    pdf = stamp.reader.stream.getvalue()
    start, length, again, rest = (int(number) for number in stamp.byte_range)
    (tmp_path / "data").write_bytes(pdf[start : start + length] + pdf[again : again + rest])
    (tmp_path / "token").write_bytes(paper.unpadded(stamp.pkcs7_content))
    (tmp_path / "root.pem").write_bytes(paper.pem(pki().roots[0]))
    told = paper.run(
        paper.program("openssl", "openssl"), "ts", "-verify", "-data", tmp_path / "data", "-token_in",
        "-in", tmp_path / "token", "-CAfile", tmp_path / "root.pem",
    )  # fmt: skip
    assert "Verification: OK" in told
