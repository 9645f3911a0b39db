"""Remote signing through the API of the Cloud Signature Consortium, versions 1 and 2.

What could sign is asked once: it is tried again only when no connection came about, so nothing was received.
"""

import asyncio
import base64
import hashlib
import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import aiohttp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from phoihop.engines.pdf_signing import certificates
from phoihop.engines.pdf_signing.content import CannotSign
from phoihop.engines.pdf_signing.waiting import within

_SHA256: Final = "2.16.840.1.101.3.4.2.1"
#: RSA PKCS#1 v1.5 with SHA-256, and plain; ECDSA with SHA-256: in the order they are preferred.
_MECHANISMS: Final = ("1.2.840.113549.1.1.11", "1.2.840.113549.1.1.1", "1.2.840.10045.4.3.2")
_MOST_BYTES: Final = 1024 * 1024
_PAUSES: Final = (0.2, 0.8)
_UNREACHABLE: Final = "Không kết nối được với dịch vụ ký số từ xa. Hãy kiểm tra mạng rồi thử lại."
_UNKNOWN: Final = (
    "Dịch vụ ký số từ xa không trả lời kịp, chưa rõ đã ký hay chưa. "
    "Hãy xem lại trên ứng dụng ký số trước khi ký lại; văn bản chưa thay đổi."
)
_ODD: Final = "Dịch vụ ký số từ xa trả lời không đúng chuẩn. Hãy báo cho đơn vị cung cấp dịch vụ."


@dataclass(frozen=True, slots=True)
class _Credential:
    certificate: bytes
    chain: tuple[bytes, ...]
    mechanism: str


@dataclass(frozen=True, slots=True)
class SigningService:
    """One key (`credential`) at a signing service. `token` is the OAuth access token; PIN and OTP are the signer's.

    `seconds` is how long the signer may take to confirm on the telephone. Raises CannotSign with the remedy.
    """

    url: str
    credential: str
    token: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)
    otp: str = field(default="", repr=False)
    version: Literal["v1", "v2"] = "v1"
    seconds: float = 120
    _read: dict[str, _Credential] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not _is_private(self.url):
            raise CannotSign(
                "Địa chỉ dịch vụ ký số phải bắt đầu bằng https:// để mã PIN không bị lộ trên đường truyền."
            )

    @property
    def certificate(self) -> bytes:
        return self._credential().certificate

    @property
    def chain(self) -> Sequence[bytes]:
        return self._credential().chain

    def sign(self, to_sign: bytes) -> bytes:
        known = self._credential()
        digest = base64.b64encode(hashlib.sha256(to_sign).digest()).decode("ascii")
        allowed = self._ask("credentials/authorize", self._authorising(digest), harmless=False).get("SAD")
        if not isinstance(allowed, str):
            raise CannotSign(_ODD)
        answer = self._ask("signatures/signHash", self._signing(digest, known, allowed), harmless=False)
        try:
            (signature,) = (base64.b64decode(one, validate=True) for one in answer["signatures"])
        except (KeyError, TypeError, ValueError) as error:
            raise CannotSign(_ODD) from error
        return _as_der(known.certificate, signature)

    def _authorising(self, digest: str) -> dict[str, Any]:
        asked: dict[str, Any] = {"credentialID": self.credential, "numSignatures": 1}
        secrets = {"PIN": self.pin, "OTP": self.otp}
        if self.version == "v1":
            return {**asked, "hash": [digest], **{name: value for name, value in secrets.items() if value}}
        given = [{"id": name, "value": value} for name, value in secrets.items() if value]
        asked |= {"hashes": [digest], "hashAlgorithmOID": _SHA256}
        return {**asked, "authData": given} if given else asked

    def _signing(self, digest: str, known: _Credential, allowed: str) -> dict[str, Any]:
        asked = {"credentialID": self.credential, "SAD": allowed, "signAlgo": known.mechanism}
        if self.version == "v1":
            return {**asked, "hash": [digest], "hashAlgo": _SHA256}
        return {**asked, "hashes": [digest], "hashAlgorithmOID": _SHA256, "operationMode": "S"}

    def _credential(self) -> _Credential:
        if "credential" not in self._read:
            asked = {"credentialID": self.credential, "certificates": "chain", "certInfo": False}
            self._read["credential"] = _read(self._ask("credentials/info", asked, harmless=True))
        return self._read["credential"]

    def _ask(self, endpoint: str, body: dict[str, Any], *, harmless: bool) -> dict[str, Any]:
        try:
            return within(self.seconds, lambda: self._post(endpoint, body, harmless=harmless))
        except TimeoutError as error:
            raise CannotSign(_UNREACHABLE if harmless else _UNKNOWN) from error

    async def _post(self, endpoint: str, body: dict[str, Any], *, harmless: bool) -> dict[str, Any]:
        again: tuple[type[Exception], ...] = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
        if harmless:
            again = (aiohttp.ClientError, TimeoutError)
        limit = aiohttp.ClientTimeout(total=self.seconds / 3 if harmless else self.seconds, sock_connect=10)
        for pause in (*_PAUSES, None):
            try:
                return await self._post_once(endpoint, body, limit)
            except (aiohttp.ClientError, TimeoutError) as error:
                if not isinstance(error, again):
                    raise CannotSign(_UNKNOWN) from error
                if pause is None:
                    raise CannotSign(_UNREACHABLE) from error
            await asyncio.sleep(pause)
        raise AssertionError("the last try answers or raises")

    async def _post_once(self, endpoint: str, body: dict[str, Any], limit: aiohttp.ClientTimeout) -> dict[str, Any]:
        url = f"{self.url.rstrip('/')}/csc/{self.version}/{endpoint}"
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        # a redirection would carry the PIN to somebody else
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.post(url, json=body, headers=headers, allow_redirects=False) as answer,
        ):
            data = b""
            async for some in answer.content.iter_any():
                data += some
                if len(data) > _MOST_BYTES:
                    raise CannotSign(_ODD)
            if answer.status >= 500:
                raise aiohttp.ServerDisconnectedError
            if answer.status != 200:
                raise CannotSign(_refusal(answer.status, _json(data)))
            found = _json(data)
            if not found:
                raise CannotSign(_ODD)
            return found


def _json(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _refusal(status: int, told: dict[str, Any]) -> str:
    why = f"{told.get('error', '')} {told.get('error_description', '')}".lower()
    if "otp" in why:
        return "Mã OTP không đúng hoặc đã hết hạn. Hãy lấy mã OTP mới rồi ký lại."
    if "pin" in why:
        return "Sai mã PIN của tài khoản ký số. Hãy nhập lại; nhập sai nhiều lần tài khoản sẽ bị khóa."
    if "sad" in why:
        return "Phiên xác nhận ký đã hết hạn. Hãy ký lại và xác nhận sớm hơn."
    if status in (401, 403):
        return "Phiên đăng nhập dịch vụ ký số đã hết hạn. Hãy đăng nhập lại dịch vụ ký số rồi ký lại."
    if status == 404:
        return "Dịch vụ ký số không có chứng thư số đã khai báo. Hãy kiểm tra mã chứng thư số (credential ID)."
    return "Dịch vụ ký số từ chối yêu cầu. Hãy kiểm tra tài khoản ký số rồi ký lại."


def _read(answer: dict[str, Any]) -> _Credential:
    try:
        own, *others = (base64.b64decode("".join(one.split())) for one in answer["cert"]["certificates"])
        offered = answer["key"]["algo"]
        enabled = answer["key"].get("status", "enabled") == "enabled"
        valid = answer["cert"].get("status", "valid") == "valid"
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CannotSign(_ODD) from error
    if not (enabled and valid):
        raise CannotSign("Chứng thư số trên dịch vụ ký đang bị khóa, tạm dừng hoặc hết hạn. Hãy liên hệ nơi cấp.")
    mechanism = next((one for one in _MECHANISMS if one in offered), None)
    if mechanism is None:
        raise CannotSign("Dịch vụ ký số không hỗ trợ ký SHA-256 theo chuẩn PAdES. Hãy chọn dịch vụ hoặc khóa khác.")
    return _Credential(own, tuple(dict.fromkeys(one for one in others if one != own)), mechanism)


def _as_der(certificate: bytes, signature: bytes) -> bytes:
    """An ECDSA signature as DER, which some services give as two bare numbers (IEEE P1363)."""
    key = certificates.load(certificate).public_key()
    if isinstance(key, ec.EllipticCurvePublicKey):
        size = (key.curve.key_size + 7) // 8
        if len(signature) == 2 * size:
            return encode_dss_signature(
                int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
            )
    return signature


def _is_private(url: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme == "https":
        return bool(parts.hostname)
    try:
        return parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
