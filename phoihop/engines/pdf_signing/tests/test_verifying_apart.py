"""The same verdict from a process of its own, and a verdict whatever becomes of that process."""

import os
from pathlib import Path

import pytest

from phoihop.engines.pdf_signing.tests.hostile import containers, papers, updates
from phoihop.engines.pdf_signing.tests.pki import pki
from phoihop.engines.pdf_signing.verifying import MAX_BYTES, sentences, verify, verify_apart
from phoihop.engines.pdf_signing.verifying.apart import as_dict, report_of

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("make", [papers.two, papers.lasting, updates.content_replaced])
def test_it_says_what_verify_says(make):
    pdf = make()
    assert verify_apart(pdf, roots=pki().roots) == verify(pdf, roots=pki().roots)


def test_it_takes_a_path(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(papers.one())
    assert verify_apart(path, roots=pki().roots).verdict == "valid"
    with pytest.raises(OSError, match="No such file"):
        verify_apart(tmp_path / "khong-co.pdf", roots=())


def test_a_huge_file_is_refused_by_its_size_alone(tmp_path):
    path = tmp_path / "lon.pdf"
    with path.open("wb") as sparse:
        sparse.truncate(MAX_BYTES + 1)
    assert verify_apart(path, roots=()).reasons == (sentences.TOO_LARGE,)
    assert verify_apart(bytes(MAX_BYTES + 1), roots=()).reasons == (sentences.TOO_LARGE,)


def test_the_largest_file_stays_within_time_and_memory():
    """Forty-nine megabytes of picture, signed: the verdict of any other file."""
    from phoihop.engines.pdf_signing.tests.pki import signed

    picture = papers.stream(os.urandom(49 * 2**20), b"/Type /XObject /Subtype /Image")
    pdf = signed(papers.written(papers.objects() | {30: picture}), "hanh", "Hanh")
    assert verify_apart(pdf, roots=pki().roots).verdict == "valid"


def test_what_hangs_is_stopped():
    report = verify_apart(containers.endless_paths(), roots=pki().roots, seconds=2)
    assert (report.verdict, report.reasons) == ("indeterminate", (sentences.TOO_SLOW,))


def test_what_fills_the_memory_is_stopped():
    report = verify_apart(containers.huge_signature(), roots=pki().roots)
    assert report.verdict != "valid"


def test_a_child_that_dies_is_no_valid_file(monkeypatch, tmp_path):
    from phoihop.engines.pdf_signing.verifying import apart

    child = tmp_path / "child.py"
    child.write_text("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    monkeypatch.setattr(apart, "_CHILD", Path(child))
    report = verify_apart(papers.one(), roots=pki().roots)
    assert (report.verdict, report.reasons) == ("indeterminate", (sentences.BROKE_THE_PARSER,))


def test_a_report_survives_the_way_between_processes():
    report = verify(papers.two(), roots=pki().roots)
    assert report_of(as_dict(report)) == report
