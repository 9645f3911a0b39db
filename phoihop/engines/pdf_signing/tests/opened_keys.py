"""Private keys opened once: checking an RSA key takes thirty times as long as signing with it."""

import functools

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_der_private_key
from pyhanko.sign.general import get_pyca_cryptography_hash
from pyhanko.sign.signers import SimpleSigner


@functools.cache
def opened(der):
    """The key of these PKCS#8 bytes."""
    return load_der_private_key(der, None)


class Signer(SimpleSigner):
    """Stock pyHanko, which opens the key anew for each signature and for each estimate of its length."""

    def sign_raw(self, data, digest_algorithm):
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm)
        if mechanism.signature_algo != "rsassa_pkcs1v15":
            return super().sign_raw(data, digest_algorithm)
        key, hashed = opened(self.signing_key.dump()), get_pyca_cryptography_hash(digest_algorithm)
        return key.sign(data, padding.PKCS1v15(), hashed)
