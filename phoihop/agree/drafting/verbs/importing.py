"""A document becomes text in three steps: read, put right, accepted. Until then the text does not change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting import queries, rules
from phoihop.agree.drafting.models import Import, Text
from phoihop.agree.drafting.verbs.beginning import begin_text
from phoihop.agree.drafting.verbs.changing import GAP, Sheet
from phoihop.agree.drafting.verbs.correcting import CORRECTIONS
from phoihop.agree.programmes.models import Framework
from phoihop.engines import reading
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.files import verbs as files
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed, StateMoved
from phoihop.kit.vietnamese import in_sentence


def preview_import(*, text: Text, data: bytes, name: str, by: Actor, at: datetime) -> Import:
    """Read a document beside the text. Raises reading.Unreadable or files.Refused, with nothing stored.

    Reading takes its time and needs no database, so it happens before the transaction.
    """
    rules.may_edit(by, text).require()
    outline, stored = _read(data, name, by=by, at=at)
    return _keep(text, outline, stored, name=name, by=by, at=at)


def begin_by_import(*, framework: Framework, data: bytes, name: str, by: Actor, at: datetime) -> Import:
    """The same for a framework without a text: nothing is begun when the document cannot be read."""
    rules.may_begin(by, framework).require()
    outline, stored = _read(data, name, by=by, at=at)
    with transaction.atomic():
        text = Text.objects.filter(framework=framework).first()
        text = text or begin_text(framework=framework, outline_key=None, by=by, at=at)
        return _keep(text, outline, stored, name=name, by=by, at=at)


def _read(data: bytes, name: str, *, by: Actor, at: datetime) -> tuple[reading.Outline, StoredFile]:
    outline = reading.read(data, filename=name)
    return outline, files.keep(data=data, name=name, by=by, at=at, already_read=True)


@transaction.atomic
def _keep(text: Text, outline: reading.Outline, stored: StoredFile, *, name: str, by: Actor, at: datetime) -> Import:
    rules.may_edit(by, text).require()
    preview = Import.objects.create(
        text=text,
        file=stored,
        name=name[:200],
        title=in_sentence(outline.title)[:400],
        form=outline.form,
        about={
            "number": outline.number,
            "issued_on": outline.issued_on.isoformat() if outline.issued_on else None,
            "issuers": list(outline.issuers),
            "head": list(outline.head),
        },
        outline=[*_bases(outline.legal_bases), *(node.as_dict() for node in outline.nodes)],
        source=[[line.number, line.text, line.eid] for line in outline.source],
        warnings=[
            {"code": warning.code, "text": warning.text, "eid": warning.eid, "line": warning.line}
            for warning in outline.warnings
        ],
        by_name=by.name,
        at=at,
    )
    ledger.record(
        "text.import_read", on=text, by=by, at=at, preview=preview.pk, name=preview.name, file_sha256=stored.sha256
    )
    return preview


def _bases(legal_bases: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Legal bases are paragraphs before the first heading: agencies have opinions on them too."""
    for place, basis in enumerate(legal_bases, start=1):
        fields = {"kind": "paragraph", "number": "", "heading": "", "text": basis, "children": []}
        yield {"eid": f"can-cu-{place}", **fields}


@transaction.atomic
def correct_import(
    *,
    preview: Import,
    eid: str,
    act: str,
    seen_revision: int,
    by: Actor,
    at: datetime,
    kind: str = "",
    number: str = "",
    heading: str = "",
) -> Import:
    """Put one label right: `act` is relabel (kind, number, heading), promote, demote or join (with what precedes).

    Raises StateMoved when someone else corrected in the meantime.
    """
    locked = _locked(preview)
    rules.may_accept(by, locked).require()
    outline = locked.outline
    CORRECTIONS[act](outline, eid, kind=kind, number=number.strip(), heading=heading.strip())
    won = Import.objects.filter(pk=preview.pk, revision=seen_revision, state=Import.State.PREVIEW).update(
        outline=outline, revision=F("revision") + 1
    )
    if not won:
        raise StateMoved
    ledger.record(
        "text.import_corrected", on=locked.text, by=by, at=at, preview=locked.pk, name=locked.name, act=act, eid=eid
    )
    preview.refresh_from_db()
    return preview


@transaction.atomic
def accept_import(*, preview: Import, by: Actor, at: datetime) -> Text:
    """The document becomes the text, in one edit that can be undone.

    A clause that was in the text before, by its words or by its place, keeps its key: what was said about it stays
    with it. What the document no longer has goes out of the text.
    """
    locked = _locked(preview)
    rules.may_accept(by, locked).require()
    if not locked.outline:
        raise NotAllowed(_("The document has no clauses to take over; discard it and upload another."))
    sheet = Sheet(locked.text, by)
    old = list(queries.flat(queries.planned(sheet.now)))
    same = queries.pairs(old, list(queries.flat(queries.unfolded(as_snapshot(locked.outline)))))
    for key in {branch.key for branch in old} - {branch.key for branch in same.values()}:
        sheet.set(key, removed=True)
    _take_over(sheet, locked.outline, {eid: branch.key for eid, branch in same.items()})
    sheet.retitle(title=locked.title or sheet.text.title, form=locked.form)
    _close(locked, Import.State.ACCEPTED, at)
    sheet.apply("import", "text.imported", at=at, preview=locked.pk, name=locked.name, file_sha256=locked.file_id)
    text = Text.objects.get(pk=locked.text_id)
    preview.refresh_from_db()
    return text


@transaction.atomic
def discard_import(*, preview: Import, by: Actor, at: datetime) -> Import:
    locked = _locked(preview)
    rules.may_accept(by, locked).require()
    _close(locked, Import.State.DISCARDED, at)
    ledger.record("text.import_discarded", on=locked.text, by=by, at=at, preview=locked.pk, name=locked.name)
    preview.refresh_from_db()
    return preview


def as_snapshot(outline: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The nodes of an import in the shape of a version's, the eid for a key."""
    return [
        {
            "key": node["eid"],
            "kind": node["kind"],
            "number": node["number"],
            "heading": node["heading"],
            "body": node["text"],
            "only_for": None,
            "children": as_snapshot(node["children"]),
        }
        for node in outline
    ]


def _take_over(
    sheet: Sheet, nodes: Sequence[Mapping[str, Any]], known: Mapping[str, str], parent: str | None = None
) -> None:
    for place, node in enumerate(nodes, start=1):
        fields = {name: node[name] for name in ("kind", "number", "heading")}
        fields |= {"body": node["text"], "parent": parent, "position": place * GAP}
        key = known.get(node["eid"])
        if key:
            sheet.set(key, **fields)
        else:
            key = sheet.append(**fields)
        _take_over(sheet, node["children"], known, key)


def _close(preview: Import, state: str, at: datetime) -> None:
    won = Import.objects.filter(pk=preview.pk, state=Import.State.PREVIEW).update(state=state, settled_at=at)
    if not won:
        raise StateMoved


def _locked(preview: Import) -> Import:
    rows = Import.objects.select_related("text__framework").select_for_update(of=("self",))
    return rows.get(pk=preview.pk)
