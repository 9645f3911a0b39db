"""What is well is *valid*, with its level, its time and its signer; what is not known is said to be not known."""

import datetime as dt
import hashlib
import io

import pytest

from phoihop.engines.pdf_signing.tests import pki as house
from phoihop.engines.pdf_signing.tests.hostile import papers
from phoihop.engines.pdf_signing.tests.pki import NOW, Options, pki, signed
from phoihop.engines.pdf_signing.verifying import sentences, verify

pytestmark = pytest.mark.slow
DAY = dt.timedelta(days=1)


def the_verdict(pdf, **more):
    return verify(pdf, roots=pki().roots, **more)


def test_a_signature_over_the_whole_file():
    report = the_verdict(papers.one())
    (signature,) = report.signatures
    assert (report.verdict, report.changed_after_signing, report.reasons, report.changes) == ("valid", False, (), ())
    assert (signature.field, signature.signer, signature.organisation) == ("Hanh", "Lê Thị Mỹ Hạnh", house.COURT)
    assert (signature.level, signature.time_source, signature.covers_whole_file) == ("B-B", "claimed", True)
    assert abs(signature.signed_at - dt.datetime.now(dt.UTC)) < DAY
    assert signature.certificate_sha256 == hashlib.sha256(pki().certificate("hanh")).hexdigest()


@pytest.mark.parametrize("level", ["B-B", "B-T", "B-LT", "B-LTA"])
@pytest.mark.parametrize("who", ["lan", "duc"])  # RSA and an elliptic curve
def test_each_level_is_seen_as_what_it_is(level, who):
    report = the_verdict(signed(papers.paper(revocation=False), who, "Ky", level), fetch=level in ("B-B", "B-T"))
    assert report.verdict == "valid"
    assert report.signatures[0].level == level
    assert report.signatures[0].time_source == ("claimed" if level == "B-B" else "timestamp")


def five_signatures(level="B-B"):
    made = papers.paper()
    for who in ("lan", "minh", "hanh", "duc", "seal-court"):
        made = signed(made, who, f"O {who}", level)
    return made


@pytest.mark.parametrize("level", ["B-B", "B-LTA"])
def test_five_signatures_one_after_the_other(level):
    report = the_verdict(five_signatures(level))
    assert report.verdict == "valid"
    assert [one.signer for one in report.signatures][:2] == ["Nguyễn Thị Lan", "Trần Quang Minh"]
    assert {one.level for one in report.signatures} == {level}
    assert "Ô “O minh” được ký sau." in report.changes


def test_only_the_last_of_several_covers_the_whole_file():
    assert [one.covers_whole_file for one in the_verdict(five_signatures()).signatures] == [False] * 4 + [True]


def test_a_number_filled_in_between_is_told_and_allowed():
    report = the_verdict(papers.two())
    assert (report.verdict, report.changed_after_signing) == ("valid", False)
    assert "Ô “so” ở trang 1 được điền “05”." in report.changes


def test_a_certification_that_allows_filling_and_approvals_after_it():
    made = signed(papers.filled(papers.certified("fill")), "seal-court", "Dau", options=Options(reckless=True))
    # An invisible seal: the policy does not let a new visible field in after a certification.
    assert the_verdict(made).verdict == "valid"


def test_a_number_locked_after_it_was_filled_in_stays_at_peace():
    """The clerk fills in the number, the seal locks it, others sign later."""
    sealed = signed(papers.filled(papers.one()), "seal-court", "Dau", options=Options(locks=("so",)))
    assert the_verdict(signed(sealed, "yen", "Yen")).verdict == "valid"


def test_proof_added_later_is_no_change():
    later = signed(papers.paper(revocation=False), "hanh", "Hanh", options=Options(revocation=True))
    report = the_verdict(later)
    assert (report.verdict, report.signatures[0].level) == ("valid", "B-B")
    assert not report.signatures[0].covers_whole_file, "the security store came after it"


def test_a_paper_of_the_typesetter_with_its_structure(tmp_path):
    typst = pytest.importorskip("typst")
    source = tmp_path / "a.typ"
    source.write_text(
        '#set document(title: "Văn bản", date: datetime(year: 2026, month: 1, day: 1))\n= Điều 1\n+ một\n'
    )
    made = typst.compile(source, pdf_standards=["a-2b"])
    for who in ("lan", "seal-board"):
        made = signed(made, who, who, "B-LT", options=Options(box=(100, 100, 200, 140)))
    assert the_verdict(made).verdict == "valid"


def test_a_file_with_compressed_objects():
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

    writer = PdfFileWriter(stream_xrefs=True)
    text = writer.add_object(generic.StreamObject(stream_data=b"0 0 10 10 re f"))
    writer.insert_page(PageObject(contents=text, media_box=(0, 0, 595, 842)))
    packed = writer.prepare_object_stream()
    writer.root["/Lang"] = writer.add_object(generic.TextStringObject("vi"), obj_stream=packed)
    out = io.BytesIO()
    writer.write(out)
    made = signed(signed(out.getvalue(), "hanh", "Hanh", "B-LT"), "seal-court", "Dau", "B-LTA")
    assert b"/ObjStm" in made
    assert the_verdict(made).verdict == "valid"


def test_what_our_own_engine_signs_fills_and_seals(tmp_path):
    """Two of five parties of the demonstration, years ago, with proof raised to the highest level."""
    from phoihop.engines.pdf_signing import filling, levels, signing
    from phoihop.engines.pdf_signing.keys.demo import DemoAuthority
    from phoihop.engines.pdf_signing.tests import paper

    demo, at = DemoAuthority(tmp_path), dt.datetime(2021, 12, 31, 3, tzinfo=dt.UTC)

    def sign(pdf, name, field):
        key = demo.key_for(name, "Cơ quan", at=at)
        begun = signing.begin(
            pdf, field=field, certificate=key.certificate, chain=key.chain, stamp=paper.picture(), at=at
        )
        return signing.finish(begun.state, key.sign(begun.to_sign), services=demo.services(at)).pdf

    made = paper.prepared()
    for party in range(2):
        made = filling.fill(sign(made, f"Người {party}", f"Ky_{party}"), {f"So_{party}": "10"})
        made = sign(made, "Cơ quan", f"Dau_{party}")
    made = levels.raise_level(made, services=demo.services(at), at=at).pdf
    report = verify(made, roots=demo.roots)
    assert report.verdict == "valid"
    assert [one.level for one in report.signatures] == ["B-LTA"] * 4
    assert {one.time_source for one in report.signatures} == {"timestamp"}
    assert "Ô “So_1” ở trang 1 được điền “10”." in report.changes


def test_what_a_timestamp_proves_outlives_the_certificate_that_signed():
    """Four years on: signer's certificate expired, the timestamp service's certificate not yet."""
    report = the_verdict(papers.lasting(), at=NOW + 1200 * DAY)
    assert (report.verdict, report.signatures[0].level) == ("valid", "B-LTA")


def test_nothing_proves_anything_when_the_timestamp_service_has_expired_too():
    report = the_verdict(papers.lasting(), at=NOW + 2600 * DAY)
    assert report.verdict == "indeterminate"


def test_without_a_timestamp_a_signature_ends_with_its_certificate():
    report = the_verdict(papers.one(), at=NOW + 1200 * DAY)
    assert report.verdict == "indeterminate"
    assert "hết hạn" in report.reasons[0]


def test_a_certificate_revoked_after_a_proven_signature_was_good_then():
    past = NOW - 60 * DAY
    with pki().clock(past):
        made = signed(papers.paper(revocation=False), "revoked", "Ky", "B-LT", options=Options(at=past))
    report = the_verdict(made)
    assert report.verdict == "valid"
    assert abs(report.signatures[0].signed_at - past) < DAY


def test_a_certificate_that_expired_after_a_proven_signature_was_good_then():
    past = NOW - 60 * DAY
    with pki().clock(past):
        made = signed(papers.paper(revocation=False), "expired", "Ky", "B-LT", options=Options(at=past))
    assert the_verdict(made).verdict == "valid"


def test_a_timestamp_nobody_trusts_proves_nothing_and_harms_nothing():
    with pki().timestamps_by("other-tsa"):
        made = signed(papers.paper(), "hanh", "Ky", "B-T")
    report = the_verdict(made)
    (signature,) = report.signatures
    assert (report.verdict, signature.time_source, signature.level) == ("valid", "claimed", "B-B")
    assert signature.reasons == (sentences.TIMESTAMP_UNTRUSTED,)


def test_fetching_finds_out_what_the_file_does_not_say():
    made = signed(papers.paper(revocation=False), "hanh", "Ky", "B-T")
    assert sentences.REVOCATION_UNKNOWN in the_verdict(made).reasons
    assert the_verdict(made, fetch=True).verdict == "valid"


def test_fetching_finds_a_revocation():
    made = signed(papers.paper(revocation=False), "revoked", "Ky")
    report = the_verdict(made, fetch=True)
    assert report.verdict == "invalid"
    assert report.reasons == (sentences.REVOKED.format(on=sentences.day(NOW - 30 * DAY)),)


@pytest.mark.parametrize("mood", ["down", "garbage", "error"])
def test_a_service_that_fails_leaves_it_unknown(mood):
    made = signed(papers.paper(revocation=False), "hanh", "Ky")
    with pki().services(mood):
        report = the_verdict(made, fetch=True)
    assert (report.verdict, report.reasons) == ("indeterminate", (sentences.REVOCATION_UNKNOWN,))


def test_nobody_is_asked_for_a_chain_that_leads_nowhere():
    """A file from a stranger must not make us open addresses of its choosing."""
    made = signed(papers.paper(revocation=False), "hanh", "Ky")
    before = len(pki().asked)
    assert verify(made, roots=(pki().certificate("other-root"),), fetch=True).verdict == "indeterminate"
    assert len(pki().asked) == before


def test_without_any_root_nobody_is_trusted():
    report = verify(papers.one(), roots=())
    assert report.verdict == "indeterminate"
    assert "Chưa tin được" in report.reasons[0]


def test_a_name_with_hidden_letters_is_shown_without_them():
    from phoihop.engines.pdf_signing.verifying.telling import plain

    assert plain("Lan\u202e\u2066\x1b[31m\n") == "Lan[31m"


def test_the_format_of_adobe_is_read_too():
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    meta = signers.PdfSignatureMetadata(
        field_name="Ky",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
        embed_validation_info=True,
        validation_context=pki().context(),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(papers.paper(revocation=False)))
    made = signers.sign_pdf(writer, meta, signer=pki().signer("minh")).getvalue()
    report = the_verdict(made)
    assert (report.verdict, report.signatures[0].level) == ("valid", "other")
    assert report.signatures[0].covers_whole_file
