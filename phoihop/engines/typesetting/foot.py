"""The foot of a paper: where anyone can check it, and the fingerprint of the text that was agreed."""

from functools import lru_cache
from io import BytesIO
from typing import Any

import segno

from phoihop.engines.papers import Paper

_SAID = {
    "vi": ("Mã xác thực:", "Quét mã hoặc nhập mã tại {address} để kiểm tra văn bản này.", "Mã QR dẫn tới {url}"),
    "en": ("Verification code:", "Scan, or enter the code at {address}, to check this paper.", "QR code for {url}"),
}
_FINGERPRINT = {"vi": "Dấu vân tay của bản chốt (SHA-256):", "en": "Fingerprint of the agreed text (SHA-256):"}
_GROUP = 8


def check_line(paper: Paper) -> dict[str, Any] | None:
    """The QR code with the sentence beside it, for the first page; None where the paper cannot be checked."""
    given = paper.verification
    if given is None:
        return None
    label, sentence, alternative = _SAID[paper.language]
    bare = (given.url.partition("://")[2] or given.url).partition("?")[0]
    address = bare.removesuffix("/").removesuffix(given.code).rstrip("/")
    return {
        "picture": qr_picture(given.url),
        "alternative": alternative.format(url=given.url),
        "label": label,
        "code": given.code,
        "sentence": sentence.format(address=address),
    }


@lru_cache(maxsize=256)  # a paper is set again each time somebody has signed, and the mask takes a while to choose
def qr_picture(url: str) -> str:
    """The address as an SVG, with the quiet zone a reader needs."""
    out = BytesIO()
    segno.make(url, micro=False, error="m").save(
        out, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass=None, lineclass=None
    )
    return out.getvalue().decode("ascii")


def fingerprint_line(paper: Paper) -> dict[str, str] | None:
    """The fingerprint in groups, which people compare more easily; None where there is none."""
    if not paper.fingerprint:
        return None
    digits = paper.fingerprint.lower()
    groups = [digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP)]
    return {"label": _FINGERPRINT[paper.language], "digits": " ".join(groups)}
