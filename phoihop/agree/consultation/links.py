"""The link and the code of a guest, made from a nonce in the row and the key of the server.

Nothing that opens a door is stored: whoever reads the database learns neither, and mail can be made again at any time.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode

from django.utils.crypto import constant_time_compare, salted_hmac

from phoihop.agree.consultation.models import Invitation

DIGITS = 6


def new_nonce() -> str:
    return secrets.token_hex(16)


def token_of(invitation: Invitation) -> str:
    """43 characters fit for an address; the same until the nonce changes."""
    mac = salted_hmac("phoihop.consultation.link", f"{invitation.pk}:{invitation.link_nonce}", algorithm="sha256")
    return urlsafe_b64encode(mac.digest()).rstrip(b"=").decode()


def fingerprint(token: str) -> str:
    """What the row is found by."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_of(invitation: Invitation) -> str:
    mac = salted_hmac("phoihop.consultation.code", f"{invitation.pk}:{invitation.code_nonce}", algorithm="sha256")
    return f"{int.from_bytes(mac.digest(), 'big') % 10**DIGITS:0{DIGITS}}"


def is_code_of(invitation: Invitation, typed: str) -> bool:
    """Takes as long for a wrong code as for the right one. Spaces people type are forgiven."""
    return constant_time_compare(code_of(invitation), "".join(typed.split()))
