"""Nodes in another language, and whether they still say what the text says."""

import hashlib
from dataclasses import dataclass
from typing import Any

from phoihop.agree.drafting.models import Rendering, Text


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendering with `stale`: the wording it translates has changed since."""

    heading: str
    body: str
    stale: bool
    by_name: str
    at: Any


def wording_sha256(node: Any) -> str:
    """What a rendering is a rendering of: heading and body; numbers and places may change under it."""
    return hashlib.sha256(f"{node.heading}\n{node.body}".encode()).hexdigest()


def renderings(text: Text, language: str = "en") -> dict[str, Rendered]:
    """By node key; one query, wording read along with it."""
    rows = Rendering.objects.filter(node__text=text, node__removed=False, language=language).select_related("node")
    return {row.node.key: as_rendered(row) for row in rows}


def as_rendered(row: Rendering) -> Rendered:
    return Rendered(row.heading, row.body, row.of_sha256 != wording_sha256(row.node), row.by_name, row.at)
