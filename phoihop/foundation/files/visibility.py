"""Who may fetch which file. Stages that hang files on their things say so when they start; else nobody may."""

from collections.abc import Callable
from typing import Any

_windows: list[Callable[[Any, str], bool]] = []


def register(may_see: Callable[[Any, str], bool]) -> None:
    """`may_see(actor, sha256)`: one yes of any stage is enough. Called once from an app's `ready()`."""
    _windows.append(may_see)


def may_see(actor: Any, sha256: str) -> bool:
    return bool(actor) and any(window(actor, sha256) for window in _windows)
