"""Clauses an agency keeps for its next texts."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting import queries, rules
from phoihop.agree.drafting.models import Edit, LibraryClause, Node, Text
from phoihop.agree.drafting.queries import Branch
from phoihop.agree.drafting.verbs.beginning import pour
from phoihop.agree.drafting.verbs.changing import Sheet
from phoihop.agree.drafting.verbs.structure import place_in
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def keep_in_library(*, node: Node, name: str, by: Actor, at: datetime) -> LibraryClause:
    """A copy of a clause, with all under it, for the agency's other texts; a settled text may give clauses too."""
    text = Text.objects.select_related("framework").get(pk=node.text_id)
    rules.may_render(by, text).require()
    branch = next((branch for branch in queries.flat(queries.tree(text)) if branch.key == node.key), None)
    if branch is None:
        raise NotAllowed(_("That clause has been removed from the text."))
    if not name.strip():
        raise NotAllowed(_("Give the clause a name to find it by."))
    clause = LibraryClause.objects.create(
        agency=by.agency,
        name=name.strip()[:150],
        kind=branch.kind,
        heading=branch.heading,
        body=branch.body,
        below=[_plain(child) for child in branch.children],
        from_node=node,
        at=at,
    )
    label = queries.spoken(branch.path)
    ledger.record("text.clause_kept", on=text, by=by, at=at, key=node.key, label=label, name=clause.name)
    return clause


@transaction.atomic
def insert_from_library(
    *,
    text: Text,
    clause: LibraryClause,
    parent: Node | None,
    after: Node | None,
    number: str = "",
    by: Actor,
    at: datetime,
) -> Edit:
    """A copy of a kept clause, with all under it, at a place of the text."""
    if clause.agency_id != by.agency_id:
        raise NotAllowed(_("That clause is in another agency's library."))
    sheet = Sheet(text, by)
    above, behind = place_in(sheet, clause.kind, parent, after)
    words = {"kind": clause.kind, "number": number.strip(), "heading": clause.heading, "body": clause.body}
    key = sheet.add(parent=above, after=behind, **words)
    pour(sheet, clause.below, parent=key)
    return sheet.apply("insert", "text.clause_inserted", at=at, on_node=key, clause=clause.pk)


def _plain(branch: Branch) -> dict[str, Any]:
    fields = {"kind": branch.kind, "number": branch.number, "heading": branch.heading, "text": branch.body}
    return {**fields, "children": [_plain(child) for child in branch.children]}
