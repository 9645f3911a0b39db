"""What is strong enough to be believed: SHA-256 and better, RSA from 2048 bits, elliptic curves from 224 bits.

Circular 15/2025/TT-BKHCN asks for these of signing software; SHA-1 and MD5 have been broken in public.
"""

from datetime import datetime
from typing import Any, Final

from pyhanko_certvalidator.policy_decl import AlgorithmUsageConstraint, DisallowWeakAlgorithmsPolicy

_STRONG: Final = frozenset(
    {"sha256", "sha384", "sha512", "sha512_256", "sha3_256", "sha3_384", "sha3_512", "shake128", "shake256"}
)
_LEAST_CURVE_BITS: Final = 224


class StrongAlgorithms(DisallowWeakAlgorithmsPolicy):
    """A list of what is allowed, where pyHanko has one of what is not."""

    def digest_algorithm_allowed(self, algo: Any, moment: datetime | None) -> AlgorithmUsageConstraint:
        return AlgorithmUsageConstraint(algo["algorithm"].native in _STRONG)

    def signature_algorithm_allowed(
        self, algo: Any, moment: datetime | None, public_key: Any | None
    ) -> AlgorithmUsageConstraint:
        if public_key is not None and public_key.algorithm == "ec" and public_key.bit_size < _LEAST_CURVE_BITS:
            return AlgorithmUsageConstraint(allowed=False, failure_reason="curve too small")
        return super().signature_algorithm_allowed(algo, moment, public_key)


def is_strong(digest: str) -> bool:
    """Whether a digest, by its ASN.1 name, may be relied upon."""
    return digest in _STRONG
