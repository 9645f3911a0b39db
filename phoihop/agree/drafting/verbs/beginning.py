"""The first words of a text: from a shipped outline, or empty for an import."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting import rules
from phoihop.agree.drafting.models import Text
from phoihop.agree.drafting.verbs.changing import GAP, Sheet
from phoihop.agree.programmes.models import Framework
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed

OUTLINES: Final = {"programme": "chuong-trinh.json", "regulation": "quy-che.json"}
_FOLDER: Final = Path(__file__).resolve().parents[1] / "outlines"


@transaction.atomic
def begin_text(*, framework: Framework, outline_key: str | None, by: Actor, at: datetime) -> Text:
    """The working text of a framework, filled with a shipped outline, or empty (None).

    An empty text may be begun again: that is how one takes an outline after all.
    """
    locked = Framework.objects.select_for_update().get(pk=framework.pk)
    rules.may_begin(by, locked).require()
    outline: Mapping[str, Any] = {"form": _form_of(locked), "nodes": []}
    if outline_key:
        outline = outline_called(outline_key)
    text = Text.objects.filter(framework=locked).first()
    if text and (not outline_key or text.nodes.filter(removed=False).exists()):
        raise NotAllowed(_("This framework already has a text; go on writing there, or import over it."))
    if text is None:
        text = Text.objects.create(framework=locked, title=locked.title, form=outline["form"])
        ledger.record("text.begun", on=text, by=by, at=at, outline=outline_key or "")
    if outline_key:
        sheet = Sheet(text, by)
        sheet.retitle(title=text.title, form=outline["form"])
        pour(sheet, outline["nodes"])
        sheet.apply("begin", "text.outlined", at=at, outline=outline_key)
    text.refresh_from_db()
    return text


def pour(sheet: Sheet, nodes: Sequence[Mapping[str, Any]], *, parent: str | None = None, start: int = 0) -> None:
    """Append trees of plain fields (kind, number, heading, text, children) under `parent`, `start` siblings on."""
    for place, node in enumerate(nodes, start=start + 1):
        key = sheet.append(
            parent=parent,
            position=place * GAP,
            kind=node["kind"],
            number=node["number"],
            heading=node["heading"],
            body=node["text"],
            only_for=node.get("only_for"),
        )
        pour(sheet, node["children"], parent=key)


@cache
def outline_called(key: str) -> dict[str, Any]:
    """A shipped outline: `title`, `form`, `nodes`; short forms of the file filled in."""
    outline = json.loads((_FOLDER / OUTLINES[key]).read_text(encoding="utf-8"))
    return {**outline, "nodes": [_filled(node) for node in outline["nodes"]]}


def _filled(node: Mapping[str, Any]) -> dict[str, Any]:
    """In the files what is empty is left out."""
    plain = {"kind": node["kind"], **{name: node.get(name, "") for name in ("number", "heading", "text")}}
    return {**plain, "children": [_filled(child) for child in node.get("children", [])]}


def _form_of(framework: Framework) -> str:
    return Text.Form.ARTICLES if framework.kind == Framework.Kind.REGULATION else Text.Form.OUTLINE
