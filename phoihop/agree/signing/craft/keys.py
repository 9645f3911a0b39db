"""Keys that answer at once, as this installation is set up to reach them. Secrets pass through and are kept nowhere."""

from django.conf import settings

from phoihop.engines.pdf_signing.content import CannotSign, Key
from phoihop.kit.verdict import NotAllowed


def remote_key(*, credential: str, secret: str, one_time_code: str) -> Key:
    """Of the signing service (CSC API). Raises NotAllowed with the service's or the client's sentence."""
    from phoihop.engines.pdf_signing.keys.csc import SigningService

    try:
        return SigningService(
            settings.SIGNING_SERVICE_URL,
            credential,
            token=settings.SIGNING_SERVICE_TOKEN,
            pin=secret,
            otp=one_time_code,
        )
    except CannotSign as refusal:
        raise NotAllowed(str(refusal)) from refusal


def device_key(*, device: str, label: str, secret: str) -> Key:
    """On a device at this machine (PKCS#11)."""
    from phoihop.engines.pdf_signing.keys.token import DeviceKey

    return DeviceKey(settings.SIGNING_DEVICE_MODULE, device, label, pin=secret)
