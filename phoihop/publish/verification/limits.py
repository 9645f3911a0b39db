"""How often one visitor may ask for the costly check. No address is kept: only a keyed hash, for a minute."""

import datetime as dt

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

CHECKS_A_MINUTE = 12


def may_check(address: str, *, at: dt.datetime) -> bool:
    """Counts this check in, and says whether it is still within the measure."""
    minute = f"{at:%Y%m%d%H%M}"
    key = "verification:" + salted_hmac(minute, address, secret=settings.SECRET_KEY).hexdigest()
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) <= CHECKS_A_MINUTE
    except ValueError:  # it expired between the two
        return True
