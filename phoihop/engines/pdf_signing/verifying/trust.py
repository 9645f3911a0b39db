"""Whom to believe, and from when: chains, revocation, timestamps, judged by pyHanko's validator.

A signature with a timestamp is judged at the moment that the timestamp proves; without one, at the moment of asking,
for anybody can claim a time. A timestamp itself is judged at the next one after it, the last one at the moment of
asking: if nothing fresher is at hand, by the revocation data of its own time.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from asn1crypto import cms, x509
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import async_validate_cms_signature, validate_tst_signed_data
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator import errors as chain
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.validate import async_validate_path

from phoihop.engines.pdf_signing.content import Judgement
from phoihop.engines.pdf_signing.verifying import sentences
from phoihop.engines.pdf_signing.verifying.algorithms import StrongAlgorithms, is_strong
from phoihop.engines.pdf_signing.verifying.known import Known, answered, issued

TOLERANCE: Final = timedelta(minutes=1)  # clocks of signers, timestamp and revocation services are not one clock
FETCH_SECONDS: Final = 6.0
_USAGE: Final = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
# Purposes with which authorities issue certificates to persons and organs; one of TLS servers alone signs no paper.
_PURPOSES: Final = KeyUsageConstraints(
    extd_key_usage={
        "client_auth",
        "email_protection",
        "microsoft_document_signing",
        "adobe_authentic_documents_trust",
        "1.3.6.1.5.5.7.3.36",
        "microsoft_smart_card_logon",
        "any_extended_key_usage",
    },
    explicit_extd_key_usage_required=False,
)

# pyHanko leaves the critical extensions of the signer's own certificate to whoever uses it.
_UNDERSTOOD: Final = frozenset(
    {
        "key_usage",
        "extended_key_usage",
        "basic_constraints",
        "certificate_policies",
        "subject_alt_name",
        "crl_distribution_points",
        "authority_key_identifier",
        "key_identifier",
        "1.3.6.1.5.5.7.1.3",
        "qc_statements",
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason why something is not valid."""

    verdict: Judgement
    sentence: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A timestamp. It proves `time` only if it is trusted; if it is not intact, what it covered was changed."""

    time: datetime
    intact: bool
    trusted: bool


@dataclass(slots=True)
class Trust:
    """Judges certificates for one file. `at` is the moment of asking."""

    roots: list[x509.Certificate]
    known: Known
    at: datetime
    _contexts: dict[tuple[datetime, datetime | None], ValidationContext] = field(default_factory=dict)

    def context(self, moment: datetime, leaf: x509.Certificate | None = None) -> ValidationContext:
        """The validator at a moment. Revocation data from after `leaf` expired says nothing of it, and is left out."""
        end = leaf.not_valid_after if leaf is not None and leaf.not_valid_after < self.at else None
        made = self._contexts.get((moment, end))
        if made is None:
            made = self._contexts[moment, end] = ValidationContext(
                trust_manager=SimpleTrustManager.build(trust_roots=self.roots),
                other_certs=self.known.certificates,
                moment=moment,
                crls=[one for one in self.known.crls if end is None or issued(one) <= end],
                ocsps=[one for one in self.known.ocsps if end is None or answered(one) <= end],
                revocation_mode="require",
                # A list issued after the moment knows more about it than one issued before.
                retroactive_revinfo=True,
                time_tolerance=TOLERANCE,
                algorithm_usage_policy=StrongAlgorithms(),
            )
        return made

    async def signature(
        self, signature: EmbeddedPdfSignature, moment: datetime, claimed: datetime | None
    ) -> tuple[SignatureStatus, Finding | None]:
        """The cryptography of a signature, and what is wrong with its certificate at that moment, if anything is.

        `claimed` is given if nothing proves the moment of signing.
        """
        certificate = signature.signer_cert
        context = self.context(moment, certificate)
        status = await async_validate_cms_signature(
            signature.signed_data,
            status_cls=SignatureStatus,
            raw_digest=signature.compute_digest(),
            validation_context=context,
            key_usage_settings=_USAGE,
        )
        if not (status.intact and status.valid):
            return status, None
        if not status.trusted:
            return status, await self.trouble(signature, moment, claimed)
        if certificate.critical_extensions - _UNDERSTOOD:
            return status, Finding("indeterminate", sentences.BAD_CHAIN)
        try:
            _PURPOSES.validate(certificate)
        except chain.InvalidCertificateError:
            return status, Finding("indeterminate", sentences.WRONG_PURPOSE)
        return status, None

    async def stamp(self, token: cms.SignedData, imprint: Callable[[str], bytes], limit: datetime) -> Stamp:
        """A timestamp token, judged at `limit`, or at its own moment if nothing at hand is fresh enough for `limit`."""
        told = token["encap_content_info"]["content"].parsed
        time = told["gen_time"].native
        if not is_strong(told["message_imprint"]["hash_algorithm"]["algorithm"].native) or time > limit + TOLERANCE:
            return Stamp(time, intact=True, trusted=False)
        for moment in (limit, time):
            facts = await validate_tst_signed_data(token, self.context(moment), imprint)
            if not (facts["intact"] and facts["valid"]):
                return Stamp(time, intact=False, trusted=False)
            certificate = facts["signing_cert"]
            if facts["trust_problem_indic"] is None:
                return Stamp(time, intact=True, trusted=limit <= certificate.not_valid_after)
            if not isinstance(await self.exception(certificate, moment), chain.InsufficientRevinfoError):
                break
        return Stamp(time, intact=True, trusted=False)

    async def exception(self, certificate: x509.Certificate, moment: datetime) -> Exception | None:
        """What pyHanko's validator says of a certificate at a moment."""
        context = self.context(moment, certificate)
        try:
            paths = await context.path_builder.async_build_paths(certificate)
            await async_validate_path(context, paths[0])
        except (chain.PathError, chain.ValidationError, ValueError) as wrong:
            return wrong
        return None

    async def trouble(self, signature: EmbeddedPdfSignature, moment: datetime, claimed: datetime | None) -> Finding:
        """Why the certificate of a signature is not to be trusted, for a citizen."""
        certificate = signature.signer_cert
        if not _strong_enough(signature.signer_info, certificate):
            return Finding("indeterminate", sentences.WEAK)
        wrong = await self.exception(certificate, moment)
        if isinstance(wrong, chain.RevokedError):
            return _revoked(wrong, claimed)
        if isinstance(wrong, chain.InsufficientRevinfoError) and moment > certificate.not_valid_after:
            return Finding("indeterminate", sentences.EXPIRED.format(on=sentences.day(certificate.not_valid_after)))
        if isinstance(wrong, chain.PathBuildingError):
            alone = certificate.self_signed in ("yes", "maybe")
            return Finding("indeterminate", sentences.SELF_SIGNED if alone else sentences.UNTRUSTED)
        if isinstance(wrong, chain.ExpiredError):
            return Finding("indeterminate", sentences.EXPIRED.format(on=sentences.day(wrong.expired_dt)))
        if isinstance(wrong, chain.NotYetValidError):
            return Finding("indeterminate", sentences.NOT_YET.format(on=sentences.day(wrong.valid_from)))
        if isinstance(wrong, chain.DisallowedAlgorithmError):
            return Finding("indeterminate", sentences.WEAK)
        if isinstance(wrong, chain.InsufficientRevinfoError):
            return Finding("indeterminate", sentences.REVOCATION_UNKNOWN)
        if wrong is None:
            return Finding("indeterminate", sentences.WRONG_PURPOSE)
        return Finding("indeterminate", sentences.BAD_CHAIN)

    async def fetch(self, certificates: Sequence[x509.Certificate]) -> None:
        """Ask for revocation over http, for chains that lead to a trusted root; whatever fails stays unknown."""
        from pyhanko_certvalidator.authority import AuthorityWithCert
        from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

        backend = AIOHttpFetcherBackend(per_request_timeout=FETCH_SECONDS / 2)
        asking = ValidationContext(
            trust_manager=SimpleTrustManager.build(trust_roots=self.roots), allow_fetching=True, fetcher_backend=backend
        )
        pairs: dict[bytes, tuple[x509.Certificate, x509.Certificate]] = {}
        for certificate in certificates:
            for path in await self._paths(certificate):
                line = list(path.iter_certs(include_root=True))
                pairs |= {below.sha256: (below, above) for above, below in pairwise(line)}
        jobs = [self._ask(asking, below, AuthorityWithCert(above)) for below, above in pairs.values()]
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                await asyncio.gather(*jobs)
        except TimeoutError:
            return
        finally:
            await backend.close()
            self._contexts.clear()

    async def _paths(self, certificate: x509.Certificate) -> list[Any]:
        try:
            return list(await self.context(self.at).path_builder.async_build_paths(certificate))
        except (chain.PathError, ValueError):
            return []

    async def _ask(self, asking: ValidationContext, certificate: x509.Certificate, issuer: Any) -> None:
        revocation = asking.revinfo_manager
        try:
            answers = await revocation.async_retrieve_ocsps(certificate, issuer)
            self.known.ocsps += [one.ocsp_response_data for one in answers]
        except (chain.OCSPValidationError, ValueError):
            answers = []
        if not answers:
            try:
                self.known.crls += [one.crl_data for one in await revocation.async_retrieve_crls(certificate)]
            except (chain.CRLValidationError, ValueError):
                return


def _revoked(wrong: chain.RevokedError, claimed: datetime | None) -> Finding:
    on = sentences.day(wrong.revocation_dt)
    if not wrong.is_ee_cert:
        return Finding("invalid", sentences.CA_REVOKED.format(on=on))
    if claimed is not None and claimed < wrong.revocation_dt:
        return Finding("indeterminate", sentences.REVOKED_UNPROVEN.format(on=on))
    return Finding("invalid", sentences.REVOKED.format(on=on))


def _strong_enough(info: cms.SignerInfo, certificate: x509.Certificate) -> bool:
    policy = StrongAlgorithms()
    signing = policy.signature_algorithm_allowed(info["signature_algorithm"], None, certificate.public_key)
    return bool(signing.allowed and policy.digest_algorithm_allowed(info["digest_algorithm"], None).allowed)
