"""Who may see which chain. Later stages say so when they start; what nobody claims, nobody sees."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Window:
    """How the chains of one prefix are seen: by whom, and under what title."""

    may_see: Callable[[Any, str], bool]
    title: Callable[[str], str] | None


_windows: dict[str, Window] = {}


def register(prefix: str, may_see: Callable[[Any, str], bool], *, title: Callable[[str], str] | None = None) -> None:
    """`may_see(actor, chain)` answers for chains named `<prefix>:…` or `<prefix>`; `title(chain)` names one for people.

    Called once for each prefix from an app's `ready()`.
    """
    if prefix in _windows:
        raise ValueError(f"the chains of {prefix!r} are claimed already")
    _windows[prefix] = Window(may_see, title)


def may_see(actor: Any, chain: str) -> bool:
    window = _windows.get(_prefix(chain))
    return bool(window and actor and window.may_see(actor, chain))


def title(chain: str) -> str:
    """What people call the thing whose chain this is; the chain's own name when nobody gave one."""
    window = _windows.get(_prefix(chain))
    return (window.title(chain) if window and window.title else "") or chain


def _prefix(chain: str) -> str:
    return chain.partition(":")[0]
