"""PDFs that come back signed with other people's tools, and with other people's tricks."""

import hashlib
import io
import os
import subprocess

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from phoihop.engines.pdf_signing import certificates, filling, handing_back, levels
from phoihop.engines.pdf_signing.content import HandBackRefused, Services
from phoihop.engines.pdf_signing.tests import paper
from phoihop.engines.pdf_signing.tests.pki import NOW, pki
from phoihop.engines.pdf_signing.verifying import verify

LATER = paper.soon(minutes=5)


@pytest.fixture(autouse=True)
def _verified_in_this_process(request, monkeypatch):
    """The verdict itself, without a process for each; "apart" tests take the real way."""
    if "apart" not in request.node.name:
        monkeypatch.setattr(handing_back, "verify_apart", lambda pdf, **how: verify(pdf, **how))


def trusting():
    return Services(roots=pki().roots)


def registered(who):
    return certificates.load(pki().certificate(who)), certificates.facts(certificates.load(pki().certificate(who)))


def taken(before, after, who="lan", field="Ky_0", services=None, at=LATER):
    sha256 = registered(who)[1].sha256
    return handing_back.check(
        before, after, field=field, certificate_sha256=sha256, services=services or trusting(), at=at
    )


def refused(check, *args, **more):
    with pytest.raises(HandBackRefused) as refusal:
        taken(*args, **more)
    assert refusal.value.check == check
    assert str(refusal.value).endswith(".")
    return str(refusal.value)


def elsewhere(pdf, who="lan", field="Ky_0", *, timestamper=None, change=None, reserve=None, **meta):
    """Signed with stock pyHanko, as any tool would; `change` does more to the file in the same update."""
    given = {"md_algorithm": "sha256", "subfilter": fields.SigSeedSubFilter.PADES, **meta}
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if change is not None:
        change(writer)
    signer = PdfSigner(
        PdfSignatureMetadata(field_name=field, **given), signer=pki().signer(who), timestamper=timestamper
    )
    return signer.sign_pdf(writer, bytes_reserved=reserve).getvalue()


def updated(pdf, change):
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def twice(pdf):
    return elsewhere(elsewhere(pdf), "minh", "Ky_1")


@pytest.fixture(scope="module")
def given():
    return paper.prepared()


@pytest.fixture(scope="module")
def half():
    """A file that two parties have signed, with a number under a seal."""
    pdf = paper.signed(paper.prepared(), "minh", "Ky_1").pdf
    pdf = filling.fill(pdf, {"So_1": "12"})
    return paper.signed(pdf, "seal-committee", "Dau_1").pdf


# What is taken


def test_a_file_signed_elsewhere_is_taken(given):
    done = taken(given, elsewhere(given))
    assert done.level == "B-B"
    assert done.receipt["signer"] == "Nguyễn Thị Lan"
    assert done.receipt["time_source"] == "claimed"
    assert done.pdf.startswith(given)


def test_the_older_format_of_signatures_is_taken_too(given):
    done = taken(given, elsewhere(given, subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED))
    assert done.level == "other"


def test_a_stronger_digest_is_taken(given):
    assert taken(given, elsewhere(given, md_algorithm="sha512")).level == "B-B"


def test_the_first_may_certify_the_file(given):
    after = elsewhere(given, certify=True, docmdp_permissions=fields.MDPPerm.FILL_FORMS)
    assert taken(given, after).level == "B-B"


def test_a_timestamp_to_be_trusted_is_the_time_of_signing(given):
    done = taken(given, elsewhere(given, timestamper=pki().timestamper()))
    assert (done.level, done.receipt["time_source"]) == ("B-T", "timestamp")


def test_a_timestamp_of_strangers_is_only_a_claim(given):
    done = taken(given, elsewhere(given, timestamper=pki().timestamper()), services=Services())
    assert (done.level, done.receipt["time_source"]) == ("B-B", "claimed")


def test_one_who_signs_after_others_is_taken(half):
    done = taken(half, elsewhere(half, "lan", "Ky_0"))
    assert done.pdf.startswith(half)


@pytest.mark.slow
def test_proof_and_a_document_timestamp_may_follow(half):
    signed = elsewhere(half, "lan", "Ky_0")
    raised = levels.raise_level(signed, services=Services(roots=pki().roots, tsa_url=pki().tsa_url), at=LATER)
    assert raised.level == "B-LTA"
    assert taken(half, raised.pdf, at=LATER).receipt["field"] == "Ky_0"


@pytest.mark.slow
def test_a_seal_signed_elsewhere_locks_its_number(given):
    numbered = filling.fill(given, {"So_0": "7"})
    done = taken(numbered, elsewhere(numbered, "seal-board", "Dau_0"), "seal-board", "Dau_0")
    assert taken(done.pdf, elsewhere(done.pdf, "minh", "Ky_1"), "minh", "Ky_1")


@pytest.mark.slow
def test_files_are_looked_at_apart_before_anything_else_reads_them(given):
    assert taken(given, elsewhere(given)).level == "B-B"
    assert "ký đúng chỗ" in refused("readable", given, given + b"\nstartxref\n7\n%%EOF\n")


# Another tool altogether


@pytest.fixture(scope="module")
def nss(tmp_path_factory):
    """The keys of two people in a store that poppler can use."""
    folder = tmp_path_factory.mktemp("nss")
    certutil, pk12util = paper.program("certutil", "libnss3-tools"), paper.program("pk12util", "libnss3-tools")
    paper.run(certutil, "-N", "-d", folder, "--empty-password")
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, load_der_private_key, pkcs12

    for who in ("lan", "hanh"):
        key, certificate = load_der_private_key(pki().key(who), None), registered(who)[0]
        chain = [certificates.load(one) for one in pki().chain(who)]
        data = pkcs12.serialize_key_and_certificates(
            who.encode(), key, certificate, chain, BestAvailableEncryption(b"x")
        )
        (folder / "key.p12").write_bytes(data)
        paper.run(pk12util, "-i", folder / "key.p12", "-d", folder, "-W", "x")
    return folder


def with_poppler(nss, pdf, who, *how):
    before, after = nss / "before.pdf", nss / "after.pdf"
    before.write_bytes(pdf)
    after.unlink(missing_ok=True)
    said = subprocess.run(
        [paper.program("pdfsig", "poppler-utils"), "-nssdir", nss, "-nick", who, *how, before, after],
        capture_output=True,
        text=True,
        timeout=60,
        env={"LC_ALL": "C.UTF-8", "HOME": os.fspath(nss)},
    )
    assert after.exists(), said.stdout + said.stderr
    return after.read_bytes()


@pytest.mark.slow
def test_poppler_gives_a_used_number_to_another_object_and_is_refused(nss, given):
    # pdfsig 22.12 writes the field's appearance under a number still in use, with generation 1, and dates the field;
    # every verifier would later call the earlier signatures hurt
    assert refused_any(given, with_poppler(nss, given, "lan", "-etsi", "-sign", "Ky_0")) in ("changes", "readable")


@pytest.mark.slow
def test_a_signature_poppler_put_into_a_field_of_its_own_is_refused(nss, given):
    after = with_poppler(nss, given, "lan", "-add-signature")
    assert refused_any(given, after) in ("field", "changes", "readable")


def refused_any(before, after):
    with pytest.raises(HandBackRefused) as refusal:
        taken(before, after, at=paper.soon(days=1))
    return refusal.value.check


# What is refused, each with its reason


def test_the_same_file_again_is_not_signed(given):
    assert "chưa có chữ ký" in refused("extends", given, given)


def test_a_file_written_anew_is_refused(given):
    assert "ghi lại" in refused("extends", given, elsewhere(paper.bare(41), field="Ky_9"))
    changed = bytearray(elsewhere(given))
    changed[2000] ^= 1
    refused("extends", given, bytes(changed))
    refused("extends", given, given[:-1])
    refused("extends", given, b"")


def test_a_file_much_larger_is_refused(given):
    refused("size", given, given + b"\n" * (8 * 1024 * 1024 + 1))


@pytest.mark.parametrize(
    "added", [b"x", b"\n%%EOF\n", b"\x00" * 5000, b"\nstartxref\n7\n%%EOF\n", b"\nstartxref\n999999999\n%%EOF"]
)
def test_rubbish_behind_the_file_is_refused(given, added):
    assert refused_any(given, given + added) in ("readable", "signatures", "changes")
    assert refused_any(given, elsewhere(given) + added) in (
        "readable",
        "coverage",
        "changes",
        "signatures",
        "signature",
    )


def test_another_field_is_refused(given):
    assert "Ky_1" in refused("field", given, elsewhere(given, field="Ky_1"))


def test_two_signatures_at_once_are_refused(given):
    refused("signatures", given, twice(given))


def test_an_update_without_a_signature_is_refused(given):
    refused("signatures", given, filling.fill(given, {"So_0": "99"}))


def test_another_certificate_is_refused_by_name(given):
    assert "Trần Quang Minh" in refused("certificate", given, elsewhere(given, "minh"))


def test_the_same_name_from_another_authority_is_refused(given):
    refused("certificate", given, elsewhere(given, "from-lan"))


def rewrite_page(writer):
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    extra = writer.add_object(generic.StreamObject(stream_data=b"q 1 0 0 rg 100 700 300 50 re f Q"))
    page[pdf_name("/Contents")] = generic.ArrayObject([page.raw_get("/Contents"), extra])
    writer.update_container(page)


def drop_page(writer):
    pages = writer.root["/Pages"]
    del pages["/Kids"][-1]
    pages[pdf_name("/Count")] = generic.NumberObject(int(pages["/Count"]) - 1)
    writer.update_container(pages)


def add_note(writer):
    note = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (90, 690, 300, 720)]),
                pdf_name("/Contents"): generic.pdf_string("Các bên không phải thực hiện Điều 2."),
            }
        )
    )
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Annots"].append(note)
    writer.update_container(page["/Annots"])
    writer.update_container(page)


def change_number(writer):
    for pointer in writer.root["/AcroForm"]["/Fields"]:
        field = pointer.get_object()
        if field["/T"] == "So_1":
            field[pdf_name("/V")] = generic.pdf_string("13")
            writer.update_container(field)


def add_field(writer):
    fields.append_signature_field(writer, fields.SigFieldSpec("Them", box=(10, 10, 90, 60)))


def move_field(writer):
    for pointer in writer.root["/AcroForm"]["/Fields"]:
        field = pointer.get_object()
        if field["/T"] == "Ky_0":
            field[pdf_name("/Rect")] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 600, 800)])
            writer.update_container(field)


def run_something(writer):
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")}
    )
    writer.update_root()


TRICKS = [rewrite_page, drop_page, add_note, change_number, add_field, move_field, run_something]


@pytest.mark.slow
@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("start", ["given", "half"])
def test_changes_beside_the_signature_are_refused(request, start, trick):
    before = request.getfixturevalue(start)
    assert refused_any(before, elsewhere(before, change=trick)) == "changes"


@pytest.mark.slow
@pytest.mark.parametrize("trick", TRICKS)
def test_changes_before_and_after_the_signature_are_refused(given, trick):
    assert refused_any(given, elsewhere(updated(given, trick))) == "changes"
    assert refused_any(given, updated(elsewhere(given), trick)) == "changes"


def test_a_number_filled_after_the_signature_is_refused(given):
    refused("changes", given, filling.fill(elsewhere(given), {"So_0": "1"}))


def test_a_signature_that_covers_part_of_the_file_is_refused(given):
    after = elsewhere(given)
    start = after.rindex(b"/ByteRange [")
    end = after.index(b"]", start)
    first, length, second, rest = after[start + 12 : end].split()
    fake = b"/ByteRange [%b %b %b %d" % (first, length, second, int(rest) - 100)
    assert refused_any(given, after[:start] + fake.ljust(end - start) + after[end:]) in ("signature", "coverage")


def test_a_signature_with_one_bit_wrong_is_refused(given):
    after = elsewhere(given)
    (one,) = PdfFileReader(io.BytesIO(after)).embedded_signatures
    where = after.index(one.signer_info["signature"].native.hex().upper().encode()) + 100
    wrong = b"1" if after[where : where + 1] == b"0" else b"0"
    refused("signature", given, after[:where] + wrong + after[where + 1 :])


def test_content_changed_under_the_new_signature_is_refused(given):
    after = elsewhere(given)
    where = after.index(b"/Type", len(given))
    assert refused_any(given, after[:where] + b"/Typf" + after[where + 5 :]) in ("signature", "readable", "changes")


def test_a_weak_digest_is_refused(given):
    assert "SHA-256" in refused("digest", given, elsewhere(given, md_algorithm="sha1"))


def test_a_paper_closed_to_those_who_follow_is_refused(given):
    closed = elsewhere(given, certify=True, docmdp_permissions=fields.MDPPerm.NO_CHANGES)
    assert "khóa" in refused("closing", given, closed)


@pytest.mark.parametrize(("who", "why"), [("expired", "hết hạn"), ("not-yet", "hiệu lực từ")])
def test_a_certificate_out_of_its_time_is_refused(given, who, why):
    assert why in refused("time", given, elsewhere(given, who), who)


def test_a_time_still_to_come_is_refused(given):
    assert "đồng hồ" in refused("time", given, elsewhere(given), at=NOW - 30 * (LATER - NOW))


def test_a_short_key_is_refused(given):
    sha256 = hashlib.sha256(pki().certificate("short-key")).hexdigest()
    with pytest.raises(HandBackRefused, match="1024 bit"):
        handing_back.check(
            given,
            elsewhere(given, "short-key"),
            field="Ky_0",
            certificate_sha256=sha256,
            services=trusting(),
            at=LATER,
        )
