"""Changing what a clause says, for whom, and in which languages."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting import queries, rules
from phoihop.agree.drafting.models import Edit, Node, Rendering, Text
from phoihop.agree.drafting.verbs.changing import Sheet, Wording
from phoihop.agree.programmes.models import Programme
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import nfc


@transaction.atomic
def reword(
    *,
    text: Text,
    node: Node,
    heading: str,
    body: str,
    number: str | None = None,
    seen_revision: int,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Edit:
    """New wording, and a new label where `number` is given. Raises Overtaken when the node moved on since."""
    sheet = Sheet(text, by)
    state = sheet.seen(node, seen_revision, mine=Wording(heading, body, number))
    fields = {"heading": tidy(heading), "body": tidy(body)}
    if number is not None:
        fields["number"] = tidy(number)
    if all(state[name] == value for name, value in fields.items()):
        raise NotAllowed(_("Nothing was changed: the wording is the same as before."))
    if not (fields["heading"] or fields["body"]):
        raise NotAllowed(_("A clause cannot be left without words; remove it instead."))
    sheet.set(node.key, **fields)
    return sheet.apply("reword", "text.reworded", at=at, reason=reason, on_node=node.key)


@transaction.atomic
def retitle(*, text: Text, title: str, by: Actor, at: datetime) -> Edit:
    sheet = Sheet(text, by)
    if not tidy(title):
        raise NotAllowed(_("A text needs a title."))
    if tidy(title) == sheet.text.title:
        raise NotAllowed(_("Nothing was changed: the wording is the same as before."))
    sheet.retitle(title=tidy(title), form=sheet.text.form)
    return sheet.apply("retitle", "text.retitled", at=at)


@transaction.atomic
def mark_only_for(
    *, text: Text, node: Node, programme: Programme | None, seen_revision: int, by: Actor, at: datetime
) -> Edit:
    """Make a node, with all under it, a clause of one programme alone; None makes it common again."""
    sheet = Sheet(text, by)
    state = sheet.seen(node, seen_revision)
    wanted = programme.pk if programme else None
    if programme and programme.framework_id != sheet.text.framework_id:
        raise NotAllowed(_("That programme belongs to another framework."))
    if state["only_for"] == wanted:
        raise NotAllowed(_("Nothing was changed: the clause is already meant for them."))
    near = [*sheet.ancestors(node.key), *sheet.descendants(node.key)]
    if any(sheet.now[key]["only_for"] not in (None, wanted) for key in near):
        raise NotAllowed(_("A clause above or below this one is already meant for another programme."))
    sheet.set(node.key, only_for=wanted)
    return sheet.apply("mark", "text.audience_changed", at=at, on_node=node.key, only_for=wanted)


@transaction.atomic
def render_in(*, node: Node, language: str, heading: str, body: str, by: Actor, at: datetime) -> Rendering:
    """The node in another language, stamped with the wording it translates; a later rewording makes it out of date."""
    text = Text.objects.select_related("framework").select_for_update(of=("self",)).get(pk=node.text_id)
    rules.may_render(by, text).require()
    if not (tidy(heading) or tidy(body)):
        raise NotAllowed(_("A translation needs words."))
    current = Node.objects.get(pk=node.pk)
    rendering, _made = Rendering.objects.update_or_create(
        node=current,
        language=language,
        defaults={
            "heading": tidy(heading),
            "body": tidy(body),
            "of_revision": current.revision,
            "of_sha256": queries.wording_sha256(current),
            "by_name": by.name,
            "at": at,
        },
    )
    ledger.record(
        "text.rendered",
        on=text,
        by=by,
        at=at,
        key=current.key,
        label=queries.printed_label(current),
        language=language,
        of_sha256=rendering.of_sha256,
        sha256=hashlib.sha256(f"{rendering.heading}\n{rendering.body}".encode()).hexdigest(),
    )
    return rendering


def tidy(words: str) -> str:
    """NFC, one kind of line end, no space at the ends of lines or of the whole."""
    lines = nfc(words).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
