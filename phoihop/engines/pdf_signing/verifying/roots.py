"""Trusted certificates from files: one in DER, or any number in PEM."""

import base64
import re
from pathlib import Path
from typing import Final

SUFFIXES: Final = (".pem", ".crt", ".cer", ".der")
_MOST_BYTES: Final = 2**20
_PEM: Final = re.compile(rb"-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----(.+?)-----END", re.DOTALL)


def read_roots(place: Path) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """Certificates (DER) in a file, or in the files of a folder; and the names of files that hold none.

    Raises OSError if `place` is not there.
    """
    inside = sorted(place.iterdir()) if place.is_dir() else []
    files = [file for file in inside if file.suffix.lower() in SUFFIXES] if place.is_dir() else [place]
    found: dict[bytes, None] = {}
    strange = []
    for file in files:
        certificates = _certificates(file)
        found.update(dict.fromkeys(certificates))
        if not certificates:
            strange.append(file.name)
    return tuple(found), tuple(strange)


def _certificates(file: Path) -> list[bytes]:
    with file.open("rb") as opened:
        data = opened.read(_MOST_BYTES)
    try:
        ders = [base64.b64decode(body, validate=False) for body in _PEM.findall(data)] or [data]
    except ValueError:
        return []
    return ders if all(_is_certificate(der) for der in ders) else []


def _is_certificate(der: bytes) -> bool:
    from asn1crypto import x509

    try:
        read = x509.Certificate.load(der, strict=True)
        return bool(read.subject.dump()) and read.not_valid_after is not None and bool(read.public_key.algorithm)
    except (ValueError, TypeError, KeyError):
        return False
