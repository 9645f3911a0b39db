"""Versions: what the text was on a day, as canonical JSON under its SHA-256."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting import queries, rules
from phoihop.agree.drafting.models import Text, Version
from phoihop.agree.drafting.queries import Branch
from phoihop.agree.programmes.models import Programme
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.hashing import canonical
from phoihop.kit.verdict import NotAllowed

#: Written into every version, so that whoever finds one in thirty years knows how to read it.
FORMAT = "phoihop-text/1"


@transaction.atomic
def freeze(*, text: Text, by: Actor, at: datetime, note: str = "") -> Version:
    """Keep the text as it stands as the next draft ("Dự thảo lần n"). The working text goes on."""
    locked = _locked(text)
    rules.may_edit(by, locked).require()
    last = locked.versions.filter(kind=Version.Kind.DRAFT).aggregate(last=Max("number"))["last"] or 0
    version = _version(
        locked, _whole(locked), kind=Version.Kind.DRAFT, number=last + 1, programme=None, note=note, by=by, at=at
    )
    ledger.record(
        "text.frozen",
        on=locked,
        by=by,
        at=at,
        version=version.pk,
        number=version.number,
        sha256=version.sha256,
        note=note,
    )
    return version


@transaction.atomic
def settle(*, text: Text, by: Actor, at: datetime) -> list[Version]:
    """Close the text for good: the whole, and what each programme will sign. One ledger entry names all hashes.

    Nothing here asks whether opinions are answered: that is the business of the stage that gathered them.
    """
    locked = _locked(text)
    rules.may_settle(by, locked).require()
    branches = _whole(locked)
    programmes = list(Programme.objects.filter(framework_id=locked.framework_id).order_by("position", "pk"))
    fields: dict[str, Any] = {"kind": Version.Kind.FINAL, "note": "", "by": by, "at": at}
    versions = [_version(locked, branches, number=1, programme=None, **fields)]
    for programme in programmes:
        own = queries.for_eyes(queries.tree(locked), frozenset({programme.pk}))
        versions.append(_version(locked, own, number=1, programme=programme, **fields))
    Text.objects.filter(pk=locked.pk, settled_at=None).update(settled_at=at)
    text.settled_at = at
    hashes = {str(version.programme_id or "all"): version.sha256 for version in versions}
    ledger.record("text.settled", on=locked, by=by, at=at, sha256=hashes["all"], versions=hashes)
    return versions


def _locked(text: Text) -> Text:
    return Text.objects.select_related("framework").select_for_update(of=("self",)).get(pk=text.pk)


def _whole(text: Text) -> list[Branch]:
    branches = queries.tree(text)
    if not branches:
        raise NotAllowed(_("The text is empty; write or import it first."))
    return branches


def _version(
    text: Text,
    branches: Iterable[Branch],
    *,
    kind: str,
    number: int,
    programme: Programme | None,
    note: str,
    by: Actor,
    at: datetime,
) -> Version:
    content = canonical(
        {
            "format": FORMAT,
            "framework": text.framework_id,
            "title": text.title,
            "form": text.form,
            "programmes": _programmes(text, programme),
            "nodes": folded(branches),
        }
    )
    upto = text.edits.aggregate(last=Max("seq"))["last"] or 0
    return Version.objects.create(
        text=text,
        number=number,
        kind=kind,
        programme=programme,
        content=content.decode(),
        sha256=hashlib.sha256(content).hexdigest(),
        note=note,
        upto_edit=upto,
        by_name=by.name,
        at=at,
    )


def _programmes(text: Text, only: Programme | None) -> list[dict[str, Any]]:
    """Who the text is between, under the names of the day: agencies may be renamed, signed texts are not."""
    programmes = Programme.objects.filter(framework_id=text.framework_id).order_by("position", "pk")
    if only is not None:
        programmes = programmes.filter(pk=only.pk)
    return [
        {
            "id": programme.pk,
            "name": programme.name,
            "parties": [
                party.agency.name
                for party in programme.parties.select_related("agency").order_by("role", "position", "pk")
            ],
        }
        for programme in programmes
    ]


def folded(branches: Iterable[Branch]) -> list[dict[str, Any]]:
    """A forest as plain data, the opposite of `queries.unfolded`."""
    return [
        {
            "key": branch.key,
            "kind": branch.kind,
            "number": branch.number,
            "heading": branch.heading,
            "body": branch.body,
            "only_for": branch.node.only_for_id,
            "children": folded(branch.children),
        }
        for branch in branches
    ]
