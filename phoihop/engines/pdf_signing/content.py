"""What goes into and comes out of signing and verifying: frozen data, and the refusals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

Level = Literal["B-B", "B-T", "B-LT", "B-LTA", "other"]
Judgement = Literal["valid", "invalid", "indeterminate", "unsigned", "unreadable"]
TimeSource = Literal["timestamp", "claimed", "none"]


class CannotSign(Exception):
    """The signature cannot be given. The text is a Vietnamese sentence with its remedy, fit to be shown."""


class HandBackRefused(CannotSign):
    """A PDF that came back is not the one given out plus one good signature. `check` names the check that failed."""

    def __init__(self, check: str, sentence: str) -> None:
        super().__init__(sentence)
        self.check = check


@dataclass(frozen=True, slots=True)
class Field:
    """Room in a PDF, in points from the bottom left of `page` (the first is 1).

    "signature" fields may name text fields they lock when signed (`locks`), so that a number stays what it was.
    """

    name: str
    kind: Literal["signature", "text"]
    page: int
    x: float
    y: float
    width: float
    height: float
    size_pt: float = 0
    italic: bool = False
    locks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A signature under way. `state` is all that `finish` needs, and can be kept; `to_sign` is what the key signs.

    `to_sign` is the DER of the signed attributes: the key signs its SHA-256 digest (RSA PKCS#1 v1.5 or ECDSA).
    """

    state: bytes
    to_sign: bytes


@dataclass(frozen=True, slots=True)
class Signed:
    """The PDF with one signature more. `receipt` is JSON: what a signer takes away as proof."""

    pdf: bytes
    level: Level
    certificate_sha256: str
    receipt: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Raised:
    """The PDF with better proof of what was signed. `missing` says, in Vietnamese, what kept it from the highest."""

    pdf: bytes
    level: Level
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says of itself. Nobody has judged it yet."""

    der: bytes
    sha256: str
    subject: str
    organisation: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime


class Key(Protocol):
    """A key that answers at once, wherever it lies. `sign` gives the signature over `to_sign` (see `Begun`)."""

    @property
    def certificate(self) -> bytes: ...
    @property
    def chain(self) -> Sequence[bytes]: ...
    def sign(self, to_sign: bytes) -> bytes: ...


class TimestampSource(Protocol):
    """Timestamps made in this process, as the demonstration does. `stamp` gives the DER of an RFC 3161 token."""

    def stamp(self, sha256: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Services:
    """Where timestamps come from, and what is trusted. Without `tsa_url` no timestamp is asked for.

    `timestamps` takes the place of `tsa_url`; `revocation` holds CRLs (DER) that are at hand without asking anybody.
    """

    roots: tuple[bytes, ...] = ()
    tsa_url: str = ""
    seconds: float = 20
    fetch_revocation: bool = True
    timestamps: TimestampSource | None = None
    revocation: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """The verdict on one signature, and why. The names are those of `phoihop verify --json`."""

    field: str
    signer: str
    organisation: str
    signed_at: datetime | None
    time_source: TimeSource
    level: Level
    covers_whole_file: bool
    verdict: Judgement
    reasons: tuple[str, ...] = ()
    certificate_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict on a file. `changed_after_signing`: something changed that the signers' own rules do not allow."""

    verdict: Judgement
    changed_after_signing: bool
    signatures: tuple[SignatureReport, ...] = ()
    reasons: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
