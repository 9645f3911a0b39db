"""The kinds of entries. A kind exists when its sentence does: `templates/ledger/<kind>.txt` in the app that owns it."""

from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.template import Context, Engine, Template, TemplateDoesNotExist


class NoSentence(Exception):
    """Someone records, or tells, a kind of thing for which nobody has written the sentence."""


@cache
def sentence_template(folder: str, kind: str) -> Template:
    """The compiled template `<folder>/<kind>.txt`. Raises NoSentence."""
    try:
        return Engine.get_default().get_template(f"{folder}/{kind}.txt")
    except TemplateDoesNotExist as missing:
        raise NoSentence(
            f"Nobody has written the sentence of {kind!r}: add templates/{folder}/{kind}.txt to the app that owns it."
        ) from missing


def say(folder: str, kind: str, words: dict[str, Any]) -> str:
    """The sentence in the language now active, as plain text on one line: whoever shows it escapes it."""
    rendered = sentence_template(folder, kind).render(Context(words, autoescape=False))
    return " ".join(rendered.split())


def require(kind: str) -> None:
    sentence_template("ledger", kind)


@cache
def owners() -> dict[str, str]:
    """Each kind and the label of the app that owns it."""
    return {kind: label for kind, label, _source in declared()}


def declared(folder: str = "ledger") -> list[tuple[str, str, str]]:
    """(kind, label of the owning app, source of its sentence), sorted; for the generated reference."""
    return sorted(
        (file.stem, app.label, file.read_text(encoding="utf-8").strip())
        for app in apps.get_app_configs()
        for file in Path(app.path, "templates", folder).glob("*.txt")
    )
