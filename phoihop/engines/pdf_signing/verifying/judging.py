"""The verdict: one for each signature, then one for the file. What is not known to be well is never *valid*."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import message_imprint_checker
from pyhanko.sign.validation.status import SignatureCoverageLevel

from phoihop.engines.pdf_signing.content import Judgement, Report, SignatureReport, TimeSource
from phoihop.engines.pdf_signing.verifying import changes, describing, document, known, sentences, telling, trust
from phoihop.engines.pdf_signing.verifying.document import Document, Unreadable
from phoihop.engines.pdf_signing.verifying.telling import plain
from phoihop.engines.pdf_signing.verifying.trust import Finding, Stamp, Trust

# pyHanko tells in its log what the report says; without a handler Python would print it.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())
logging.getLogger("pyhanko_certvalidator").addHandler(logging.NullHandler())

_AHEAD: Final = timedelta(minutes=10)


def judge(pdf: bytes, *, roots: Sequence[bytes], at: datetime | None = None, fetch: bool = False) -> Report:
    """See `verify`. Only MemoryError gets out of here."""
    try:
        opened = document.opened(pdf)
    except Unreadable as refusal:
        return Report("unreadable", changed_after_signing=False, reasons=(str(refusal),))
    except MemoryError:
        raise
    except Exception:  # a parser of hostile files fails in any way it likes
        return Report("unreadable", changed_after_signing=False, reasons=(sentences.DAMAGED,))
    try:
        at_hand = known.gathered(opened)
        moment = at or datetime.now(UTC)
        trusted = Trust(
            [x509.Certificate.load(root) for root in roots],
            at_hand,
            moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC),
        )
        return asyncio.run(_Judge(opened, trusted).report(fetch=fetch))
    except MemoryError:
        raise
    except Exception as wrong:
        reason = sentences.HYBRID if "hybrid" in str(wrong) else sentences.BROKE_THE_PARSER
        return Report("indeterminate", changed_after_signing=False, reasons=(reason,))


@dataclass(slots=True)
class _One:
    """What is found out about one signature."""

    findings: list[Finding] = field(default_factory=list)
    changed: bool = False

    def add(self, verdict: Judgement, sentence: str) -> None:
        self.findings.append(Finding(verdict, sentence))


@dataclass(slots=True)
class _Judge:
    file: Document
    trust: Trust
    rules: changes.SignersRules = field(default_factory=changes.SignersRules)
    stamps: dict[int, Stamp] = field(default_factory=dict)  # document timestamps, by their place among the signatures
    told: dict[str, None] = field(default_factory=dict)

    async def report(self, *, fetch: bool) -> Report:
        signed = [one for one in self.file.signatures if not telling.is_stamp(one)]
        if not signed and not self.file.broken and not self.file.replaced:
            return self._unsigned()
        if fetch:
            await self.trust.fetch(self._certificates())
        await self._judge_stamps()
        ones = [await self._judge(place) for place in self._places()]
        reports = [self._told(place, one, proven) for place, one, proven in ones]
        reports += [_broken(name) for name in self.file.broken]
        return self._verdict(reports, [one for _, one, _ in ones])

    def _places(self) -> list[int]:
        return [place for place, one in enumerate(self.file.signatures) if not telling.is_stamp(one)]

    def _unsigned(self) -> Report:
        if self.file.traces > len(self.file.signatures):
            return Report("invalid", changed_after_signing=True, reasons=(sentences.TRACES,))
        reason = sentences.ONLY_TIMESTAMPS if self.file.signatures else sentences.UNSIGNED
        return Report("unsigned", changed_after_signing=False, reasons=(reason,))

    def _certificates(self) -> list[x509.Certificate]:
        found = []
        for one in self.file.signatures:
            for signed in (one.signed_data, *known.tokens(one)):
                found += [held.chosen for held in signed["certificates"] if held.name == "certificate"]
        return found

    async def _judge_stamps(self) -> None:
        """Document timestamps from the last to the first, each at the moment that the next one proves."""
        limit = self.trust.at
        for place in range(len(self.file.signatures) - 1, -1, -1):
            one = self.file.signatures[place]
            if not telling.is_stamp(one):
                continue
            sound = (
                not document.unsound(self.file.pdf, one) and _coverage(one) >= SignatureCoverageLevel.ENTIRE_REVISION
            )
            stamp = await self.trust.stamp(one.signed_data, one.compute_digest, limit)
            self.stamps[place] = stamp = Stamp(stamp.time, stamp.intact and sound, stamp.trusted and sound)
            if stamp.trusted:
                limit = stamp.time

    async def _judge(self, place: int) -> tuple[int, _One, datetime | None]:
        signature = self.file.signatures[place]
        one = _One()
        proven: datetime | None = None
        try:
            proven = await self._proven(place, one)
            await self._believe(signature, one, proven)
            self._compare(signature, one)
        except MemoryError:
            raise
        except (PdfError, ValueError, KeyError, TypeError, AttributeError, AssertionError, RecursionError) as wrong:
            one.add("indeterminate", sentences.HYBRID if "hybrid" in str(wrong) else sentences.BROKE_THE_PARSER)
        return place, one, proven

    async def _proven(self, place: int, one: _One) -> datetime | None:
        """The earliest moment at which the signature is proven to have existed."""
        later = [stamp.time for at, stamp in self.stamps.items() if at > place and stamp.trusted]
        limit = min(later, default=self.trust.at)
        signature = self.file.signatures[place]
        for token in known.tokens(signature):
            stamp = await self.trust.stamp(token, message_imprint_checker(signature.signer_info), limit)
            if stamp.intact and stamp.trusted:
                later.append(stamp.time)
            else:
                one.add("valid", sentences.TIMESTAMP_UNTRUSTED)
        return min(later, default=None)

    async def _believe(self, signature: EmbeddedPdfSignature, one: _One, proven: datetime | None) -> None:
        """Cryptography, certificate and time."""
        if telling.format_of(signature) not in telling.FORMATS:
            one.add("indeterminate", sentences.STRANGE_FORMAT)
        claimed = telling.claimed(signature)
        status, finding = await self.trust.signature(
            signature, proven or self.trust.at, None if proven else claimed or self.trust.at
        )
        if not status.intact:
            one.changed = True
            one.add("invalid", sentences.TAMPERED)
        elif not status.valid:
            one.add("invalid", sentences.FORGED)
        if finding is not None:
            one.findings.append(finding)
        if proven is None and claimed is not None:
            _believe_claim(signature.signer_cert, claimed, self.trust.at, one)

    def _compare(self, signature: EmbeddedPdfSignature, one: _One) -> None:
        """What the signature covers, and what came after it."""
        gap = document.unsound(self.file.pdf, signature)
        if gap:
            one.changed = True
            one.add("invalid", gap)
            return
        signature.compute_integrity_info(diff_policy=self.rules)
        result = signature.diff_result
        if isinstance(result, SuspiciousModification):
            self._suspect(signature, one, result)
            return
        allowed = signature.docmdp_level
        if result is None or (allowed is not None and result.modification_level.value > allowed.value):
            self._suspect(signature, one, result)

    def _suspect(self, signature: EmbeddedPdfSignature, one: _One, found: object) -> None:
        one.changed = True
        one.add("invalid", sentences.CHANGED)
        if isinstance(found, changes.NotAllowed):
            self.told.setdefault(str(found))
            return
        for told in describing.describe(self.file, signature.signed_revision):
            self.told.setdefault(told)

    def _told(self, place: int, one: _One, proven: datetime | None) -> SignatureReport:
        signature = self.file.signatures[place]
        claimed = telling.claimed(signature)
        certificate = telling.certificate_of(signature)
        source: TimeSource = "timestamp" if proven else "claimed" if claimed else "none"
        stamps = [at for at, stamp in self.stamps.items() if stamp.trusted]
        return SignatureReport(
            field=plain(signature.field_name),
            signer=telling.name_in(certificate, "common_name", "organization_name"),
            organisation=telling.name_in(certificate, "organization_name"),
            signed_at=proven or claimed,
            time_source=source,
            level=telling.level_of(
                self.file, place, proven=proven is not None, stamps=stamps, crls=self.trust.known.crls
            ),
            covers_whole_file=document.end_of(signature) == len(self.file.pdf),
            verdict=_worst([finding.verdict for finding in one.findings]),
            reasons=tuple(dict.fromkeys(finding.sentence for finding in one.findings)),
            certificate_sha256=certificate.sha256.hex() if certificate is not None else "",
        )

    def _verdict(self, reports: list[SignatureReport], ones: list[_One]) -> Report:
        findings = [*self._of_the_file(), *self._of_the_end(ones)]
        verdict = _worst([*(one.verdict for one in reports), *(finding.verdict for finding in findings)])
        changed = any(one.changed for one in ones) or any(finding.verdict == "invalid" for finding in findings)
        own = [finding.sentence for finding in findings]
        theirs = [reason for one in reports if one.verdict != "valid" for reason in one.reasons]
        return Report(
            verdict=verdict,
            changed_after_signing=changed,
            signatures=tuple(reports),
            reasons=tuple(dict.fromkeys([*own, *theirs])),
            changes=tuple(plain(told) for told in (*self.told, *self.rules.told)),
        )

    def _of_the_file(self) -> list[Finding]:
        found = [Finding("invalid", sentences.REPLACED.format(field=plain(name))) for name in self.file.replaced]
        found += [Finding("invalid", sentences.TIMESTAMP_BROKEN) for stamp in self.stamps.values() if not stamp.intact]
        found += [
            Finding("indeterminate", sentences.ACTIVE.format(what=what)) for what in document.active(self.file.reader)
        ]
        found += [Finding("indeterminate", sentence) for sentence in self.rules.doubts]
        if self.file.twins:
            found.append(Finding("indeterminate", sentences.DUPLICATE_FIELDS))
        if self.file.traces > len(self.file.signatures) + len(self.file.broken) and not self.file.replaced:
            found.append(Finding("indeterminate", sentences.MORE_TRACES))
        return found

    def _of_the_end(self, ones: list[_One]) -> list[Finding]:
        """The last signature or timestamp must reach the end; only proof (a security store) may follow it."""
        if not self.file.signatures:
            return []
        end = max(document.end_of(one) for one in self.file.signatures)
        rest = len(self.file.pdf) - end
        if rest == 0:
            return []
        last = self.file.signatures[-1]
        if rest < 0 or last.signed_revision == self.file.last_revision or document.stray(self.file, end):
            return [Finding("invalid", sentences.UNPROTECTED_TAIL.format(count=max(rest, 0)))]
        result = last.evaluate_modifications(self.rules) if last.coverage is not None else None
        level = getattr(result, "modification_level", ModificationLevel.OTHER)
        if level > ModificationLevel.LTA_UPDATES and not any(one.changed for one in ones):
            return [Finding("indeterminate", sentences.UNPROTECTED_FILL)]
        return []


def _coverage(signature: EmbeddedPdfSignature) -> SignatureCoverageLevel:
    signature.compute_integrity_info(skip_diff=True)
    return signature.evaluate_signature_coverage()


def _believe_claim(certificate: x509.Certificate, claimed: datetime, at: datetime, one: _One) -> None:
    """A claimed moment proves nothing, but one that cannot be true speaks against the signature."""
    since, until = certificate.not_valid_before, certificate.not_valid_after
    if not since - trust.TOLERANCE <= claimed <= until + trust.TOLERANCE:
        told = {"at": sentences.minute(claimed), "since": sentences.day(since), "until": sentences.day(until)}
        one.add("indeterminate", sentences.CLAIMED_OUTSIDE.format(**told))
    elif claimed > at + _AHEAD:
        one.add("indeterminate", sentences.CLAIMED_FUTURE.format(at=sentences.minute(claimed)))


def _worst(verdicts: Sequence[Judgement]) -> Judgement:
    if "invalid" in verdicts:
        return "invalid"
    return "indeterminate" if "indeterminate" in verdicts else "valid"


def _broken(name: str) -> SignatureReport:
    return SignatureReport(
        field=plain(name),
        signer="",
        organisation="",
        signed_at=None,
        time_source="none",
        level="other",
        covers_whole_file=False,
        verdict="invalid",
        reasons=(sentences.MALFORMED,),
    )
