"""Signatures whose own shape is false: byte ranges with gaps, contents that are none, formats nobody checks."""

import re

from phoihop.engines.pdf_signing.tests.hostile import papers
from phoihop.engines.pdf_signing.tests.hostile.corpus import attack
from phoihop.engines.pdf_signing.tests.hostile.papers import one
from phoihop.engines.pdf_signing.tests.pki import signed


def _range(pdf: bytes, numbers: bytes) -> bytes:
    """Another byte range in the same place, so that nothing else moves."""
    old = re.search(rb"/ByteRange\s*\[[^\]]*\] *", pdf)
    new = b"/ByteRange [%s]" % numbers
    assert len(new) <= len(old[0])
    return pdf[: old.start()] + new.ljust(len(old[0])) + pdf[old.end() :]


def with_contents(pdf: bytes, made: bytes) -> bytes:
    """Another signature in the place of the last."""
    begin, end = papers.last_signature(pdf)
    return pdf[:begin] + b"<" + made.hex().encode().ljust(end - begin - 2, b"0") + b">" + pdf[end:]


def der_of(pdf: bytes) -> bytes:
    """The last signature, without the zeros behind it."""
    begin, end = papers.last_signature(pdf)
    held = bytes.fromhex(pdf[begin + 1 : end - 1].decode())
    return held[: 4 + int.from_bytes(held[2:4], "big")]


@attack("never valid", "the byte range leaves out the first page")
def range_leaves_out_a_page() -> bytes:
    _, start = papers.last_signature(one())
    skipped = one().index(b"\n6 0 obj")
    return _range(one(), b"0 %d %d %d" % (skipped, start, len(one()) - start))


@attack("never valid", "the byte range ends before the file does")
def range_ends_early() -> bytes:
    first, start = papers.last_signature(one())
    return _range(one(), b"0 %d %d %d" % (first, start, 10))


@attack("never valid", "the byte range reaches beyond the file")
def range_beyond_the_file() -> bytes:
    first, start = papers.last_signature(one())
    return _range(one(), b"0 %d %d %d" % (first, start, len(one())))


@attack("never valid", "the byte range covers the first part twice")
def range_twice() -> bytes:
    first, _ = papers.last_signature(one())
    return _range(one(), b"0 %d 0 %d" % (first, first))


@attack("never valid", "negative numbers in the byte range")
def range_negative() -> bytes:
    return _range(one(), b"0 -1 -1 10")


@attack("never valid", "a byte range of two numbers")
def range_of_two() -> bytes:
    return _range(one(), b"0 %d" % len(one()))


@attack("never valid", "no byte range")
def range_missing() -> bytes:
    return one().replace(b"/ByteRange", b"/BiteRange")


@attack("never valid", "the first page's text moved into the gap of the byte range, behind the signature")
def objects_in_the_gap() -> bytes:
    hidden = b"6 0 obj\n%s\nendobj\n" % papers.line("Kinh phi la 900 trieu dong")
    der = der_of(one()).hex().encode() + b">" + hidden
    begin, end = papers.last_signature(one())
    return one()[:begin] + b"<" + der.ljust(end - begin - 2, b" ") + b">" + one()[end:]


@attack("invalid", "signed with room left over, and the room filled with something else")
def rubbish_behind_the_signature() -> bytes:
    return with_contents(one(), der_of(one()) + bytes(8) + b"900 trieu dong")


@attack("invalid", "the room for a signature, with zeros in it")
def empty_signature() -> bytes:
    return with_contents(one(), b"")


@attack("invalid", "rubbish in the place of a signature")
def rubbish_for_a_signature() -> bytes:
    return with_contents(one(), b"\x30\x82\x00\x10" + b"\xff" * 200)


@attack("never valid", "the signature of another file put into this one")
def transplanted() -> bytes:
    other = signed(papers.written(papers.objects() | {6: papers.line("Van ban khac")}), "hanh", "Hanh")
    return with_contents(one(), der_of(other))


@attack("never valid", "a signature without the signer's certificate")
def certificate_left_out() -> bytes:
    from asn1crypto import cms

    held = cms.ContentInfo.load(der_of(one()))
    held["content"]["certificates"] = []
    return with_contents(one(), held.dump(force=True))


@attack("never valid", "another person's certificate in the place of the signer's")
def certificate_exchanged() -> bytes:
    from asn1crypto import cms, x509

    from phoihop.engines.pdf_signing.tests.pki import pki

    held = cms.ContentInfo.load(der_of(one()))
    held["content"]["certificates"] = [x509.Certificate.load(pki().certificate("yen"))]
    return with_contents(one(), held.dump(force=True))


@attack("never valid", "no signer in the signature")
def no_signer() -> bytes:
    from asn1crypto import cms

    held = cms.ContentInfo.load(der_of(one()))
    held["content"]["signer_infos"] = []
    return with_contents(one(), held.dump(force=True))


@attack("never valid", "a format that no verifier of today reads")
def unknown_format() -> bytes:
    return one().replace(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 ")


@attack("never valid", "a signature that says it is a timestamp")
def false_timestamp() -> bytes:
    return one().replace(b"/Type /Sig\n", b"/Type /DocTimeStamp\n", 1)


@attack("never valid", "the timestamp over the file does not match it")
def broken_timestamp() -> bytes:
    lasting = papers.lasting()
    at = lasting.rindex(b"/DocTimeStamp")
    held = re.compile(rb"/Contents\s*<([0-9a-fA-F]+)>").search(lasting, at - 20000)
    spot = held.start(1) + 400
    digit = b"0" if lasting[spot : spot + 1] != b"0" else b"1"
    return lasting[:spot] + digit + lasting[spot + 1 :]
