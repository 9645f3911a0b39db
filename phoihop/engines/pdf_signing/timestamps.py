"""Timestamps (RFC 3161) from whoever gives them, believed only after a look: this digest, a good signature, a TSA."""

import hashlib
from datetime import datetime
from typing import Any, Final

import aiohttp
from asn1crypto import cms, tsp, x509
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import handle_tsp_response, set_tsp_headers
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from phoihop.engines.pdf_signing.content import Services, TimestampSource

#: No timestamp is nearly as long; a longer answer is not read to its end.
MOST_BYTES: Final = 64 * 1024
NO_SERVICE: Final = "Chưa khai báo dịch vụ cấp dấu thời gian (TSA)."
NO_ANSWER: Final = "Dịch vụ cấp dấu thời gian (TSA) không trả lời hoặc trả lời sai."


class NoTimestamp(OSError):
    """Nobody gave a timestamp that can be used."""


class Stamper(TimeStamper):
    """pyHanko's interface to a TSA. What comes back is checked against what was asked for."""

    def __init__(self, url: str, seconds: float) -> None:
        super().__init__()
        self._url = url
        self._seconds = seconds

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        limit = aiohttp.ClientTimeout(total=self._seconds)
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.post(self._url, data=req.dump(), headers=set_tsp_headers({})) as answer,
        ):
            answer.raise_for_status()
            return tsp.TimeStampResp.load(await _read(answer), strict=True)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        nonce, request = self.request_cms(message_digest, md_algorithm)
        try:
            answer = await self.async_request_tsa_response(request)
            return checked(handle_tsp_response(answer, nonce), message_digest, md_algorithm)
        except Exception as error:  # whatever a stranger answers costs a level, never a signature
            raise NoTimestamp(NO_ANSWER) from error


class _AtHand(TimeStamper):
    """The same, from a source in this process."""

    def __init__(self, source: TimestampSource) -> None:
        super().__init__()
        self._source = source

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        try:
            token = cms.ContentInfo.load(self._source.stamp(message_digest), strict=True)
            return checked(token, message_digest, md_algorithm)
        except Exception as error:
            raise NoTimestamp(NO_ANSWER) from error


def stamper(services: Services) -> TimeStamper | None:
    """Whoever gives timestamps here; None if nobody does. Its `async_timestamp` raises NoTimestamp."""
    if services.timestamps is not None:
        return _AtHand(services.timestamps)
    return Stamper(services.tsa_url, services.seconds) if services.tsa_url else None


def time_of(token: cms.ContentInfo | cms.SignedData) -> datetime:
    """The moment a token vouches for."""
    signed = token["content"] if isinstance(token, cms.ContentInfo) else token
    return _told(signed)["gen_time"].native


def checked(token: cms.ContentInfo, digest: bytes, algorithm: str) -> cms.ContentInfo:
    """The token, if it is one for this digest. Whether its TSA is trusted is another question. Raises NoTimestamp."""
    imprint = _told(token["content"])["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != algorithm or imprint["hashed_message"].native != digest:
        raise NoTimestamp("The timestamp is for something else.")
    check_authority(token["content"])
    return token


def check_authority(signed: cms.SignedData) -> x509.Certificate:
    """The certificate of the authority whose signature this token holds. Raises NoTimestamp."""
    certificate = extract_certificate_info(signed).signer_cert
    purposes = certificate.extended_key_usage_value
    if purposes is None or "time_stamping" not in purposes.native:
        raise NoTimestamp("Signed by somebody who is no timestamping authority.")
    signer = extract_signer_info(signed)
    own = signer["digest_algorithm"]["algorithm"].native
    content = hashlib.new(own, bytes(signed["encap_content_info"]["content"])).digest()
    intact, valid = validate_sig_integrity(signer, certificate, expected_content_type="tst_info", actual_digest=content)
    if not (intact and valid):
        raise NoTimestamp("The timestamp's own signature does not hold.")
    return certificate


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    data = b""
    async for some in answer.content.iter_any():
        data += some
        if len(data) > MOST_BYTES:
            raise NoTimestamp(NO_ANSWER)
    return data


def _told(signed: Any) -> Any:
    return signed["encap_content_info"]["content"].parsed
