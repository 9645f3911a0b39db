"""Texts in a given state, reached by walking the verbs."""

from typing import Any

from django.db import transaction

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.models import Node, Text
from phoihop.agree.drafting.verbs.beginning import pour
from phoihop.agree.drafting.verbs.changing import Sheet
from phoihop.agree.programmes.tests.factories import a_framework_with
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from tests.cast import MONDAY


def an_empty_text(*partners: Agency, by: Actor) -> Text:
    return verbs.begin_text(framework=a_framework_with(*partners, by=by), outline_key=None, by=by, at=MONDAY)


def a_text(*partners: Agency, by: Actor, outline: str = "regulation") -> Text:
    """A text begun from a shipped outline: regulation has 4 chapters and 14 articles, programme 7 sections."""
    return verbs.begin_text(framework=a_framework_with(*partners, by=by), outline_key=outline, by=by, at=MONDAY)


def a_short_text(*partners: Agency, by: Actor) -> Text:
    """Điều 1 (khoản 1, khoản 2 with điểm a, b), Điều 2, Điều 3."""
    text = an_empty_text(*partners, by=by)
    points = [node("point", "a", "vụ việc đã thụ lý;"), node("point", "b", "kiến nghị đã trả lời.")]
    clauses = [
        node("clause", "1", "Các bên kịp thời thông tin cho nhau."),
        node("clause", "2", "Hằng quý, các bên cung cấp số liệu gồm:", children=points),
    ]
    write(
        text,
        node("article", "1", heading="Trao đổi thông tin", children=clauses),
        node("article", "2", "Các bên họp giao ban mỗi quý một lần.", heading="Giao ban"),
        node("article", "3", "Quy chế có hiệu lực từ ngày ký.", heading="Hiệu lực"),
        by=by,
    )
    return text


def node(kind: str, number: str, body: str = "", *, heading: str = "", children: Any = ()) -> dict[str, Any]:
    return {"kind": kind, "number": number, "heading": heading, "text": body, "children": children}


@transaction.atomic
def write(text: Text, *nodes: dict[str, Any], by: Actor) -> None:
    """Fill an empty text in one edit, as a shipped outline does."""
    sheet = Sheet(text, by)
    pour(sheet, nodes)
    sheet.apply("begin", "text.outlined", at=MONDAY, outline="programme")


def add(
    text: Text, by: Actor, kind: str, number: str, body: str = "", *, under: Node | None = None, **more: Any
) -> Node:
    """A node put last under `under`."""
    siblings = text.nodes.filter(parent=under, removed=False).order_by("position")
    fields = {"heading": "", "at": MONDAY, **more}
    edit = verbs.add_node(
        text=text, parent=under, after=siblings.last(), kind=kind, number=number, body=body, by=by, **fields
    )
    return text.nodes.get(key=next(key for key in edit.after if edit.before[key] is None))


def node_at(text: Text, label: str) -> Node:
    """The node a person would call so: "Article 1 clause 2"."""
    found = [branch for branch in queries.flat(queries.tree(text)) if branch.label == label]
    assert len(found) == 1, [branch.label for branch in queries.flat(queries.tree(text))]
    return found[0].node


def lines(text: Text, **eyes: Any) -> list[str]:
    """The text as one reads it, one line a node, indented."""
    return [
        "  " * branch.depth + branch.words.replace("\n", " | ") for branch in queries.flat(queries.tree(text, **eyes))
    ]
