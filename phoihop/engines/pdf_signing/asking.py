"""Asking authorities over http whether certificates were revoked: patiently, and at nobody's bidding."""

from typing import Any

from pyhanko_certvalidator.errors import CRLFetchError, OCSPFetchError
from pyhanko_certvalidator.fetchers import Fetchers
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import (
    AIOHttpCRLFetcher,
    AIOHttpFetcherBackend,
    AIOHttpOCSPFetcher,
)
from pyhanko_certvalidator.fetchers.common_utils import FetchBudget


class _Ocsp(AIOHttpOCSPFetcher):
    """A service that hangs has failed like any other (pyHanko lets its time-out through), and the CRL is asked for."""

    async def fetch(self, *args: Any, **more: Any) -> Any:
        try:
            return await super().fetch(*args, **more)
        except TimeoutError as error:
            raise OCSPFetchError("The OCSP service did not answer in time.") from error


class _Crl(AIOHttpCRLFetcher):
    async def fetch(self, *args: Any, **more: Any) -> Any:
        try:
            return await super().fetch(*args, **more)
        except TimeoutError as error:
            raise CRLFetchError("The CRL did not come in time.") from error


class Authorities(AIOHttpFetcherBackend):
    """pyHanko's fetchers for OCSP and CRLs.

    Missing issuers are not fetched: that would be asking at an address which anybody may write into a certificate of
    their own. OCSP and CRL addresses are used only in certificates that lead to a trusted root.
    """

    def get_fetchers(self) -> Fetchers:
        how = {"per_request_timeout": self.per_request_timeout, "budget": FetchBudget(self.limits)}
        return Fetchers(
            ocsp_fetcher=_Ocsp(self.session, **how),
            crl_fetcher=_Crl(self.session, **how),
            cert_fetcher=None,  # type: ignore[arg-type]  # the registry takes None, though the container does not say
        )
