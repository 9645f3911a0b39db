"""Signers whom nobody should believe, and times that cannot be."""

import datetime as dt

from phoihop.engines.pdf_signing.tests import pki
from phoihop.engines.pdf_signing.tests.hostile import papers, structures
from phoihop.engines.pdf_signing.tests.hostile.corpus import attack
from phoihop.engines.pdf_signing.tests.pki import Options, signed


def _by(who: str, **options) -> bytes:
    return signed(papers.paper(), who, "Ky", options=Options(**options))


def _stamped_long_ago(service: str) -> bytes:
    """A signature that was within its certificate's term, if the timestamp is believed."""
    with pki.pki().timestamps_by(service), pki.pki().clock(pki.NOW - dt.timedelta(days=100)):
        return signed(papers.paper(), "expired", "Ky", "B-T")


@attack("indeterminate", "a certificate from another root")
def wrong_chain() -> bytes:
    return _by("stranger")


@attack("indeterminate", "an authority with the name of ours and a key of its own")
def impostor_authority() -> bytes:
    return _by("of-an-impostor")


@attack("indeterminate", "a certificate that its owner issued")
def self_signed() -> bytes:
    return _by("self-signed")


@attack("indeterminate", "a certificate issued by a person who is no authority")
def issued_by_a_person() -> bytes:
    return _by("from-lan")


@attack("indeterminate", "a certificate that has expired")
def expired() -> bytes:
    return _by("expired")


@attack("indeterminate", "an expired certificate, with a claimed time within its term")
def backdated() -> bytes:
    return _by("expired", at=pki.NOW - dt.timedelta(days=100))


@attack("indeterminate", "a certificate that is not valid yet")
def not_yet_valid() -> bytes:
    return _by("not-yet")


@attack("indeterminate", "a claimed time before the certificate was issued")
def time_before_the_certificate() -> bytes:
    return _by("hanh", at=pki.NOW - dt.timedelta(days=900))


@attack("indeterminate", "a claimed time in the future")
def time_in_the_future() -> bytes:
    return _by("hanh", at=pki.NOW + dt.timedelta(days=30))


@attack("invalid", "a certificate that was revoked a month ago")
def revoked() -> bytes:
    return _by("revoked")


@attack("indeterminate", "a revoked certificate, with a claimed time before it was revoked")
def revoked_and_backdated() -> bytes:
    return _by("revoked", at=pki.NOW - dt.timedelta(days=60))


@attack("invalid", "a revoked certificate, with a timestamp after it was revoked")
def revoked_with_a_timestamp() -> bytes:
    return signed(papers.paper(), "revoked", "Ky", "B-T")


@attack("indeterminate", "nothing says whether the certificate was revoked")
def revocation_unknown() -> bytes:
    return signed(papers.paper(revocation=False), "hanh", "Ky")


@attack("indeterminate", "the lists of revoked certificates are of last year")
def revocation_out_of_date() -> bytes:
    lists = [pki.pki().crl(of, pki.NOW - dt.timedelta(days=300)) for of in ("root", "ca")]
    return signed(
        papers.written(papers.objects() | {14: papers.stream(lists[0]), 15: papers.stream(lists[1])}), "hanh", "Ky"
    )


@attack("indeterminate", "the lists of revoked certificates are rubbish")
def revocation_of_rubbish() -> bytes:
    return signed(
        papers.written(papers.objects() | {14: papers.stream(b"\x30\x03\x02\x01"), 15: papers.stream(b"no list")}),
        "hanh",
        "Ky",
    )


@attack("indeterminate", "the list of revoked certificates is signed by somebody else")
def revocation_forged() -> bytes:
    from asn1crypto import crl

    held = crl.CertificateList.load(pki.pki().crl("ca"))
    held["signature"] = bytes(held["signature"].native[:-1]) + b"\x00"
    return signed(papers.written(papers.objects() | {15: papers.stream(held.dump(force=True))}), "hanh", "Ky")


@attack("indeterminate", "digest SHA-1")
def weak_digest() -> bytes:
    return _by("hanh", digest="sha1")


@attack("indeterminate", "digest MD5")
def very_weak_digest() -> bytes:
    return _by("lan", digest="md5")


@attack("indeterminate", "a certificate that was signed with SHA-1")
def weak_certificate() -> bytes:
    return _by("weak-certificate")


@attack("indeterminate", "an RSA key of 1024 bits")
def short_key() -> bytes:
    return _by("short-key")


@attack("indeterminate", "a key on a curve of 192 bits")
def short_curve() -> bytes:
    return _by("short-curve")


@attack("indeterminate", "the certificate of a web server")
def wrong_purpose() -> bytes:
    return _by("web-server")


@attack("indeterminate", "a certificate with a critical condition that nobody here understands")
def unknown_condition() -> bytes:
    return _by("conditional")


@attack("indeterminate", "an expired certificate, with a timestamp of a service nobody trusts")
def untrusted_timestamp() -> bytes:
    return _stamped_long_ago("other-tsa")


@attack("indeterminate", "an expired certificate, with a timestamp that a person made who is no timestamp service")
def timestamp_of_a_person() -> bytes:
    return _stamped_long_ago("person")


@attack("indeterminate", "an expired certificate, with the timestamp of another signature")
def timestamp_of_another_signature() -> bytes:
    from asn1crypto import cms

    other = cms.ContentInfo.load(structures.der_of(_stamped_long_ago("tsa")))["content"]["signer_infos"][0]
    made = signed(papers.paper(), "expired", "Ky", "B-T")
    held = cms.ContentInfo.load(structures.der_of(made))
    held["content"]["signer_infos"][0]["unsigned_attrs"] = other["unsigned_attrs"]
    return structures.with_contents(made, held.dump(force=True))


@attack("indeterminate", "one good signature beside one that nobody can trust")
def one_of_two() -> bytes:
    return signed(papers.one(), "stranger", "Ky")
