"""The demonstration's own authority."""

import datetime as dt
import io
import stat
import threading

import pytest
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader

from phoihop.engines.pdf_signing import filling, levels, signing
from phoihop.engines.pdf_signing.content import CannotSign
from phoihop.engines.pdf_signing.keys.demo import DemoAuthority
from phoihop.engines.pdf_signing.tests import paper
from phoihop.engines.pdf_signing.verifying import verify

VIETNAM = dt.timezone(dt.timedelta(hours=7))
CEREMONY = dt.datetime(2021, 12, 31, 9, 30, tzinfo=VIETNAM)
NAMES = ("Nguyễn Thị Lan", "Ban Xây dựng Đảng Đảng ủy phường Ngã Bảy")
LONG = "Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội phường Ngã Bảy"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return DemoAuthority(tmp_path_factory.mktemp("demo") / "authority")


def signed(authority, pdf, names, field, at):
    key = authority.key_for(*names, at=at)
    begun = signing.begin(pdf, field=field, certificate=key.certificate, chain=key.chain, stamp=None, at=at)
    return signing.finish(begun.state, key.sign(begun.to_sign), services=authority.services(at))


def roots_in(folder):
    return [x509.load_pem_x509_certificate(file.read_bytes()) for file in folder.glob("*.pem")]


@pytest.mark.slow
@pytest.mark.parametrize("at", [CEREMONY, dt.datetime(2026, 11, 25, 14, 0, tzinfo=VIETNAM)])
def test_papers_of_the_demonstration_reach_the_highest_level_without_a_network(authority, at):
    pdf = signed(authority, paper.prepared(), NAMES, "Ky_0", at).pdf
    pdf = filling.fill(pdf, {"So_0": "7"})
    done = signed(authority, pdf, (NAMES[1], NAMES[1]), "Dau_0", at)
    assert done.level == "B-T"
    raised = levels.raise_level(done.pdf, services=authority.services(at), at=at)
    assert (raised.level, raised.missing) == ("B-LTA", ())
    assert done.receipt["signed_at"].startswith(at.astimezone(dt.UTC).isoformat(timespec="seconds")[:16])
    for then in (dt.datetime(2026, 11, 26, tzinfo=dt.UTC), dt.datetime(2035, 6, 1, tzinfo=dt.UTC)):
        report = verify(raised.pdf, roots=authority.roots, at=then)
        assert report.verdict == "valid", report.signatures
        assert {one.level for one in report.signatures} == {"B-LTA"}
        assert [one.signed_at for one in report.signatures] == [at, at]


@pytest.mark.slow
def test_with_the_lists_beside_each_signature_the_last_covers_everything(authority, tmp_path):
    pdf = paper.prepared()
    for i in range(3):
        key = authority.key_for(f"{NAMES[0]} {i}", NAMES[1], at=CEREMONY)
        begun = signing.begin(
            pdf,
            field=f"Ky_{i}",
            certificate=key.certificate,
            chain=key.chain,
            stamp=None,
            at=CEREMONY,
            crls=authority.revocation(CEREMONY),
        )
        pdf = signing.finish(begun.state, key.sign(begun.to_sign), services=authority.services(CEREMONY)).pdf
    report = verify(pdf, roots=authority.roots, at=dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
    assert report.verdict == "valid"
    assert [one.level for one in report.signatures] == ["B-LT"] * 3
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf)
    told = paper.run(paper.program("pdfsig", "poppler-utils"), "-nocert", file)
    assert told.count("Signature is Valid.") == 3
    assert told.rindex("- Total document signed") > told.index("Ky_2")
    told = paper.run(paper.program("mutool", "mupdf-tools"), "sign", "-v", file)
    assert told.count("The document is unchanged since signing") == 1


@pytest.mark.slow
def test_a_plain_signature_is_valid_once_the_lists_are_with_it(authority):
    key = authority.key_for(*NAMES, at=CEREMONY)
    begun = signing.begin(
        paper.prepared(), field="Ky_0", certificate=key.certificate, chain=key.chain, stamp=None, at=CEREMONY
    )
    plain = signing.finish(begun.state, key.sign(begun.to_sign), services=paper.NOBODY)
    assert plain.level == "B-B"
    later = dt.datetime(2022, 3, 1, tzinfo=dt.UTC)
    assert verify(plain.pdf, roots=authority.roots, at=later).verdict == "indeterminate"
    told = levels.embed(plain.pdf, crls=authority.revocation(CEREMONY))
    assert verify(told, roots=authority.roots, at=later).verdict == "valid"


@pytest.mark.slow
def test_papers_of_another_demonstration_are_not_trusted(authority, tmp_path):
    other = DemoAuthority(tmp_path)
    pdf = signed(other, paper.prepared(), NAMES, "Ky_0", CEREMONY).pdf
    raised = levels.raise_level(pdf, services=other.services(CEREMONY), at=CEREMONY).pdf
    assert verify(raised, roots=authority.roots).verdict == "indeterminate"


def test_certificates_bear_vietnamese_names(authority):
    certificate = x509.load_der_x509_certificate(authority.key_for(*NAMES, at=CEREMONY).certificate)
    assert certificate.subject.rfc4514_string() == f"CN={NAMES[0]},O={NAMES[1]},C=VN"


def test_a_long_common_name_is_cut_to_what_certificates_hold(authority):
    subject = x509.load_der_x509_certificate(authority.key_for(LONG, LONG, at=CEREMONY).certificate).subject
    names = [str(one.value) for one in subject][1:]
    assert names == [LONG, "Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ…"]
    assert authority.key_for(LONG, LONG, at=CEREMONY) != authority.key_for(LONG + " mới", LONG, at=CEREMONY)


def test_the_same_names_have_the_same_key_also_after_a_restart(authority):
    folder = authority.trust_folder.parent
    before = authority.key_for(*NAMES, at=CEREMONY)
    after = DemoAuthority(folder).key_for(*NAMES, at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert before.certificate == after.certificate
    assert before.chain == after.chain
    assert before.certificate != authority.key_for(NAMES[0], LONG, at=CEREMONY).certificate


def test_nobody_else_may_read_the_keys(authority):
    authority.key_for(*NAMES, at=CEREMONY)
    for file in authority.trust_folder.parent.rglob("*"):
        mode = stat.S_IMODE(file.stat().st_mode)
        assert mode == (0o700 if file.is_dir() else 0o600), file


def test_the_trust_folder_holds_the_root_and_no_key(authority):
    (root,) = roots_in(authority.trust_folder)
    assert root.public_bytes(paper.Encoding.DER) == authority.roots[0]
    assert b"PRIVATE" not in (authority.trust_folder / "root.pem").read_bytes()


@pytest.mark.slow
def test_two_that_start_at_once_agree(tmp_path):
    made = []
    workers = [threading.Thread(target=lambda: made.append(DemoAuthority(tmp_path / "one"))) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len({one.roots for one in made}) == 1
    assert len({one.key_for(*NAMES, at=CEREMONY).chain for one in made}) == 1
    assert not list((tmp_path / "one").glob("tmp*"))


def test_a_damaged_key_file_is_told_and_left_alone(tmp_path):
    DemoAuthority(tmp_path)
    (tmp_path / "authority.pem").write_bytes(b"half a f")
    with pytest.raises(CannotSign, match="bị hỏng"):
        DemoAuthority(tmp_path)
    assert (tmp_path / "authority.pem").read_bytes() == b"half a f"


@pytest.mark.parametrize("year", [2019, 2040])
def test_outside_its_years_nobody_signs(authority, year):
    with pytest.raises(CannotSign, match="2021"):
        authority.key_for(*NAMES, at=dt.datetime(year, 1, 1, tzinfo=dt.UTC))


def test_keys_made_here_are_on_their_paper(authority):
    done = signed(authority, paper.prepared(), NAMES, "Ky_0", CEREMONY)
    (one,) = PdfFileReader(io.BytesIO(done.pdf)).embedded_signatures
    assert one.self_reported_timestamp == CEREMONY
