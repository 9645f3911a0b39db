"""Keys in a device: a USB token or an HSM, through PKCS#11."""

import threading
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from asn1crypto import x509
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from phoihop.engines.pdf_signing.content import CannotSign
from phoihop.engines.pdf_signing.waiting import within

#: A device logs in once for a process, so its users take turns.
_TURNS: Final = threading.Lock()
_SECONDS: Final = 60
_REFUSALS: Final = {
    "PinIncorrect": "Sai mã PIN của thiết bị ký. Hãy nhập lại; nhập sai nhiều lần thiết bị sẽ khóa.",
    "PinLenRange": "Mã PIN của thiết bị ký không đúng độ dài. Hãy nhập lại.",
    "PinInvalid": "Mã PIN của thiết bị ký có ký tự không dùng được. Hãy nhập lại.",
    "PinLocked": "Thiết bị ký đã bị khóa vì nhập sai mã PIN. Hãy liên hệ nơi cấp chứng thư số để mở khóa.",
    "PinExpired": "Mã PIN của thiết bị ký đã hết hạn. Hãy đổi mã PIN bằng phần mềm của thiết bị.",
    "DeviceRemoved": "Thiết bị ký đã bị rút ra. Hãy cắm lại rồi ký lại.",
    "TokenNotPresent": "Chưa cắm thiết bị ký. Hãy cắm thiết bị rồi ký lại.",
    "NoSuchToken": "Không thấy thiết bị ký có tên đã khai báo. Hãy cắm đúng thiết bị rồi ký lại.",
}

#: pyHanko tells these in words alone.
_WORDS: Final = {
    "No token": _REFUSALS["NoSuchToken"],
    "Could not find": "Trong thiết bị ký không có chứng thư số hoặc khóa mang tên đã khai báo. Hãy kiểm tra lại tên.",
}


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """One key of a device. `library` is the maker's PKCS#11 module; `label` names key and certificate in the device.

    Certificates in the device besides this one make the chain. Raises CannotSign with the remedy for the cause.
    """

    library: str
    device: str
    label: str
    pin: str = field(repr=False)
    _read: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def certificate(self) -> bytes:
        der: bytes = self._objects()[0]
        return der

    @property
    def chain(self) -> Sequence[bytes]:
        others: tuple[bytes, ...] = self._objects()[1]
        return others

    def sign(self, to_sign: bytes) -> bytes:
        with self._signer() as signer:
            # ECDSA is asked for without its hash, which not all devices can do; RSA is not concerned
            return bytes(within(_SECONDS, lambda: signer.async_sign_raw(to_sign, "sha256")))

    def _objects(self) -> tuple[bytes, tuple[bytes, ...]]:
        if "objects" not in self._read:
            with self._signer() as signer:
                own: x509.Certificate = signer.signing_cert
                others = tuple(one.dump() for one in signer.cert_registry if one.dump() != own.dump())
                self._read["objects"] = own.dump(), others
        found: tuple[bytes, tuple[bytes, ...]] = self._read["objects"]
        return found

    @contextmanager
    def _signer(self) -> Any:
        with _TURNS, _explained():
            session = open_pkcs11_session(
                self.library, token_criteria=TokenCriteria(label=self.device), user_pin=self.pin
            )
            with session:
                yield PKCS11Signer(session, cert_label=self.label, other_certs_to_pull=None, use_raw_mechanism=True)


@contextmanager
def _explained() -> Any:
    import pkcs11

    try:
        yield
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        sentence = _REFUSALS.get(type(error).__name__)
        if sentence is None:
            sentence = next((told for words, told in _WORDS.items() if words in str(error)), None)
        raise CannotSign(
            sentence or "Không dùng được thiết bị ký. Hãy kiểm tra trình điều khiển, cắm lại thiết bị rồi ký lại."
        ) from error
