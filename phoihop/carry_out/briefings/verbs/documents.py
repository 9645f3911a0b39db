"""Official papers made of the record: set, numbered, taken back signed. The pack is frozen by its hash."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing import craft
from phoihop.carry_out.briefings import papers, rules
from phoihop.carry_out.briefings.models import Briefing, Document
from phoihop.carry_out.briefings.papers import Made
from phoihop.carry_out.briefings.verbs.holding import hold, next_number
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.files import kinds
from phoihop.foundation.files import verbs as files
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.numbers import verbs as numbers
from phoihop.foundation.numbers.models import Number
from phoihop.kit.verdict import NotAllowed, StateMoved


def make_document(*, briefing: Briefing, kind: str, by: Actor, at: dt.datetime) -> Document:
    """Set the paper as the record stands, as PDF and as Word, with room for number, date and signatures.

    Setting takes a while and happens before the transaction. Raises NotAllowed, also with the engine's sentence.
    """
    rules.may_make_document(by, briefing, kind).require()
    if kind == Document.Kind.PACK:
        return freeze_pack(briefing=briefing, by=by, at=at)
    made = papers.set_paper(briefing, kind, at=at)
    with transaction.atomic():
        hold(briefing)
        document = _keep(briefing, kind, made, by=by, at=at)
        _record("briefing.document_made", document, by=by, at=at)
    return document


def freeze_pack(*, briefing: Briefing, by: Actor, at: dt.datetime) -> Document:
    """The pack as it goes out: the figures of the last assembly, under the hash of its bytes and the ledger's root."""
    rules.may_make_document(by, briefing, Document.Kind.PACK).require()
    made = papers.set_pack(briefing, at=at)
    with transaction.atomic():
        hold(briefing)
        if briefing.assemblies.filter(number__gt=made.facts["assembly"]).exists():
            raise StateMoved
        document = _keep(briefing, Document.Kind.PACK, made, by=by, at=at)
        _record(
            "briefing.pack_frozen",
            document,
            by=by,
            at=at,
            assembly=made.facts["assembly"],
            root=made.facts["root"],
            figures_sha256=made.facts["figures_sha256"],
        )
    return document


def _keep(briefing: Briefing, kind: str, made: Made, *, by: Actor, at: dt.datetime, **also: Any) -> Document:
    document = Document(
        briefing=briefing,
        kind=kind,
        version=next_number(briefing.documents.filter(kind=kind), "version"),
        on_day=day_of(at),
        pages=made.pages,
        facts=made.facts,
        made_at=at,
        by_name=by.name,
        **also,
    )
    # Set here a moment ago: nothing in them is unread.
    document.pdf = files.keep(
        data=made.pdf, name=f"{document.file_name}.pdf", by=by, at=at, kinds={kinds.PDF}, already_read=True
    )
    if made.docx:
        document.docx = files.keep(
            data=made.docx, name=f"{document.file_name}.docx", by=by, at=at, kinds={kinds.DOCX}, already_read=True
        )
    document.save(force_insert=True)
    return document


def number_document(*, document: Document, by: Actor, at: dt.datetime) -> Document:
    """The clerk gives the next number of the book and dates the paper; it is set again with both, as a new version."""
    rules.may_number(by, document).require()
    briefing = document.briefing
    with transaction.atomic():
        hold(briefing)
        given = _numbered(document, by=by, at=at)
        made = papers.set_paper(
            briefing, document.kind, at=at, number=str(given.number), symbol=given.symbol, on=given.on
        )
        numbered = _keep(briefing, document.kind, made, by=by, at=at, number=given.display)
        _record("briefing.document_numbered", numbered, by=by, at=at)
    return numbered


def _numbered(document: Document, *, by: Actor, at: dt.datetime) -> Number:
    kind = papers.PAPER_TYPES[document.kind]
    subject = papers.subject_line(document.briefing, document.kind)
    host = papers.issuer_of(document.briefing)
    number = numbers.reserve_number(agency=host, paper_type=kind, by=by, at=at, about=document, subject_line=subject)
    return numbers.use_number(
        number=number,
        subject_line=subject,
        signer=papers.signer_name(document.briefing),
        by=by,
        at=at,
        recipients="; ".join(papers.recipients_of(document.briefing)),
    )


def take_signed(*, document: Document, data: bytes, name: str, by: Actor, at: dt.datetime) -> Document:
    """The paper as it came back signed: kept, judged, and the verdict kept beside it, whatever it is."""
    rules.may_take_signed(by, document).require()
    report = craft.judge_file(data, at=at)
    if report["verdict"] in ("unsigned", "unreadable"):
        raise NotAllowed(_("There is no signature in this file: sign the paper handed out here, and bring it back."))
    file = files.keep(data=data, name=name, by=by, at=at, kinds={kinds.PDF})
    return _take(document, file, report, by=by, at=at)


@transaction.atomic
def _take(document: Document, file: StoredFile, report: dict[str, Any], *, by: Actor, at: dt.datetime) -> Document:
    unsigned = Document.objects.filter(pk=document.pk, signed=None)
    if not unsigned.update(signed=file, signed_at=at, report=report):
        raise StateMoved
    document.signed, document.signed_at, document.report = file, at, report
    ledger.record(
        "briefing.document_signed",
        on=document,
        by=by,
        at=at,
        mark=document.briefing.mark,
        document_kind=str(document.kind),
        number=document.number,
        sha256=file.sha256,
        verdict=report["verdict"],
    )
    return document


def _record(kind: str, document: Document, *, by: Actor, at: dt.datetime, **more: Any) -> None:
    ledger.record(
        kind,
        on=document,
        by=by,
        at=at,
        mark=document.briefing.mark,
        document_kind=str(document.kind),
        version=document.version,
        number=document.number,
        sha256=document.pdf_id,
        **more,
    )
